package io.tidewaiter.server.resource;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Providers as ARM lists them: every namespace is registered, always, so that clients that register one before they use
 * it go on at once.
 */
public final class Providers {
    private static final List<String> VERSIONS = List.of(
            "2015-11-01",
            "2016-09-01",
            "2019-10-01",
            "2020-06-01",
            "2021-04-01",
            "2022-09-01",
            "2023-07-01",
            "2024-03-01",
            "2024-07-01",
            "2024-11-01",
            "2025-03-01",
            "2025-04-01");

    private final Map<String, List<ArmType>> byNamespace = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param known the types of all the others */
    public Providers(List<ArmType> known) {
        for (ArmType type : known) {
            byNamespace.computeIfAbsent(namespace(type), n -> new ArrayList<>()).add(type);
        }
    }

    /** The types that this class answers for: {@code …/providers} and each namespace's {@code register}. */
    public List<ArmType> types() {
        List<ArmType> types = new ArrayList<>();
        types.add(ArmType.of("Microsoft.Resources/providers", VERSIONS)
                .listForAll(this::list)
                .getForAll(this::get));
        byNamespace.keySet().forEach(n -> types.add(registration(n)));
        byNamespace.forEach((n, known) -> types.add(ArmType.of(n + "/operations", operationVersions(known))
                .listForAll(request -> Paging.all(operations(n, known)))));
        return types;
    }

    /** Every version of any type: clients ask with the one that they know. */
    private static List<String> operationVersions(List<ArmType> known) {
        return Stream.concat(VERSIONS.stream(), known.stream().flatMap(t -> t.apiVersions().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<ObjectNode> operations(String namespace, List<ArmType> known) {
        Set<String> actions = new TreeSet<>();
        known.forEach(type -> type.operations().stream()
                .map(ArmType.Operation::permission)
                .filter(p -> !p.isEmpty())
                .forEach(actions::add));
        return actions.stream()
                .map(action -> {
                    String[] parts = action.split("/");
                    ObjectNode json = Json.object().put("name", action).put("isDataAction", false);
                    json.putObject("display")
                            .put("provider", namespace)
                            .put("resource", parts.length > 2 ? parts[parts.length - 2] : namespace)
                            .put("operation", parts[parts.length - 1])
                            .put("description", action);
                    return json.put("origin", "user,system");
                })
                .toList();
    }

    private ArmType registration(String namespace) {
        ArmType.Handler handler = request -> Answer.ok(json(request, namespace));
        return new ArmType(namespace + "/register", VERSIONS, namespace + "/register", List.of()).action(handler);
    }

    private Answer list(ArmRequest request) {
        return Paging.all(
                byNamespace.keySet().stream().map(n -> json(request, n)).toList());
    }

    private Answer get(ArmRequest request) {
        String last = request.path().name();
        return byNamespace.containsKey(last)
                ? Answer.ok(json(request, last))
                : Answer.error(
                        404,
                        "InvalidResourceNamespace",
                        "The resource namespace '" + Quoted.of(last) + "' is invalid.");
    }

    private ObjectNode json(ArmRequest request, String namespace) {
        String scope = request.path().scope().id();
        String above = scope.equals("/") ? "" : scope;
        ObjectNode json = Json.object()
                .put("id", above + "/providers/" + namespace)
                .put("namespace", namespace)
                .put("registrationState", "Registered")
                .put("registrationPolicy", "RegistrationFree");
        ArrayNode types = json.putArray("resourceTypes");
        for (ArmType type : byNamespace.getOrDefault(namespace, List.of())) {
            ObjectNode shown = types.addObject().put("resourceType", type.name().substring(namespace.length() + 1));
            shown.putArray("locations").add("global");
            ArrayNode versions = shown.putArray("apiVersions");
            type.apiVersions().reversed().forEach(versions::add);
        }
        return json;
    }

    private static String namespace(ArmType type) {
        return type.name().substring(0, type.name().indexOf('/'));
    }
}
