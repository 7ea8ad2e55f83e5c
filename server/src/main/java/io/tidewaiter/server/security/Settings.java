package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/settings}: a few named switches of a subscription, off until somebody writes them. */
final class Settings {
    private static final String TYPE = "Microsoft.Security/settings";
    private static final List<String> VERSIONS =
            List.of("2017-08-01-preview", "2019-01-01", "2021-06-01", "2021-07-01", "2022-05-01");
    private static final String EXPORT = "DataExportSettings";
    private static final String SYNC = "AlertSyncSettings";
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "MCAS", EXPORT,
            "WDATP", EXPORT,
            "WDATP_EXCLUDE_LINUX_PUBLIC_PREVIEW", EXPORT,
            "WDATP_UNIFIED_SOLUTION", EXPORT,
            "Sentinel", SYNC));

    private final ResourceStore resources;
    private final StoredType stored;

    Settings(ResourceStore resources) {
        this.resources = resources;
        this.stored = new StoredType(
                Declaration.of(TYPE, VERSIONS, Place.SUBSCRIPTION)
                        .named("(?i)" + String.join("|", KINDS.keySet()))
                        .body(Shape.object()
                                .must("kind", Shape.choice(EXPORT, SYNC, "AlertSuppressionSetting"))
                                .must("properties", Shape.object().must("enabled", new Shape.Flag()))),
                resources);
    }

    List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS).list(this::list).get(this::get).put(stored::put));
    }

    private Answer list(ArmRequest request) {
        return ScopeCheck.absent(resources, request.path().scope())
                .orElseGet(() -> Paging.all(
                        KINDS.keySet().stream().map(name -> json(request, name)).toList()));
    }

    private Answer get(ArmRequest request) {
        return ScopeCheck.absent(resources, request.path().scope())
                .orElseGet(() -> KINDS.keySet().stream()
                        .filter(name -> name.equalsIgnoreCase(request.path().name()))
                        .findFirst()
                        .map(name -> Answer.ok(json(request, name)))
                        .orElseGet(() -> Answer.notFound(request.path().whole().id())));
    }

    private ObjectNode json(ArmRequest request, String name) {
        String id = ScopeCheck.spelled(resources, request.path().scope()) + "/providers/" + TYPE + "/" + name;
        return resources.arm().get(id).map(r -> stored.json(request, r)).orElseGet(() -> {
            ObjectNode json = Json.resource(id, name, TYPE).put("kind", KINDS.get(name));
            json.putObject("properties").put("enabled", false);
            return json;
        });
    }
}
