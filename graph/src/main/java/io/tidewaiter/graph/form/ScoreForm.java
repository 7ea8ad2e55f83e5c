package io.tidewaiter.graph.form;

import io.tidewaiter.model.assess.Health;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secure score of a scope and its one control, as JSON (Azure wire reference 2.6). The share of the registries that
 * are healthy, of those that could be judged, is the share of the control's points.
 */
public final class ScoreForm {
    /** The type of scores. */
    public static final String SCORES = "Microsoft.Security/secureScores";

    /** The type of controls. */
    public static final String CONTROLS = SCORES + "/secureScoreControls";

    /** The type of what controls are. */
    public static final String DEFINITIONS = "Microsoft.Security/secureScoreControlDefinitions";

    /** The name of the only score. */
    public static final String SCORE = "ascScore";

    private static final String CONTROL = "b1a3a0a6-4c1f-4a11-9d8c-1cf5b1c6c9c4";
    private static final String DISPLAY_NAME = "Remediate vulnerabilities";
    private static final int POINTS = 6;

    private ScoreForm() {}

    /** How many registries of a scope have each status. */
    public record Counts(int healthy, int unhealthy, int notApplicable) {
        /** Counts the status codes of recommendations. */
        public static Counts of(List<String> codes) {
            int healthy = 0;
            int unhealthy = 0;
            for (String code : codes) {
                healthy += code.equals(Health.HEALTHY.label()) ? 1 : 0;
                unhealthy += code.equals(Health.UNHEALTHY.label()) ? 1 : 0;
            }
            return new Counts(healthy, unhealthy, codes.size() - healthy - unhealthy);
        }

        private int judged() {
            return healthy + unhealthy;
        }
    }

    /**
     * The score.
     *
     * @param scope id of a subscription or whatever else has registries
     */
    public static ObjectNode score(String scope, Counts counts) {
        ObjectNode json = ArmJson.resource(scope + "/providers/" + SCORES + "/" + SCORE, SCORE, SCORES);
        points(json.putObject("properties").put("displayName", "ASC score"), counts);
        return json;
    }

    /** The control, without its definition. */
    public static ObjectNode control(String scope, Counts counts) {
        ObjectNode json = ArmJson.resource(
                scope + "/providers/" + SCORES + "/" + SCORE + "/secureScoreControls/" + CONTROL, CONTROL, CONTROLS);
        ObjectNode properties = json.putObject("properties").put("displayName", DISPLAY_NAME);
        points(properties, counts);
        properties
                .put("healthyResourceCount", counts.healthy())
                .put("unhealthyResourceCount", counts.unhealthy())
                .put("notApplicableResourceCount", counts.notApplicable());
        return json;
    }

    private static void points(ObjectNode properties, Counts counts) {
        double share = counts.judged() == 0 ? 0 : (double) counts.healthy() / counts.judged();
        properties
                .putObject("score")
                .put("max", counts.judged() == 0 ? 0 : POINTS)
                .put("current", Math.round(share * POINTS * 100) / 100.0)
                .put("percentage", Math.round(share * 10_000) / 10_000.0);
        properties.put("weight", counts.judged());
    }

    /** What the control is. */
    public static ObjectNode definition() {
        ObjectNode json = ArmJson.resource("/providers/" + DEFINITIONS + "/" + CONTROL, CONTROL, DEFINITIONS);
        ObjectNode properties = json.putObject("properties")
                .put("displayName", DISPLAY_NAME)
                .put("description", "Known vulnerabilities in the images of registries are remediated.")
                .put("maxScore", POINTS);
        properties.putObject("source").put("sourceType", "BuiltIn");
        for (AssessmentKey key : AssessmentKey.values()) {
            properties
                    .withArray("/assessmentDefinitions")
                    .addObject()
                    .put("id", "/providers/" + AssessmentForm.METADATA + "/" + key.key());
        }
        return json;
    }
}
