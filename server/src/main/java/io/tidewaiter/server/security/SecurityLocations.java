package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/locations}: az asks for it before several commands. There is one place: here. */
final class SecurityLocations {
    private static final String TYPE = "Microsoft.Security/locations";
    private static final String HERE = "local";

    private final ResourceStore resources;

    SecurityLocations(ResourceStore resources) {
        this.resources = resources;
    }

    List<ArmType> types() {
        return List.of(ArmType.of(TYPE, List.of("2015-06-01-preview"))
                .list(request -> ScopeCheck.absent(resources, request.path().scope())
                        .orElseGet(() -> Paging.all(List.of(json(request)))))
                .get(this::get));
    }

    private Answer get(ArmRequest request) {
        return ScopeCheck.absent(resources, request.path().scope())
                .orElseGet(() -> request.path().name().equalsIgnoreCase(HERE)
                        ? Answer.ok(json(request))
                        : Answer.notFound(request.path().whole().id()));
    }

    private ObjectNode json(ArmRequest request) {
        String id = ScopeCheck.spelled(resources, request.path().scope()) + "/providers/" + TYPE + "/" + HERE;
        ObjectNode json = Json.resource(id, HERE, TYPE);
        json.putObject("properties").put("homeRegionName", HERE);
        return json;
    }
}
