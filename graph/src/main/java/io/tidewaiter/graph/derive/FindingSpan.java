package io.tidewaiter.graph.derive;

import java.util.List;

/**
 * A finding of an image as it is for a time, wherever the image lies.
 *
 * @param kind the number of the finding's key
 * @param matches that speak, one for each package; the first gives the text
 * @param packages that they speak for, by their rows
 * @param firstSeen when the finding was first seen in the image
 */
public record FindingSpan(int kind, List<Matched> matches, List<Contained> packages, long firstSeen, Interval valid) {
    public FindingSpan {
        matches = List.copyOf(matches);
        packages = List.copyOf(packages);
    }

    /** The row of the match that gives the text. */
    public long match() {
        return matches.getFirst().id();
    }

    /** Whether two spans show the same, whatever rules say. */
    boolean showsSameAs(FindingSpan other) {
        if (!matches.equals(other.matches)
                || firstSeen != other.firstSeen
                || packages.size() != other.packages.size()) {
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
