package io.tidewaiter.store;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.vuln.Severity;
import java.util.Map;

/**
 * A registry in numbers.
 *
 * @param images its images by health; an image in two repositories counts twice, as it has two sub-assessments
 * @param findings its findings by severity
 */
public record RegistrySummary(Map<Health, Long> images, Map<Severity, Long> findings) {
    public RegistrySummary {
        images = Map.copyOf(images);
        findings = Map.copyOf(findings);
    }

    /** How many images have a health. */
    public long count(Health health) {
        return images.getOrDefault(health, 0L);
    }

    /** How many findings have a severity. */
    public long count(Severity severity) {
        return findings.getOrDefault(severity, 0L);
    }
}
