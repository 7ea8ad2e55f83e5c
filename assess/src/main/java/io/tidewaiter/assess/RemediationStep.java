package io.tidewaiter.assess;

/**
 * One update and what it closes in all images of a registry together.
 *
 * @param subject the package, as its advisories name it
 * @param fixedVersion what to update it to
 * @param findings how many it closes, an image's counted for itself
 * @param knownExploited how many of them are exploited (KEV)
 */
public record RemediationStep(String subject, String fixedVersion, long findings, long knownExploited) {
    /** For example {@code Update openssl to 3.0.11-1: closes 14, 3 known exploited}. */
    public String sentence() {
        return "Update " + ForeignText.shown(subject) + " to " + ForeignText.shown(fixedVersion) + ": closes "
                + findings + (knownExploited > 0 ? ", " + knownExploited + " known exploited" : "");
    }
}
