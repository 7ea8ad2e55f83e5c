package io.tidewaiter.server.container;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.resource.Containers;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Resource groups (Azure wire reference 1.7). A registry that is made in one that nobody made makes it, too. */
public final class ResourceGroups {
    private static final String TYPE = "Microsoft.Resources/subscriptions/resourceGroups";
    private static final Pattern TAG = Pattern.compile(
            "\\s*tagName\\s+eq\\s+'([^']*)'(?:\\s+and\\s+tagValue\\s+eq\\s+'([^']*)')?\\s*", Pattern.CASE_INSENSITIVE);

    private final ResourceStore resources;
    private final StoredType stored;

    public ResourceGroups(ResourceStore resources) {
        this.resources = resources;
        this.stored = new StoredType(
                Declaration.of(TYPE, Containers.VERSIONS, Place.TENANT)
                        .named("(?U)[-\\w._()]{0,89}[-\\w_()]")
                        .body(Shape.object()
                                .must("location", Shape.text("[A-Za-z0-9 ]{1,64}", "a location"))
                                .may("tags", Shape.tags())
                                .may("managedBy", Shape.text(1_024))
                                .told("properties"))
                        .seen((request, resource, json) -> {
                            json.put("type", "Microsoft.Resources/resourceGroups");
                            json.putObject("properties").put("provisioningState", "Succeeded");
                        }),
                resources);
    }

    /** The type that this class answers for. */
    public List<ArmType> types() {
        return List.of(ArmType.of(TYPE, Containers.VERSIONS)
                .list(this::list)
                .get(this::get)
                .head(this::head)
                .put(stored::put)
                .patch(this::patch)
                .delete(this::delete));
    }

    private Answer list(ArmRequest request) {
        Answer all = stored.list(request);
        String filter = request.parameter("$filter").orElse("");
        if (all.status() != 200 || all.body() == null || filter.isBlank()) {
            return all;
        }
        Matcher tag = TAG.matcher(filter);
        if (!tag.matches()) {
            return Answer.error(
                    400,
                    "InvalidFilterInQueryString",
                    "The filter '" + Quoted.of(filter)
                            + "' is not supported; supported is tagName eq 'A' and tagValue eq 'B'.");
        }
        ObjectNode body = (ObjectNode) all.body();
        ArrayNode kept = body.arrayNode();
        for (JsonNode group : body.path("value")) {
            JsonNode value = group.path("tags").path(tag.group(1));
            if (!value.isMissingNode()
                    && (tag.group(2) == null || value.asString("").equals(tag.group(2)))) {
                kept.add(group);
            }
        }
        body.set("value", kept);
        return Answer.ok(body);
    }

    private Answer get(ArmRequest request) {
        return named(request, stored.get(request));
    }

    private Answer patch(ArmRequest request) {
        return named(request, stored.patch(request));
    }

    /** A group that is not there has an error of its own. */
    private Answer named(ArmRequest request, Answer found) {
        return found.status() == 404
                        && resources.subscription(request.subscriptionId()).isPresent()
                ? absent(request)
                : found;
    }

    private static Answer absent(ArmRequest request) {
        return Answer.error(
                404,
                "ResourceGroupNotFound",
                "Resource group '" + Quoted.of(request.path().name()) + "' could not be found.");
    }

    private Answer head(ArmRequest request) {
        return new Answer(stored.get(request).status() == 200 ? 204 : 404, null, Map.of());
    }

    private Answer delete(ArmRequest request) {
        String id = request.path().whole().id();
        Optional<ArmResource> before = resources.arm().get(id);
        if (!request.when().holds(before.map(ArmResource::etag))) {
            return Conditions.failed();
        }
        return before.isEmpty()
                ? absent(request)
                : Answer.deleted(resources.deleteResourceGroup(
                        before.get().id(), request.caller().by()));
    }
}
