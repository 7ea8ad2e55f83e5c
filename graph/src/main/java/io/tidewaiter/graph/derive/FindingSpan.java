package io.tidewaiter.graph.derive;

import java.util.List;

/**
 * A finding of an image as it is for a time, wherever the image lies.
 *
 * @param kind the number of the finding's key
 * @param match the row of the match that speaks
 * @param packages that it speaks for, by their rows
 * @param firstSeen when the finding was first seen in the image
 */
public record FindingSpan(int kind, long match, List<Contained> packages, long firstSeen, Interval valid) {
    public FindingSpan {
        packages = List.copyOf(packages);
    }

    /** Whether two spans show the same. */
    boolean showsSameAs(FindingSpan other) {
        if (match != other.match || firstSeen != other.firstSeen || packages.size() != other.packages.size()) {
            return false;
        }
        for (int i = 0; i < packages.size(); i++) {
            if (!packages.get(i).sameAs(other.packages.get(i))) {
                return false;
            }
        }
        return true;
    }
}
