package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;

/** What one archive may still cost: holes, entries and time. */
final class TarBudget {
    private final Limits limits;
    private long entries;
    private long holeBytes;
    private long deadlineNanos;
    private boolean started;

    TarBudget(Limits limits) {
        this.limits = limits;
    }

    /** The clock runs from the first byte. */
    void tick(long archiveOffset) {
        if (!started) {
            started = true;
            deadlineNanos = System.nanoTime() + limits.timeMax().toNanos();
        }
        long over = System.nanoTime() - deadlineNanos;
        if (over > 0) {
            long max = limits.timeMax().toMillis();
            throw ArchiveException.limit("tar", archiveOffset, "timeMax (ms)", max, max + over / 1_000_000);
        }
    }

    void entry(long archiveOffset) {
        entries++;
        if (entries > limits.entriesMax()) {
            throw ArchiveException.limit("tar", archiveOffset, "entriesMax", limits.entriesMax(), entries);
        }
    }

    long entries() {
        return entries;
    }

    void hole(int count) {
        holeBytes += count;
        if (holeBytes > limits.expandedBytesMax()) {
            throw ArchiveException.limit(
                    "tar holes of sparse files", 0, "expandedBytesMax", limits.expandedBytesMax(), holeBytes);
        }
        tick(0);
    }
}
