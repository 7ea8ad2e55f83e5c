package io.tidewaiter.server.announce;

import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.sync.ScanReader;
import io.tidewaiter.vuln.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What event subscriptions are told: CloudEvents 1.0, structured JSON. The same event always has the same id. */
final class CloudEvents {
    private static final int SHOWN_MAX = 100;

    private CloudEvents() {}

    /** What an event is about. */
    record About(String type, String source, String subject, Instant at) {}

    static Announcement.Draft scan(Targets.Subscription to, ScanReader.Scan scan) {
        String place = scan.repository()
                + (scan.tag().isEmpty() ? "" : ":" + scan.tag())
                + (scan.digest().isEmpty() ? "" : "@" + scan.digest());
        Instant at = Objects.requireNonNullElse(scan.finishedAt(), scan.receivedAt());
        ObjectNode data = Json.object()
                .put("registryId", scan.registryId())
                .put("repository", scan.repository())
                .put("tag", scan.tag())
                .put("digest", scan.digest())
                .put(
                        "state",
                        scan.state().equals("failed") ? "Failed" : scan.why().isEmpty() ? "Done" : "NotScanned")
                .put("verdict", scan.verdict())
                .put("attempts", scan.attempts())
                .put("requestedAt", scan.receivedAt().toString())
                .put("finishedAt", at.toString());
        if (!scan.why().isEmpty()) {
            data.put("why", scan.why());
        }
        return event(
                to,
                new About(EventSubscriptions.SCAN_COMPLETED, scan.registryId(), place, at),
                Long.toString(scan.id()),
                data);
    }

    /** Which findings came and went; both lists show the first {@value #SHOWN_MAX}, the counts tell all. */
    static Announcement.Draft findings(
            Targets.Subscription to,
            SubAssessmentRow any,
            Instant at,
            List<SubAssessmentRow> came,
            List<SubAssessmentRow> went) {
        ObjectNode data = Json.object()
                .put("registryId", any.registryId())
                .put("repository", any.repository())
                .put("digest", any.digest());
        any.tags().forEach(tag -> data.withArray("/tags").add(tag));
        put(data, "appeared", came);
        put(data, "vanished", went);
        return event(
                to,
                new About(
                        EventSubscriptions.FINDINGS_CHANGED,
                        any.registryId(),
                        any.repository() + "@" + any.digest(),
                        at),
                "",
                data);
    }

    static Announcement.Draft judgement(Targets.Subscription to, String key, Instant at) {
        return event(
                to,
                new About(EventSubscriptions.JUDGEMENT_CHANGED, key, key, at),
                "",
                Json.object().put("id", key));
    }

    private static void put(ObjectNode data, String name, List<SubAssessmentRow> rows) {
        data.put(name + "Count", rows.size());
        ArrayNode list = data.putArray(name);
        for (SubAssessmentRow row : rows.subList(0, Math.min(rows.size(), SHOWN_MAX))) {
            ObjectNode item = list.addObject()
                    .put("subAssessment", row.name())
                    .put("severity", row.severity().label())
                    .put("status", row.status().label())
                    .put("cause", row.cause());
            row.found().ifPresent(found -> put(item, found));
        }
    }

    private static void put(ObjectNode item, Finding found) {
        item.put("id", SubAssessmentIds.vulnerabilityId(found))
                .put("package", found.match().subjectName())
                .put("version", found.match().subjectVersion())
                .put("fixedVersion", found.match().fixedVersion())
                .put("knownExploited", found.match().vulnerability().knownExploited());
    }

    private static Announcement.Draft event(Targets.Subscription to, About about, String more, ObjectNode data) {
        String id = UUID.nameUUIDFromBytes(String.join(
                                "\n",
                                to.id().toLowerCase(Locale.ROOT),
                                about.type(),
                                about.source(),
                                about.subject(),
                                about.at().toString(),
                                more)
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
        ObjectNode body = Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", about.source())
                .put("type", about.type())
                .put("subject", about.subject())
                .put("time", about.at().toString())
                .put("datacontenttype", "application/json");
        body.set("data", data);
        return new Announcement.Draft(to.id(), 0, id, about.type(), about.subject(), body.toString());
    }

    /** Whether a severity is at least what is asked for; what nobody rated is told as well. */
    static boolean isAtLeast(SubAssessmentRow row, String minimum) {
        return minimum.isEmpty()
                || row.severity() == Severity.UNKNOWN
                || row.severity().compareTo(Severity.valueOf(minimum.toUpperCase(Locale.ROOT))) >= 0;
    }
}
