package io.tidewaiter.advisory;

import io.tidewaiter.vuln.CvssScore;
import java.util.List;

/**
 * What is known of a CVE whoever is affected by it.
 *
 * @param knownExploited whether CISA's catalogue lists it
 * @param epssProbability 0 to 1, or -1 where EPSS has none
 * @param scores of every feed that scored it, best version first
 * @param weaknesses CWE ids of every feed that names some, in the order of their numbers
 */
public record Enrichment(
        boolean knownExploited, double epssProbability, List<CvssScore> scores, List<String> weaknesses) {
    /** Nothing is known. */
    public static final Enrichment NONE = new Enrichment(false, -1, List.of(), List.of());

    public Enrichment {
        scores = List.copyOf(scores);
        weaknesses = List.copyOf(weaknesses);
    }
}
