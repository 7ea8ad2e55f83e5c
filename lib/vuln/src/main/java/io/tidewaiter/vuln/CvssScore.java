package io.tidewaiter.vuln;

/**
 * A CVSS base score with the vector that it was computed from and whose word it is.
 *
 * @param version {@code 2.0}, {@code 3.0}, {@code 3.1} or {@code 4.0}
 * @param vector the vector text as published
 * @param baseScore 0.0 to 10.0, one decimal
 * @param source the feed that gave it, for example {@code GHSA}
 */
public record CvssScore(String version, String vector, double baseScore, String source) {
    public CvssScore {
        if (!(baseScore >= 0.0 && baseScore <= 10.0)) {
            throw new IllegalArgumentException("a CVSS base score lies in 0.0 to 10.0, not " + baseScore);
        }
    }
}
