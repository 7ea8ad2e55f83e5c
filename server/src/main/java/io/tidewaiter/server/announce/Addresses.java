package io.tidewaiter.server.announce;

import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.arm.ArmResource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** From a target as it is now, and what it is to be told, to the letter. */
final class Addresses {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String CLOUD_EVENT = "application/cloudevents+json; charset=utf-8";

    private Addresses() {}

    /** The letter, or empty where the target is switched off or leads nowhere. */
    static Optional<Postman.Letter> letter(ArmResource target, Announcement one, Instant now) {
        JsonNode properties = Responses.JSON.readTree(target.body()).path("properties");
        byte[] body = one.draft().body().getBytes(StandardCharsets.UTF_8);
        String type = target.type().toLowerCase(Locale.ROOT);
        if (type.equals(Targets.AUTOMATIONS.toLowerCase(Locale.ROOT))) {
            return ofAction(properties, one.draft().action(), body, now);
        }
        return type.equals(EventSubscriptions.TYPE.toLowerCase(Locale.ROOT))
                ? ofSubscription(properties, one, body, now)
                : ofWebhook(properties, one.draft().kind(), body);
    }

    private static Optional<Postman.Letter> ofWebhook(JsonNode properties, String kind, byte[] body) {
        boolean off = Json.text(properties, "status").equals("disabled") && !kind.equals("ping");
        Map<String, String> headers = new LinkedHashMap<>();
        properties
                .path("customHeaders")
                .properties()
                .forEach(e -> headers.put(e.getKey(), e.getValue().asString("")));
        return off
                ? Optional.empty()
                : Optional.of(new Postman.Letter(Json.text(properties, "serviceUri"), JSON, headers, body));
    }

    private static Optional<Postman.Letter> ofSubscription(
            JsonNode properties, Announcement one, byte[] body, Instant now) {
        return Json.text(properties, "status").equals("disabled")
                ? Optional.empty()
                : Optional.of(new Postman.Letter(
                        Json.text(properties, "endpointUrl"),
                        CLOUD_EVENT,
                        Signature.headers(
                                Json.text(properties, "secret"), one.draft().eventId(), now.getEpochSecond(), body),
                        body));
    }

    private static Optional<Postman.Letter> ofAction(JsonNode properties, int action, byte[] body, Instant now) {
        JsonNode chosen = properties.path("actions").path(action);
        if (!properties.path("isEnabled").asBoolean(true)) {
            return Optional.empty();
        }
        return switch (Json.text(chosen, "actionType")) {
            case "LogicApp" ->
                Optional.of(Json.text(chosen, "uri"))
                        .filter(uri -> !uri.isEmpty())
                        .map(uri -> new Postman.Letter(uri, JSON, Map.of(), body));
            case "EventHub" ->
                EventHubs.read(Json.text(chosen, "connectionString"), Json.text(chosen, "eventHubResourceId"))
                        .map(hub -> new Postman.Letter(
                                hub.address(), JSON, Map.of("Authorization", hub.authorization(now)), body));
            default -> Optional.empty();
        };
    }

    /** Why an action of an automation is never sent; empty for one that is. */
    static Optional<String> unsendable(JsonNode action) {
        return switch (Json.text(action, "actionType")) {
            case "LogicApp" ->
                Json.text(action, "uri").isEmpty()
                        ? Optional.of("a LogicApp is told by its 'uri', which is not given")
                        : Optional.empty();
            case "EventHub" ->
                EventHubs.read(Json.text(action, "connectionString"), Json.text(action, "eventHubResourceId"))
                                .isEmpty()
                        ? Optional.of("an EventHub is told by its 'connectionString' with Endpoint, SharedAccessKeyName"
                                + " and SharedAccessKey, which is not given")
                        : Optional.empty();
            default -> Optional.of("a Workspace names no address that could be told");
        };
    }
}
