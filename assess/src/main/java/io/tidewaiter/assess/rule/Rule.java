package io.tidewaiter.assess.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision about findings, or a word of somebody who knows.
 *
 * @param id of the resource that says so
 * @param scope what it hangs on, an ARM id in lower case
 * @param cause the word for programs: {@code DisabledByRule}, {@code Exempt}, {@code VexNotAffected}
 * @param reason for people: the justification as its author wrote it
 * @param hides whether it takes findings out of the count; else it is only told beside them
 * @param expires the first moment at which it no longer holds; null for never
 */
public record Rule(
        String id,
        String name,
        String scope,
        String cause,
        String reason,
        boolean hides,
        @Nullable Instant expires,
        RuleConditions conditions) {
    /** The cause of what a rule hides. */
    public static final String DISABLED = "DisabledByRule";

    /** The cause of what an exemption takes out. */
    public static final String EXEMPT = "Exempt";

    /** Whether it still holds at a time, in milliseconds. */
    boolean holdsAt(long millis) {
        return expires == null || millis < expires.toEpochMilli();
    }

    /** By what the findings that it may speak for can be found. */
    public RuleHandle handle() {
        return conditions.handle();
    }

    /** Whether it takes out a resource with everything in it. */
    public boolean isExemption() {
        return cause.equals(EXEMPT);
    }

    /** What a finding that it hides is told to be hidden by. */
    public Suppression suppression() {
        return new Suppression(id, name, cause, reason);
    }
}
