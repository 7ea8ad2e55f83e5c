package io.tidewaiter.store.announce;

import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmRows;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From what a registry said to what its webhooks are told, in the schema of Azure's registry (wire reference 5.1). */
public final class WebhookRelay {
    private static final String TYPE = "Microsoft.ContainerRegistry/registries/webhooks";
    private static final int WEBHOOKS_MAX = 500;

    private WebhookRelay() {}

    /**
     * Writes down what the webhooks of a registry are told of an event, within the event's transaction.
     *
     * @param entryId of the event; the same event is told once
     */
    public static void relay(Sql sql, long entryId, String registryId, List<RegistryNotice> notices, Instant now)
            throws SQLException {
        if (notices.isEmpty()) {
            return;
        }
        String key = registryId.toLowerCase(Locale.ROOT);
        List<ArmResource> webhooks = ArmRows.below(sql, TYPE, key + "/webhooks/", "", WEBHOOKS_MAX);
        if (webhooks.isEmpty()) {
            return;
        }
        String host = sql.first(
                        "SELECT login_server FROM registry WHERE registry_key = ?", row -> row.getString(1), key)
                .orElse("");
        List<Announcement.Draft> drafts = new ArrayList<>();
        for (ArmResource webhook : webhooks) {
            JsonNode properties = Json.read(webhook.body(), ObjectNode.class).path("properties");
            for (int i = 0; i < notices.size(); i++) {
                if (wants(properties, notices.get(i))) {
                    drafts.add(draft(webhook.id(), entryId + "/" + i, notices.get(i), new Said(host, now)));
                }
            }
        }
        Outbox.add(sql, drafts, now);
    }

    private record Said(String host, Instant at) {}

    private static boolean wants(JsonNode properties, RegistryNotice notice) {
        return !properties.path("status").asString("enabled").equals("disabled")
                && properties
                        .path("actions")
                        .valueStream()
                        .anyMatch(action -> action.asString("").equals(notice.action()))
                && covers(properties.path("scope").asString(""), notice);
    }

    /** A scope is empty for all, {@code repository}, {@code repository:*} or {@code repository:tag}. */
    static boolean covers(String scope, RegistryNotice notice) {
        int colon = scope.indexOf(':');
        String repository = colon < 0 ? scope : scope.substring(0, colon);
        String tag = colon < 0 ? "*" : scope.substring(colon + 1);
        return scope.isEmpty()
                || (repository.equals(notice.repository()) && (tag.equals("*") || tag.equals(notice.tag())));
    }

    private static Announcement.Draft draft(String webhookId, String event, RegistryNotice notice, Said said) {
        String id = UUID.nameUUIDFromBytes(
                        (webhookId.toLowerCase(Locale.ROOT) + "\n" + event).getBytes(StandardCharsets.UTF_8))
                .toString();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("timestamp", said.at().toString())
                .put("action", notice.action());
        ObjectNode target = body.putObject("target");
        put(target, "mediaType", notice.mediaType());
        put(target, "digest", notice.digest());
        target.put("repository", notice.repository());
        put(target, "tag", notice.tag());
        if (!notice.action().startsWith("chart_")) {
            body.putObject("request")
                    .put("id", id)
                    .put("host", said.host())
                    .put("method", notice.action().equals("delete") ? "DELETE" : "PUT")
                    .put("useragent", "tidewaiter");
        }
        String subject = notice.repository() + (notice.tag().isEmpty() ? "@" + notice.digest() : ":" + notice.tag());
        return new Announcement.Draft(webhookId, 0, id, notice.action(), subject, body.toString());
    }

    private static void put(ObjectNode target, String name, String value) {
        if (!value.isEmpty()) {
            target.put(name, value);
        }
    }
}
