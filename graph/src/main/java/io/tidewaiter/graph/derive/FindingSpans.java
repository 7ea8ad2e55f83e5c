package io.tidewaiter.graph.derive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Joins what an image contains with what speaks for it, over all time.
 *
 * <p>The join holds wherever both of its sides do; a finding with several packages changes whenever one of them comes or
 * goes. Nearly always what speaks under one key speaks for what one layer brought, and begins and ends together: that was
 * joined once for all images that have the same from a layer. Otherwise the time is cut at every beginning and end. The
 * same as asking the state for the findings of every moment, which is how the test asks.
 */
public final class FindingSpans {
    private FindingSpans() {}

    private record Pair(Matched match, Contained contained, Interval valid) implements Comparable<Pair> {
        /** Within a finding by the rows of what speaks and of what it speaks for. */
        @Override
        public int compareTo(Pair other) {
            int byMatch = Long.compare(match.id(), other.match.id());
            return byMatch != 0 ? byMatch : contained.compareTo(other.contained);
        }

        long since() {
            return Math.max(match.firstSeen(), contained.valid().from());
        }
    }

    /**
     * The findings of an image, by their key and time.
     *
     * @param joins what speaks for each of what was brought
     */
    public static List<FindingSpan> of(List<Brought> brought, List<Joins> joins) {
        List<FindingSpan> spans = new ArrayList<>();
        int[] next = new int[brought.size()];
        List<Integer> those = new ArrayList<>();
        while (true) {
            least(joins, next, those);
            if (those.isEmpty()) {
                return spans;
            }
            int first = those.getFirst();
            Joins.Kind kind = joins.get(first).kinds().get(next[first]);
            Interval together = those.size() > 1 ? null : kind.together();
            if (together == null) {
                add(pairs(brought, joins, next, those), spans);
            } else {
                Interval layer = brought.get(first).valid();
                Interval both = layer.and(together);
                if (!both.isEmpty()) {
                    spans.add(new FindingSpan(kind.joined(), Math.max(kind.firstSeen(), layer.from()), both));
                }
            }
            for (int one : those) {
                next[one]++;
            }
        }
    }

    /** Which of the lists go on with the least key; none where all are at their end. */
    private static void least(List<Joins> joins, int[] next, List<Integer> those) {
        those.clear();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            List<Joins.Kind> kinds = joins.get(i).kinds();
            if (next[i] < kinds.size()) {
                int number = kinds.get(next[i]).number();
                if (number < least) {
                    least = number;
                    those.clear();
                }
                if (number == least) {
                    those.add(i);
                }
            }
        }
    }

    /** What is under one key, in this image. */
    private static List<Pair> pairs(List<Brought> brought, List<Joins> joins, int[] next, List<Integer> those) {
        List<Pair> pairs = new ArrayList<>();
        for (int one : those) {
            Joins.Kind kind = joins.get(one).kinds().get(next[one]);
            List<Contained> contents = brought.get(one).contents();
            for (int i = 0; i < kind.places().length; i++) {
                Matched match = kind.joined().matches().get(i);
                Contained contained = contents.get(kind.places()[i]);
                Interval both = contained.valid().and(match.valid());
                if (!both.isEmpty()) {
                    pairs.add(new Pair(match, contained, both));
                }
            }
        }
        pairs.sort(null);
        return pairs;
    }

    private static void add(List<Pair> pairs, List<FindingSpan> spans) {
        if (pairs.isEmpty()) {
            return;
        }
        Interval first = pairs.getFirst().valid();
        boolean together = true;
        for (Pair pair : pairs) {
            together &= pair.valid().equals(first);
        }
        if (together) {
            spans.add(span(pairs, first));
            return;
        }
        TreeSet<Long> cuts = new TreeSet<>();
        for (Pair pair : pairs) {
            cuts.add(pair.valid().from());
            cuts.add(pair.valid().to());
        }
        FindingSpan last = null;
        List<Long> times = List.copyOf(cuts);
        for (int i = 0; i + 1 < times.size(); i++) {
            long at = times.get(i);
            List<Pair> alive =
                    pairs.stream().filter(p -> p.valid().contains(at)).toList();
            if (alive.isEmpty()) {
                continue;
            }
            FindingSpan next = span(alive, new Interval(at, times.get(i + 1)));
            if (last != null && last.valid().to() == at && last.showsSameAs(next)) {
                spans.removeLast();
                next = new FindingSpan(
                        next.joined(),
                        next.firstSeen(),
                        new Interval(last.valid().from(), next.valid().to()));
            }
            spans.add(next);
            last = next;
        }
    }

    private static FindingSpan span(List<Pair> pairs, Interval valid) {
        long since = Long.MAX_VALUE;
        List<Contained> packages = new ArrayList<>(pairs.size());
        List<Matched> matches = new ArrayList<>(pairs.size());
        for (Pair pair : pairs) {
            matches.add(pair.match());
            since = Math.min(since, pair.since());
            packages.add(pair.contained());
        }
        return new FindingSpan(new Joined(pairs.getFirst().match().kind(), matches, packages), since, valid);
    }

    /** The parts of an interval in which none of others holds. */
    public static List<Interval> without(List<Interval> others, Interval whole) {
        List<Interval> found = new ArrayList<>(others);
        found.sort(Comparator.comparingLong(Interval::from));
        List<Interval> free = new ArrayList<>();
        long at = whole.from();
        for (Interval one : found) {
            if (one.from() > at) {
                Interval gap = new Interval(at, Math.min(one.from(), whole.to()));
                if (!gap.isEmpty()) {
                    free.add(gap);
                }
            }
            at = Math.max(at, one.to());
        }
        Interval rest = new Interval(at, whole.to());
        if (!rest.isEmpty()) {
            free.add(rest);
        }
        return free;
    }
}
