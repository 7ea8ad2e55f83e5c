package io.tidewaiter.server.container;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Containers;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.RegistryForm;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.RegistryHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /resources}: the tracked resources of a subscription or resource group, how clients find a registry whose group
 * they were not told.
 */
public final class Everything {
    private final ResourceStore resources;
    private final List<String> tracked;

    /** @param tracked the stored types that are shown beside registries */
    public Everything(ResourceStore resources, List<String> tracked) {
        this.resources = resources;
        this.tracked = List.copyOf(tracked);
    }

    /** The type that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of("Microsoft.Resources/resources", Containers.VERSIONS).list(this::list));
    }

    private Answer list(ArmRequest request) {
        Optional<Answer> absent = ScopeCheck.absent(resources, request.path().scope());
        if (absent.isPresent()) {
            return absent.get();
        }
        return switch (ResourceFilter.read(request.parameter("$filter").orElse(""))) {
            case ResourceFilter.Reading.Fault fault -> Answer.error(400, "InvalidFilterInQueryString", fault.message());
            case ResourceFilter.Reading.Sound sound -> page(request, sound.filter());
        };
    }

    private Answer page(ArmRequest request, Predicate<ObjectNode> filter) {
        boolean expanded =
                request.parameter("$expand").orElse("").toLowerCase(Locale.ROOT).contains("provisioningstate");
        List<ObjectNode> found = new ArrayList<>();
        Map<String, RegistryHistory.Times> times =
                resources.registryHistory().times(request.path().scope().id());
        for (RegistryResource registry :
                ScopeCheck.registries(resources, request.path().scope())) {
            ObjectNode json = RegistryForm.json(registry);
            json.remove("properties");
            Optional.ofNullable(times.get(registry.id().toLowerCase(Locale.ROOT)))
                    .filter(t -> t.created().isAfter(Instant.EPOCH))
                    .ifPresent(t -> json.put("createdTime", t.created().toString())
                            .put("changedTime", t.changed().toString()));
            found.add(json);
        }
        String prefix = request.path().scope().id() + "/";
        tracked.stream()
                .flatMap(type -> Stream.concat(
                        Stream.empty(),
                        resources.arm().list(type, prefix, "", Integer.MAX_VALUE).stream()
                                .map(r -> json(type, r))))
                .forEach(found::add);
        List<ObjectNode> wanted = found.stream()
                .filter(filter)
                .sorted(java.util.Comparator.comparing(Everything::key))
                .toList();
        if (expanded) {
            wanted.forEach(json -> json.put("provisioningState", "Succeeded"));
        }
        return Paging.over(request, wanted, Everything::key, json -> json);
    }

    private static ObjectNode json(String type, ArmResource resource) {
        ObjectNode json = Json.resource(resource.id(), resource.name(), type);
        JsonNode body = Responses.JSON.readTree(resource.body());
        for (String member : List.of("location", "tags", "kind")) {
            if (body.has(member)) {
                json.set(member, body.get(member));
            }
        }
        return json.put("createdTime", resource.createdAt().toString())
                .put("changedTime", resource.changedAt().toString());
    }

    private static String key(ObjectNode json) {
        return Json.text(json, "id").toLowerCase(Locale.ROOT);
    }
}
