package io.tidewaiter.graph.derive;

import java.util.ArrayList;
import java.util.List;

/**
 * What a layer brought of an image's contents, as long as it is the same.
 *
 * @param key the same in all images that have the same packages at the same places
 * @param contents in the order of their rows
 */
public record Brought(Key key, Interval valid, List<Contained> contents) {
    /** An image's contents, which are in the order of their rows, by layer and time. */
    public static List<Brought> of(List<Contained> contents) {
        List<Brought> all = new ArrayList<>();
        for (List<Contained> group : groups(contents)) {
            Key key = Key.of(0);
            for (Contained one : group) {
                key = key.and(one.what(), one.where());
            }
            all.add(new Brought(key, group.getFirst().valid(), group));
        }
        return all;
    }

    private static List<List<Contained>> groups(List<Contained> contents) {
        List<List<Contained>> groups = new ArrayList<>(); // few
        List<Contained> last = List.of();
        for (Contained one : contents) {
            if (last.isEmpty() || !isWith(one, last.getFirst())) {
                last = group(groups, one);
            }
            last.add(one);
        }
        return groups;
    }

    private static List<Contained> group(List<List<Contained>> groups, Contained one) {
        for (List<Contained> group : groups) {
            if (isWith(one, group.getFirst())) {
                return group;
            }
        }
        List<Contained> own = new ArrayList<>();
        groups.add(own);
        return own;
    }

    private static boolean isWith(Contained one, Contained other) {
        return one.introducedBy() == other.introducedBy() && one.valid().equals(other.valid());
    }
}
