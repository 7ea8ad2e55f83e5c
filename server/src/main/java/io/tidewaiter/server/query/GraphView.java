package io.tidewaiter.server.query;

import io.tidewaiter.graph.form.ResourceView;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.access.Policies;
import io.tidewaiter.server.access.RoleDefinitions;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.RegistryForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Resources as queries show them: nothing that REST takes and does not give back. */
public final class GraphView implements ResourceView {
    private static final Pattern ONLY_IN = Pattern.compile(
            ".*(?:secret|password|connectionstring|customheaders|serviceuri|credential|token|accesskey).*|uri");
    private static final String GROUPS = "microsoft.resources/subscriptions/resourcegroups";

    @Override
    public ObjectNode registry(RegistryResource registry) {
        return RegistryForm.json(registry);
    }

    @Override
    public Optional<ObjectNode> stored(String id, String type, String body) {
        if (type.startsWith("tidewaiter.security/")) {
            return Optional.empty();
        }
        ObjectNode json = Json.resource(id, id.substring(id.lastIndexOf('/') + 1), type);
        Json.read(body).ifPresent(members -> members.properties().forEach(m -> json.set(m.getKey(), m.getValue())));
        strip(json);
        if (type.equals(GROUPS) && !json.path("properties").isObject()) {
            json.putObject("properties").put("provisioningState", "Succeeded");
        }
        return Optional.of(json);
    }

    @Override
    public Optional<ObjectNode> policyAssignment(String scope) {
        return Optional.of(Policies.assignment(scope));
    }

    @Override
    public List<ObjectNode> policyDefinitions() {
        return Policies.definitions();
    }

    @Override
    public List<ObjectNode> builtInRoles() {
        return RoleDefinitions.builtIn();
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.properties().forEach(m -> names.add(m.getKey()));
            for (String name : names) {
                if (ONLY_IN.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                    object.remove(name);
                }
            }
        }
        node.forEach(GraphView::strip);
    }
}
