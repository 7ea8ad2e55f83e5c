package io.tidewaiter.server.acr;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.Registries;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.announce.Outbox;
import io.tidewaiter.store.arm.ArmResource;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code registries/webhooks} (Azure wire reference 5.1). Where a webhook leads and the headers it carries go in and come
 * out of {@code getCallbackConfig} only.
 */
public final class Webhooks {
    private static final String TYPE = Registries.TYPE + "/webhooks";
    private static final String RIGHT = "Microsoft.ContainerRegistry/registries/webhooks";
    private static final int EVENTS_MAX = 100;
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
    private final Outbox outbox;
    private final Clock clock;

    public Webhooks(ResourceStore resources, Outbox outbox, Clock clock) {
        this.resources = resources;
        this.outbox = outbox;
        this.clock = clock;
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
            String id = UUID.randomUUID().toString();
            ObjectNode content = Json.object()
                    .put("id", id)
                    .put("timestamp", clock.instant().toString())
                    .put("action", "ping");
            outbox.add(List.of(new Announcement.Draft(webhook.id(), 0, id, "ping", "", content.toString())));
            return Answer.ok(Json.object().put("id", id));
        });
    }

    private Answer events(ArmRequest request) {
        return on(request, webhook -> {
            JsonNode properties = properties(webhook);
            ObjectNode body = Json.object();
            ArrayNode value = body.putArray("value");
            outbox.of(webhook.id(), EVENTS_MAX).forEach(one -> event(value.addObject(), one, properties));
            return Answer.ok(body);
        });
    }

    /** An event as Azure shows it; what was answered is not kept, the values of headers are not shown. */
    private static void event(ObjectNode event, Announcement one, JsonNode properties) {
        event.put("id", one.draft().eventId());
        ObjectNode asked =
                event.putObject("eventRequestMessage").put("method", "POST").put("version", "1.1");
        asked.set("content", Responses.JSON.readTree(one.draft().body()));
        asked.put("requestUri", origin(Json.text(properties, "serviceUri")));
        ObjectNode shown = asked.putObject("headers").put("Content-Type", "application/json; charset=utf-8");
        properties.path("customHeaders").properties().forEach(e -> shown.put(e.getKey(), "***"));
        String reason = one.note().isEmpty() ? one.state() == Announcement.State.SENT ? "OK" : "waiting" : one.note();
        event.putObject("eventResponseMessage")
                .put("version", "1.1")
                .put("statusCode", String.valueOf(one.status()))
                .put("reasonPhrase", reason);
    }

    private static String origin(String serviceUri) {
        try {
            URI uri = URI.create(serviceUri);
            return uri.getScheme() + "://" + Quoted.of(String.valueOf(uri.getHost()));
        } catch (IllegalArgumentException e) {
            return ""; // it was refused when it was sent to
        }
    }

    private Answer on(ArmRequest request, java.util.function.Function<ArmResource, Answer> then) {
        Scope webhook = request.path().protectedScope();
        return resources.arm().get(webhook.id()).map(then).orElseGet(() -> Answer.notFound(webhook.id()));
    }
}
