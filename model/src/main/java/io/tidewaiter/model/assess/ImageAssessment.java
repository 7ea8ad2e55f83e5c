package io.tidewaiter.model.assess;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import java.util.List;

/**
 * What an image's matches mean.
 *
 * @param findings most urgent first, then by key
 * @param coverage of the reading and of the matching together
 */
public record ImageAssessment(Verdict verdict, List<Finding> findings, Coverage coverage, AdvisorySnapshot advisories) {
    public ImageAssessment {
        findings = List.copyOf(findings);
    }
}
