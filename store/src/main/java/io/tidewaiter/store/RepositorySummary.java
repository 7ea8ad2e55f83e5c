package io.tidewaiter.store;

import io.tidewaiter.assess.RemediationPlan;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A repository in numbers.
 *
 * @param images by health
 * @param findings those that count, by severity, each image's for itself
 * @param suppressed findings that do not count
 * @param plan what to do, the most urgent first
 * @param isWhole whether all its images were looked at
 * @param exempt what takes out the registry; null for nothing
 */
public record RepositorySummary(
        String repository,
        Map<Health, Long> images,
        Map<Severity, Long> findings,
        long suppressed,
        List<RemediationPlan.Step> plan,
        boolean isWhole,
        @Nullable Suppression exempt) {
    /** The most steps of a plan. */
    public static final int STEPS_MAX = 25;

    public RepositorySummary {
        images = Map.copyOf(images);
        findings = Map.copyOf(findings);
        plan = List.copyOf(plan);
    }
}
