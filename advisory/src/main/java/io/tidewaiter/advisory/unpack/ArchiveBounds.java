package io.tidewaiter.advisory.unpack;

import io.tidewaiter.archive.Limits;

/**
 * How much of one archive is read.
 *
 * @param entriesMax entries; an archive with more is not read further
 * @param expandedBytesMax bytes that it may expand to
 * @param ratioMax how many times its own size it may expand to, once past 64 MB
 */
public record ArchiveBounds(int entriesMax, long expandedBytesMax, int ratioMax) {
    private static final long RATIO_FREE_BYTES = 64L << 20;

    long budget(long packedBytes) {
        return Math.min(expandedBytesMax, Math.max(RATIO_FREE_BYTES, packedBytes * ratioMax));
    }

    Limits tar() {
        return Limits.standard().withEntriesMax(entriesMax);
    }
}
