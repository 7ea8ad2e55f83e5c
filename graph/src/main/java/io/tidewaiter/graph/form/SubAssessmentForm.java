package io.tidewaiter.graph.form;

import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sub-assessment as JSON; what differs between the two forms is in {@link ClassicForm} and {@link MdvmForm}.
 *
 * <p>The surface knows three states. An image that could not be verified is {@code NotApplicable} there, with the cause
 * {@code Unverified}: it must never look clean, and no client knows a fourth word. What the surface has no member for is
 * under {@code additionalData.tidewaiter}.
 */
public final class SubAssessmentForm {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int TEXT_CHARS_MAX = 4_096;

    private SubAssessmentForm() {}

    /** @param host the registry's login server */
    public static ObjectNode json(SubAssessmentRow row, AssessmentKey key, String host) {
        String id = row.registryId() + "/providers/Microsoft.Security/assessments/" + key.key() + "/subAssessments/"
                + row.name();
        ObjectNode json = ArmJson.resource(id, row.name(), "Microsoft.Security/assessments/subAssessments");
        ObjectNode properties = json.putObject("properties");
        row.found().ifPresentOrElse(finding -> found(properties, row, finding, key), () -> nothing(properties, row));
        properties.put("timeGenerated", time(row.scannedAt()));
        properties
                .putObject("resourceDetails")
                .put("source", "Azure")
                .put("id", "/repositories/" + row.repository() + "/images/" + row.digest());
        ObjectNode more = properties.putObject("additionalData");
        switch (key) {
            case CLASSIC -> ClassicForm.fill(more, row, host);
            case MDVM -> MdvmForm.fill(more, row, host);
        }
        ours(more.putObject("tidewaiter"), row);
        return json;
    }

    /** ISO 8601, UTC, seven digits of the second. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Foreign text of bounded length. */
    static String cut(String text) {
        return text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) + "…" : text;
    }

    /** The severities that the surface knows; empty where nobody rated, which is not the same as low. */
    static String azureSeverity(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW, NEGLIGIBLE -> "Low";
            case UNKNOWN -> "";
        };
    }

    private static void found(ObjectNode properties, SubAssessmentRow row, Finding finding, AssessmentKey key) {
        Vulnerability vulnerability = finding.match().vulnerability();
        String id = SubAssessmentIds.vulnerabilityId(finding);
        String title = vulnerability.title().isEmpty()
                ? id + " in " + finding.match().subjectName()
                : cut(vulnerability.title()) + " (" + id + ")";
        properties.put("id", id).put("displayName", key == AssessmentKey.MDVM ? id : title);
        ObjectNode status = status(properties, row);
        String severity = azureSeverity(vulnerability.severity());
        if (!severity.isEmpty()) {
            status.put("severity", severity);
        }
        properties
                .put("remediation", cut(finding.remediation()))
                .put("impact", String.valueOf(impact(vulnerability.severity())))
                .put("category", finding.match().ecosystem().name())
                .put("description", cut(description(finding)));
    }

    private static void nothing(ObjectNode properties, SubAssessmentRow row) {
        boolean healthy = row.status() == Health.HEALTHY;
        properties
                .put("id", healthy ? "Healthy" : row.cause())
                .put("displayName", healthy ? "No known vulnerabilities" : "The image was not judged");
        status(properties, row);
        properties
                .put("remediation", "")
                .put("impact", "0")
                .put("category", "")
                .put(
                        "description",
                        healthy ? "Everything in the image was read and nothing matched." : row.description());
    }

    private static ObjectNode status(ObjectNode properties, SubAssessmentRow row) {
        ObjectNode status = properties.putObject("status");
        return switch (row.status()) {
            case HEALTHY, UNHEALTHY ->
                status.put("code", row.status().label()).put("cause", "").put("description", "");
            case NOT_APPLICABLE ->
                status.put("code", "NotApplicable")
                        .put("cause", row.cause())
                        .put("description", cut(row.description()));
            case UNVERIFIED ->
                status.put("code", "NotApplicable")
                        .put("cause", Health.UNVERIFIED.label())
                        .put("description", cut(row.cause() + ": " + row.description()));
        };
    }

    private static String description(Finding finding) {
        String packages = finding.packages().stream()
                .map(p -> p.name() + " " + p.version())
                .distinct()
                .collect(Collectors.joining(", "));
        String fixed = finding.match().fixedVersion();
        return packages + (fixed.isEmpty() ? "; no fixed version is known" : "; fixed in " + fixed);
    }

    /** 1 to 5, as the scanner of 2020 counted. */
    private static int impact(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 5;
            case HIGH -> 4;
            case MEDIUM -> 3;
            case LOW -> 2;
            case NEGLIGIBLE, UNKNOWN -> 1;
        };
    }

    private static void ours(ObjectNode ours, SubAssessmentRow row) {
        ours.put("health", row.status().label()).put("cause", row.cause());
        ours.put("severity", row.severity().label());
        ArrayNode tags = ours.putArray("tags");
        row.tags().forEach(tags::add);
        ours.put("platform", row.platform())
                .put("firstSeen", time(row.firstSeen()))
                .put("catalogVersion", row.catalogVersion())
                .put("advisoryDigest", row.advisoryDigest());
        ours.putObject("coverage")
                .put("level", row.coverage().level().name())
                .put("facts", row.coverage().facts().size());
        Suppression suppression = row.suppression();
        if (suppression != null) {
            said(ours.putObject("suppressedBy"), suppression);
        }
        if (!row.notes().isEmpty()) {
            ArrayNode notes = ours.putArray("notes");
            row.notes().forEach(note -> said(notes.addObject(), note));
        }
        BaseImage base = row.base();
        if (base != null) {
            base(ours.putObject("base"), base);
        }
        row.found().ifPresent(finding -> {
            ours(ours, finding);
            if (base != null && base.tellsLayers()) {
                ours.put("fromBase", finding.isOf(base));
            }
        });
    }

    private static void said(ObjectNode json, Suppression said) {
        json.put("id", said.ruleId())
                .put("name", said.ruleName())
                .put("cause", said.cause())
                .put("reason", cut(said.reason()));
    }

    private static void base(ObjectNode json, BaseImage base) {
        json.put("name", cut(base.name())).put("how", base.how().label());
        if (base.digest() != null) {
            json.put("digest", String.valueOf(base.digest()));
        }
        if (base.tellsLayers()) {
            json.put("layers", base.layers()).put("layersProven", base.proven());
        }
    }

    private static void ours(ObjectNode ours, Finding finding) {
        Vulnerability vulnerability = finding.match().vulnerability();
        ours.put("knownExploited", vulnerability.knownExploited());
        if (vulnerability.epssProbability() >= 0) {
            ours.put("epssProbability", vulnerability.epssProbability());
        }
        ours.put("fixState", finding.match().fixState().name())
                .put("fixedVersion", finding.match().fixedVersion());
        ArrayNode packages = ours.putArray("packages");
        for (InstalledPackage installed : finding.packages()) {
            packages.addObject()
                    .put("purl", installed.purl().toString())
                    .put("name", installed.name())
                    .put("version", installed.version())
                    .put("path", installed.evidence().path())
                    .put("layer", installed.introducedBy());
        }
        ArrayNode why = ours.putArray("why");
        for (MatchReason reason : finding.match().reasons()) {
            why.addObject()
                    .put("feed", reason.feed())
                    .put("record", reason.record())
                    .put("range", cut(reason.range()))
                    .put("rule", reason.rule());
        }
    }
}
