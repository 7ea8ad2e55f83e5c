package io.tidewaiter.assess;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.vuln.CvssScore;
import java.util.Comparator;

/**
 * Which finding to look at first: known exploited before all else, then the higher severity, then the higher
 * probability of exploitation (EPSS), then the higher CVSS base score, then the key, so that the order is total.
 */
public final class FindingOrder {
    /** The order of every list of findings. */
    public static final Comparator<Finding> MOST_URGENT_FIRST = Comparator.comparing(
                    FindingOrder::vulnerability, FindingOrder::byUrgency)
            .thenComparing(Finding::key);

    private FindingOrder() {}

    private static Vulnerability vulnerability(Finding finding) {
        return finding.match().vulnerability();
    }

    private static int byUrgency(Vulnerability one, Vulnerability other) {
        int order = Boolean.compare(other.knownExploited(), one.knownExploited());
        if (order == 0) {
            order = other.severity().compareTo(one.severity());
        }
        if (order == 0) {
            order = Double.compare(other.epssProbability(), one.epssProbability());
        }
        return order == 0 ? Double.compare(highestScore(other), highestScore(one)) : order;
    }

    /** The highest base score of any version, or -1 where nothing was scored. */
    private static double highestScore(Vulnerability vulnerability) {
        return vulnerability.cvss().stream()
                .mapToDouble(CvssScore::baseScore)
                .max()
                .orElse(-1);
    }
}
