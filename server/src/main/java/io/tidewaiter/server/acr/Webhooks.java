package io.tidewaiter.server.acr;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.Registries;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code registries/webhooks} (Azure wire reference 5.1). Where a webhook leads and the headers it carries go in and come
 * out of {@code getCallbackConfig} only.
 */
public final class Webhooks {
    private static final String TYPE = Registries.TYPE + "/webhooks";
    private static final String RIGHT = "Microsoft.ContainerRegistry/registries/webhooks";
    private static final Shape.Members PROPERTIES = Shape.object()
            .secret("serviceUri", Shape.text("https?://[^\\s/?#]+\\S*", "an http or https address"))
            .secret("customHeaders", new Shape.MapOf(Shape.text(4_096), 50))
            .may("status", Shape.choice("enabled", "disabled"))
            .may("scope", Shape.text(512))
            .may(
                    "actions",
                    new Shape.ListOf(Shape.choice("push", "delete", "quarantine", "chart_push", "chart_delete"), 5))
            .told("provisioningState");

    private final ResourceStore resources;
    private final StoredType stored;
    private final Deliveries deliveries;

    public Webhooks(ResourceStore resources, Deliveries deliveries) {
        this.resources = resources;
        this.deliveries = deliveries;
        this.stored = new StoredType(
                Declaration.of(TYPE, Registries.VERSIONS, Place.RESOURCE_GROUP)
                        .named("[A-Za-z0-9]{5,50}")
                        .tracked(Shape.object().must("properties", PROPERTIES))
                        .checked((request, wanted, before) -> check(wanted, before))
                        .seen((request, resource, json) ->
                                json.withObject("/properties").put("provisioningState", "Succeeded")),
                resources);
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                stored.all(),
                action("ping", RIGHT + "/ping/action", this::ping),
                action("listEvents", RIGHT + "/listEvents/action", this::events),
                action("getCallbackConfig", RIGHT + "/getCallbackConfig/action", this::config));
    }

    private static ArmType action(String name, String right, ArmType.Handler handler) {
        return ArmType.of(TYPE + "/" + name, Registries.VERSIONS).question(right, handler);
    }

    /** What a body that was read before lacks is kept: where it leads, and what it carries. */
    private static Optional<Answer> check(ObjectNode wanted, Optional<ArmResource> before) {
        ObjectNode properties = wanted.withObject("/properties");
        JsonNode old = before.map(Webhooks::properties).orElseGet(Json::object);
        for (String secret : List.of("serviceUri", "customHeaders")) {
            if (!properties.has(secret) && old.has(secret)) {
                properties.set(secret, old.get(secret));
            }
        }
        if (!properties.has("status")) {
            properties.put("status", "enabled");
        }
        if (!properties.has("scope")) {
            properties.put("scope", "");
        }
        return properties.has("serviceUri") && properties.path("actions").size() > 0
                ? Optional.empty()
                : Optional.of(Answer.invalid(
                        "A webhook has a 'properties.serviceUri' and at least one of" + " 'properties.actions'."));
    }

    private static JsonNode properties(ArmResource webhook) {
        return Responses.JSON.readTree(webhook.body()).path("properties");
    }

    private Answer config(ArmRequest request) {
        return on(request, webhook -> {
            JsonNode properties = properties(webhook);
            ObjectNode json = Json.object().put("serviceUri", Json.text(properties, "serviceUri"));
            json.set(
                    "customHeaders",
                    properties.path("customHeaders").isObject() ? properties.get("customHeaders") : Json.object());
            return Answer.ok(json);
        });
    }

    private Answer ping(ArmRequest request) {
        return on(request, webhook -> {
            JsonNode properties = properties(webhook);
            Map<String, String> headers = new java.util.TreeMap<>();
            properties
                    .path("customHeaders")
                    .properties()
                    .forEach(e -> headers.put(e.getKey(), e.getValue().asString("")));
            String id = deliveries.ping(webhook.id(), Json.text(properties, "serviceUri"), headers);
            return Answer.ok(Json.object().put("id", id));
        });
    }

    private Answer events(ArmRequest request) {
        return on(request, webhook -> {
            ObjectNode body = Json.object();
            deliveries.of(webhook.id()).forEach(e -> body.withArray("/value").add(e));
            body.withArray("/value");
            return Answer.ok(body);
        });
    }

    private Answer on(ArmRequest request, java.util.function.Function<ArmResource, Answer> then) {
        Scope webhook = request.path().protectedScope();
        return resources.arm().get(webhook.id()).map(then).orElseGet(() -> Answer.notFound(webhook.id()));
    }
}
