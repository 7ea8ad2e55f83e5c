package io.tidewaiter.graph.derive;

import java.util.List;

/**
 * A finding of an image as it is for a time, wherever the image lies.
 *
 * @param firstSeen when the finding was first seen in the image
 */
public record FindingSpan(Joined joined, long firstSeen, Interval valid) {
    /** What speaks, one for each package; the first gives the text. */
    public List<Matched> matches() {
        return joined.matches();
    }

    /** The packages that it speaks for, by their rows. */
    public List<Contained> packages() {
        return joined.packages();
    }

    /** The row of the match that gives the text. */
    public long match() {
        return matches().getFirst().id();
    }

    /** Whether two spans show the same, whatever rules say. */
    boolean showsSameAs(FindingSpan other) {
        return firstSeen == other.firstSeen && joined.showsSameAs(other.joined);
    }
}
