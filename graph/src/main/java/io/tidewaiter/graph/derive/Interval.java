package io.tidewaiter.graph.derive;

/** {@code [from, to)} in milliseconds since 1970; {@link Long#MAX_VALUE} as the end is "now". */
public record Interval(long from, long to) {
    /** Whether there is no moment in it. */
    public boolean isEmpty() {
        return from >= to;
    }

    /** The moments that both have. */
    public Interval and(Interval other) {
        if (from >= other.from && to <= other.to) {
            return this;
        }
        return new Interval(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** Whether a moment is in it. */
    public boolean contains(long at) {
        return from <= at && at < to;
    }
}
