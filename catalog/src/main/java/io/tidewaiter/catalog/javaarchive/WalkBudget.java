package io.tidewaiter.catalog.javaarchive;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import java.time.Duration;

/**
 * What one archive and all archives in it may cost together: each of them has budgets of its own, and nesting would
 * multiply those.
 */
final class WalkBudget {
    private static final int ARCHIVES_MAX = 20_000;
    /** Of one archive: each entry of the directory costs some 250 bytes of memory. */
    private static final long ENTRIES_MAX = 400_000;

    private static final long HELD_BYTES_MAX = 192L << 20;

    private final Limits limits;
    private final long expandedMax;
    private final long deadlineNanos;
    private long expanded;
    private long held;
    private int archives;

    WalkBudget(Limits limits, long archiveBytes) {
        this.limits = limits;
        long byRatio = Math.max(limits.ratioFloorBytes(), limits.ratioMax() * archiveBytes);
        this.expandedMax = Math.min(limits.expandedBytesMax(), byRatio);
        this.deadlineNanos = System.nanoTime() + limits.timeMax().toNanos();
    }

    /** Counts bytes that came out of an entry. */
    void expanded(long bytes) {
        expanded += bytes;
        if (expanded > expandedMax) {
            throw ArchiveException.limit("nested archives", 0, "expandedBytesMax", expandedMax, expanded);
        }
        timeLeft();
    }

    /** Counts the bytes of a nested archive that stay in memory until {@link #release}. */
    void hold(long bytes) {
        if (held + bytes > HELD_BYTES_MAX) {
            throw ArchiveException.limit("nested archives", 0, "heldBytesMax", HELD_BYTES_MAX, held + bytes);
        }
        held += bytes;
    }

    void release(long bytes) {
        held -= bytes;
    }

    /** Counts one more archive, and gives the limits for it. */
    Limits archive() {
        if (++archives > ARCHIVES_MAX) {
            throw ArchiveException.limit("nested archives", 0, "archivesMax", ARCHIVES_MAX, archives);
        }
        return limits.withTimeMax(timeLeft()).withEntriesMax(Math.min(ENTRIES_MAX, limits.entriesMax()));
    }

    private Duration timeLeft() {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            long max = limits.timeMax().toMillis();
            throw ArchiveException.limit("nested archives", 0, "timeMax (ms)", max, max - left / 1_000_000);
        }
        return Duration.ofNanos(left);
    }

    int depthMax() {
        return limits.depthMax();
    }
}
