package io.tidewaiter.server.announce;

import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Who wants to hear of findings, as the resources say now: automations and event subscriptions that are switched on. */
record Targets(List<Automation> automations, List<Subscription> subscriptions) {
    static final String AUTOMATIONS = "Microsoft.Security/automations";

    Targets {
        automations = List.copyOf(automations);
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * An automation with what can be sent of it.
     *
     * @param actions the numbers of those that lead somewhere
     */
    record Automation(String id, List<Scope> scopes, List<JsonNode> sources, List<Integer> actions) {
        /** The sources of a kind. */
        List<JsonNode> sources(String eventSource) {
            return sources.stream()
                    .filter(source -> Json.text(source, "eventSource").equals(eventSource))
                    .toList();
        }
    }

    /**
     * An event subscription of ours.
     *
     * @param types of events; empty for all
     * @param minimumSeverity empty for all
     */
    record Subscription(String id, Scope scope, List<String> types, String minimumSeverity) {
        boolean wants(String type) {
            return types.isEmpty() || types.contains(type);
        }
    }

    static Targets read(ResourceStore resources) {
        List<Automation> automations = new ArrayList<>();
        for (ArmResource resource : resources.arm().list(AUTOMATIONS)) {
            automation(resource).ifPresent(automations::add);
        }
        List<Subscription> subscriptions = new ArrayList<>();
        for (ArmResource resource : resources.arm().list(EventSubscriptions.TYPE)) {
            JsonNode properties = properties(resource);
            if (!Json.text(properties, "status").equals("disabled")) {
                subscriptions.add(new Subscription(
                        resource.id(),
                        above(resource.id()),
                        properties
                                .path("eventTypes")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        Json.text(properties, "minimumSeverity")));
            }
        }
        return new Targets(automations, subscriptions);
    }

    private static Optional<Automation> automation(ArmResource resource) {
        JsonNode properties = properties(resource);
        JsonNode actions = properties.path("actions");
        List<Integer> sendable = IntStream.range(0, actions.size())
                .filter(i -> Addresses.unsendable(actions.get(i)).isEmpty())
                .boxed()
                .toList();
        if (!properties.path("isEnabled").asBoolean(true) || sendable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Automation(
                resource.id(),
                properties
                        .path("scopes")
                        .valueStream()
                        .map(scope -> Scope.of(Json.text(scope, "scopePath")))
                        .toList(),
                properties.path("sources").valueStream().toList(),
                sendable));
    }

    boolean isEmpty() {
        return automations.isEmpty() && subscriptions.isEmpty();
    }

    /** Only those whose scopes hold a registry. */
    Targets of(ResourceStore resources, String registryId) {
        Scope registry = Scope.of(registryId);
        return new Targets(
                automations.stream()
                        .filter(one ->
                                one.scopes().stream().anyMatch(scope -> ScopeCheck.covers(resources, scope, registry)))
                        .toList(),
                subscriptions.stream()
                        .filter(one -> ScopeCheck.covers(resources, one.scope(), registry))
                        .toList());
    }

    private static JsonNode properties(ArmResource resource) {
        return Responses.JSON.readTree(resource.body()).path("properties");
    }

    /** What an extension resource hangs on. */
    private static Scope above(String id) {
        List<String> segments = Scope.of(id).segments();
        return new Scope(segments.subList(0, segments.size() - 4));
    }
}
