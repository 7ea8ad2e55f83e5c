package io.tidewaiter.advisory;

import java.util.function.Predicate;

/**
 * Whether a fix is reached, asked once for entries that name the same one after the other: an update of a distribution
 * mends dozens of vulnerabilities at once. For one frame and one thread.
 */
final class PastFixes {
    private final Predicate<String> isReached;
    private int from;
    private int length = -1;
    private boolean wasReached;

    PastFixes(Predicate<String> isReached) {
        this.isReached = isReached;
    }

    /** Reads the next text; false where it is {@code 0}, below which nothing is. */
    boolean isNextReached(ByteReader in) {
        int size = in.count();
        int at = in.at();
        if (length == size && in.isSame(from, size)) {
            in.skip(size);
            return wasReached;
        }
        String fix = in.text(size);
        from = at;
        length = size;
        wasReached = !fix.equals("0") && isReached.test(fix);
        return wasReached;
    }
}
