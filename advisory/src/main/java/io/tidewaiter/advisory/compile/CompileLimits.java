package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.unpack.ArchiveBounds;
import io.tidewaiter.vuln.OsvLimits;

/**
 * How much of the feeds is read.
 *
 * @param document limits of one document
 * @param entriesMax entries of one archive; one with more is a fault
 * @param expandedBytesMax bytes that one archive may expand to
 * @param ratioMax how many times its own size an archive may expand to, once past 64 MB
 * @param filesMax files in the feed folder
 * @param namesMax vulnerabilities that one record may speak for; the rest is left out and noted
 * @param reasonsMax refusals and notes that the report spells out; the rest is only counted
 */
public record CompileLimits(
        OsvLimits document,
        int entriesMax,
        long expandedBytesMax,
        int ratioMax,
        int filesMax,
        int namesMax,
        int reasonsMax) {
    /** Several times what the largest public feed needs. */
    public static final CompileLimits DEFAULT =
            new CompileLimits(OsvLimits.DEFAULT, 2_000_000, 16L << 30, 100, 2_000_000, 2_000, 200);

    /** What of this holds of one archive. */
    ArchiveBounds archive() {
        return new ArchiveBounds(entriesMax, expandedBytesMax, ratioMax);
    }
}
