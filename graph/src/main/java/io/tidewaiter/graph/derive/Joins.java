package io.tidewaiter.graph.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What speaks for what a layer brought, by the key of the finding: the same for all images that have it. */
public final class Joins {
    private final List<Kind> kinds;
    private final long print;

    private Joins(List<Kind> kinds, long print) {
        this.kinds = kinds;
        this.print = print;
    }

    /**
     * What is under one key.
     *
     * @param places of the packages in the contents
     * @param together when all that speaks holds; null where that differs
     * @param firstSeen the earliest
     */
    record Kind(Joined joined, int[] places, @Nullable Interval together, long firstSeen) {
        int number() {
            return joined.kind();
        }
    }

    private record Pair(Matched match, int place) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byKind = Integer.compare(match.kind(), other.match.kind());
            if (byKind != 0) {
                return byKind;
            }
            int byMatch = Long.compare(match.id(), other.match.id());
            return byMatch != 0 ? byMatch : Integer.compare(place, other.place);
        }
    }

    /** Joins contents with what speaks for their package versions. */
    public static Joins of(List<Contained> contents, IntFunction<Matched[]> matches) {
        Print print = new Print();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            for (Matched match : matches.apply(contents.get(i).packageVersion())) {
                pairs.add(new Pair(match, i));
                print.add(i);
                print.add(match.id());
                print.add(match.firstSeen());
                print.add(match.valid());
            }
        }
        Pair[] sorted = pairs.toArray(Pair[]::new);
        Arrays.sort(sorted);
        List<Pair> ordered = Arrays.asList(sorted);
        List<Kind> kinds = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= sorted.length; end++) {
            if (end == sorted.length
                    || sorted[end].match().kind() != sorted[start].match().kind()) {
                kinds.add(kind(ordered.subList(start, end), contents));
                start = end;
            }
        }
        return new Joins(kinds, print.value());
    }

    private static Kind kind(List<Pair> pairs, List<Contained> contents) {
        Matched first = pairs.getFirst().match();
        Interval together = first.valid();
        long since = Long.MAX_VALUE;
        List<Matched> matches = new ArrayList<>(pairs.size());
        List<Contained> packages = new ArrayList<>(pairs.size());
        int[] places = new int[pairs.size()];
        for (Pair pair : pairs) {
            Matched match = pair.match();
            together = match.valid().equals(together) ? together : null;
            since = Math.min(since, match.firstSeen());
            places[matches.size()] = pair.place();
            matches.add(match);
            packages.add(contents.get(pair.place()));
        }
        return new Kind(new Joined(first.kind(), matches, packages), places, together, since);
    }

    /** By the number of the key. */
    List<Kind> kinds() {
        return kinds;
    }

    /** How many findings there are. */
    public int size() {
        return kinds.size();
    }

    /** A number over all that speaks; another one as soon as anything else does. */
    public long print() {
        return print;
    }
}
