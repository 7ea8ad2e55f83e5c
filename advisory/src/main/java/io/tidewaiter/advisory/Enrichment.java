package io.tidewaiter.advisory;

import io.tidewaiter.vuln.CvssScore;
import java.util.List;

/**
 * What is known of a CVE whoever is affected by it.
 *
 * @param knownExploited whether CISA's catalogue lists it
 * @param epssProbability 0 to 1, or -1 where EPSS has none
 * @param scores of every feed that scored it, best version first
 */
public record Enrichment(boolean knownExploited, double epssProbability, List<CvssScore> scores) {
    /** Nothing is known. */
    public static final Enrichment NONE = new Enrichment(false, -1, List.of());

    public Enrichment {
        scores = List.copyOf(scores);
    }
}
