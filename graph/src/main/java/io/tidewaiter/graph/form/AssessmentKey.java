package io.tidewaiter.graph.form;

import io.tidewaiter.assess.Recommendation;
import java.util.Optional;

/**
 * The two well-known assessments of registry images (Azure wire reference 2.4): the same findings under two keys, each
 * in the JSON form of its time.
 */
public enum AssessmentKey {
    /** The form of 2020, which SDKs know field by field. */
    CLASSIC(
            Recommendation.ASSESSMENT_KEY,
            "Container registry images should have vulnerability findings resolved (powered by Qualys)",
            "5f0f936f-2f01-4bf5-b6be-d423792fa562"),
    /** The form since 2023 (MDVM). */
    MDVM(
            "c0b7cfc6-3172-465a-b378-53c7ff2cc0d5",
            "Azure registry container images should have vulnerabilities resolved (powered by Microsoft Defender"
                    + " Vulnerability Management)",
            "090c7b07-b4ed-4561-ad20-e9075f3ccaff");

    private final String key;
    private final String displayName;
    private final String policyDefinition;

    AssessmentKey(String key, String displayName, String policyDefinition) {
        this.key = key;
        this.displayName = displayName;
        this.policyDefinition = policyDefinition;
    }

    /** The GUID. */
    public String key() {
        return key;
    }

    /** The text that published queries search for. */
    public String displayName() {
        return displayName;
    }

    /** The id of the policy definition that the recommendation comes from. */
    public String policyDefinitionId() {
        return "/providers/Microsoft.Authorization/policyDefinitions/" + policyDefinition;
    }

    /** The assessment of a GUID. */
    public static Optional<AssessmentKey> of(String key) {
        for (AssessmentKey known : values()) {
            if (known.key.equalsIgnoreCase(key)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
