package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;

/** What all reading of one archive together may cost. */
final class ZipBudget {
    private final Limits limits;
    private final long archiveBytes;
    private final long deadlineNanos;
    private long expanded;

    /** The ratio is judged against {@code archiveBytes}, since a bomb reads the same bytes again and again. */
    ZipBudget(Limits limits, long archiveBytes) {
        this.limits = limits;
        this.archiveBytes = archiveBytes;
        this.deadlineNanos = System.nanoTime() + limits.timeMax().toNanos();
    }

    void expanded(long offset, int count, long archiveBytesSoFar) {
        expanded += count;
        if (expanded > limits.expandedBytesMax()) {
            throw ArchiveException.limit("zip", offset, "expandedBytesMax", limits.expandedBytesMax(), expanded);
        }
        long bytes = Math.max(1, archiveBytesSoFar);
        if (expanded > limits.ratioFloorBytes() && expanded / limits.ratioMax() > bytes) {
            throw ArchiveException.limit("zip", offset, "ratioMax", limits.ratioMax(), expanded / bytes);
        }
        long over = System.nanoTime() - deadlineNanos;
        if (over > 0) {
            long max = limits.timeMax().toMillis();
            throw ArchiveException.limit("zip", offset, "timeMax (ms)", max, max + over / 1_000_000);
        }
    }

    void expanded(long offset, int count) {
        expanded(offset, count, archiveBytes);
    }
}
