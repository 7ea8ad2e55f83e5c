package io.tidewaiter.store;

import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Map;

/**
 * What a rule would hide beyond what is hidden already.
 *
 * @param findings by severity
 * @param images how many images, in how many places, have one of them
 * @param healthy how many images would have nothing left that counts
 * @param first some of them, as they are now, in the order of the list
 */
public record RulePreview(Map<Severity, Long> findings, long images, long healthy, List<SubAssessmentRow> first) {
    public RulePreview {
        findings = Map.copyOf(findings);
        first = List.copyOf(first);
    }
}
