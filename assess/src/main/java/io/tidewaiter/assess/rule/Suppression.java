package io.tidewaiter.assess.rule;

/**
 * Why a finding does not count, or what else was said of it.
 *
 * @param ruleId of the resource that decided
 * @param cause for programs
 * @param reason for people; may be empty
 */
public record Suppression(String ruleId, String ruleName, String cause, String reason) {
    /** One sentence: who decided, and why. */
    public String sentence() {
        return ruleName + (reason.isEmpty() ? "" : ": " + reason);
    }
}
