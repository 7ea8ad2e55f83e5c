package io.tidewaiter.store;

import io.tidewaiter.assess.RemediationStep;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry in numbers.
 *
 * @param images its images by health; an image in two repositories counts twice, as it has two sub-assessments
 * @param findings its findings by severity, without those that a rule hides
 * @param suppressed how many findings do not count
 * @param plan the updates that close most, in order; empty for the past
 * @param exempt what takes the whole registry out; null for nothing
 */
public record RegistrySummary(
        Map<Health, Long> images,
        Map<Severity, Long> findings,
        long suppressed,
        List<RemediationStep> plan,
        @Nullable Suppression exempt) {
    /** How long a plan is at most. */
    public static final int STEPS_MAX = 10;

    public RegistrySummary {
        images = Map.copyOf(images);
        findings = Map.copyOf(findings);
        plan = List.copyOf(plan);
    }

    /** How many images have a health. */
    public long count(Health health) {
        return images.getOrDefault(health, 0L);
    }

    /** How many findings have a severity. */
    public long count(Severity severity) {
        return findings.getOrDefault(severity, 0L);
    }

    /** What takes the whole registry out. */
    public Optional<Suppression> exemption() {
        return Optional.ofNullable(exempt);
    }
}
