package io.tidewaiter.graph.form;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.Recommended;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The recommendation about a registry, and its metadata, as JSON (Azure wire reference 2.2, 2.3). */
public final class AssessmentForm {
    /** The type of recommendations. */
    public static final String TYPE = "Microsoft.Security/assessments";

    /** When a status was first told, whichever it was. */
    public static final String FIRST_EVALUATED = "firstEvaluationDate";

    /** When it became what it is. */
    public static final String STATUS_CHANGED = "statusChangeDate";

    /** The first api-version of which the status has those dates. */
    private static final String DATED_SINCE = "2021";

    /** The type of their metadata. */
    public static final String METADATA = "Microsoft.Security/assessmentMetadata";

    /**
     * What the recommendation was called from 2019 on. Published queries find it by one of these texts anywhere in the row
     * ({@code where * contains}), whichever of them is its name today (Azure wire reference 2.4).
     */
    private static final String OTHER_NAMES = "Vulnerabilities in Azure Container Registry images should be remediated"
            + " (powered by Qualys); Container registry images should have vulnerability findings resolved;"
            + " Azure registry container images should have vulnerabilities resolved;"
            + " Container images in Azure registry should have vulnerability findings resolved";

    private AssessmentForm() {}

    /**
     * The recommendation about a registry.
     *
     * @param recommended what it is; since when is left out where it is not known
     */
    public static ObjectNode json(String registryId, AssessmentKey key, Recommended recommended) {
        RegistrySummary summary = recommended.summary();
        Recommendation recommendation = recommended.recommendation();
        String id = registryId + "/providers/" + TYPE + "/" + key.key();
        ObjectNode json = ArmJson.resource(id, key.key(), TYPE);
        ObjectNode properties = json.putObject("properties");
        properties.putObject("resourceDetails").put("source", "Azure").put("id", registryId);
        properties.put("displayName", key.displayName());
        ObjectNode status = properties
                .putObject("status")
                .put("code", recommendation.status().label())
                .put("cause", recommendation.cause())
                .put("description", recommendation.description());
        recommended
                .since()
                .ifPresent(since -> status.put(FIRST_EVALUATED, SubAssessmentForm.time(since.first()))
                        .put(STATUS_CHANGED, SubAssessmentForm.time(since.changed())));
        ObjectNode more = properties.putObject("additionalData"); // a map of strings, to the letter
        more.put("subAssessmentsLink", id + "/subAssessments");
        for (Health health : Health.values()) {
            String label = health.label();
            more.put(
                    label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1) + "Images",
                    String.valueOf(recommendation.count(health)));
        }
        for (Severity severity : Severity.values()) {
            more.put(severity.label().toLowerCase(Locale.ROOT) + "Findings", String.valueOf(summary.count(severity)));
        }
        more.put("suppressedFindings", String.valueOf(summary.suppressed()));
        ArrayNode plan = more.arrayNode();
        summary.plan().forEach(step -> plan.add(step.sentence()));
        more.put("remediationPlan", plan.toString());
        return json;
    }

    /** Takes the dates out of an assessment that is asked for by an api-version which has none. */
    public static void keepTo(String apiVersion, ObjectNode assessment) {
        if (apiVersion.compareTo(DATED_SINCE) < 0) {
            undate(assessment);
        }
    }

    /** Takes the dates out of an assessment. */
    public static void undate(ObjectNode assessment) {
        assessment.withObject("/properties/status").remove(List.of(FIRST_EVALUATED, STATUS_CHANGED));
    }

    /** What a recommendation says of itself, wherever it applies. */
    public static ObjectNode metadata(AssessmentKey key) {
        ObjectNode json = ArmJson.resource("/providers/" + METADATA + "/" + key.key(), key.key(), METADATA);
        ObjectNode properties = json.putObject("properties");
        properties
                .put("displayName", key.displayName())
                .put("policyDefinitionId", key.policyDefinitionId())
                .put("assessmentType", "BuiltIn")
                .put(
                        "description",
                        "Every image of the registry is scanned for known vulnerabilities when it is pushed, and judged"
                                + " again when the advisories change. Also known as: " + OTHER_NAMES + ".")
                .put(
                        "remediationDescription",
                        "Open an unhealthy image, rebuild it with the fixed version that each finding names, push it,"
                                + " and delete the old one.")
                .put("severity", "High")
                .put("userImpact", "Moderate")
                .put("implementationEffort", "Moderate")
                .put("preview", false);
        properties.putArray("categories").add("Compute");
        properties
                .putArray("threats")
                .add("accountBreach")
                .add("dataExfiltration")
                .add("elevationOfPrivilege");
        return json;
    }
}
