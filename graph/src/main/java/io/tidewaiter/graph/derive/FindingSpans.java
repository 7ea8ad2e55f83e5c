package io.tidewaiter.graph.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Joins what an image contains with what speaks for it, over all time.
 *
 * <p>The join holds wherever both of its sides do; a finding with several packages changes whenever one of them comes or
 * goes. Nearly always all pairs of a finding begin together and none has ended, so that case is one pass; otherwise the
 * time is cut at every beginning and end. The same as asking the state for the findings of every moment, which is how
 * the test asks.
 */
public final class FindingSpans {
    private FindingSpans() {}

    private record Pair(Matched match, Contained contained, Interval valid) implements Comparable<Pair> {
        /** By finding, and within it by the rows of what speaks and of what it speaks for. */
        @Override
        public int compareTo(Pair other) {
            int byKind = Integer.compare(match.kind(), other.match.kind());
            if (byKind != 0) {
                return byKind;
            }
            int byMatch = Long.compare(match.id(), other.match.id());
            return byMatch != 0 ? byMatch : contained.compareTo(other.contained);
        }

        long since() {
            return Math.max(match.firstSeen(), contained.valid().from());
        }
    }

    /** The findings of an image, by their key and time. */
    public static List<FindingSpan> of(List<Contained> contents, IntFunction<Matched[]> matches) {
        List<Pair> pairs = new ArrayList<>();
        for (Contained contained : contents) {
            for (Matched match : matches.apply(contained.packageVersion())) {
                Interval both = contained.valid().and(match.valid());
                if (!both.isEmpty()) {
                    pairs.add(new Pair(match, contained, both));
                }
            }
        }
        Pair[] sorted = pairs.toArray(Pair[]::new);
        Arrays.sort(sorted);
        List<Pair> ordered = Arrays.asList(sorted);
        List<FindingSpan> spans = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= sorted.length; end++) {
            if (end == sorted.length
                    || sorted[end].match().kind() != sorted[start].match().kind()) {
                add(ordered.subList(start, end), spans);
                start = end;
            }
        }
        return spans;
    }

    private static void add(List<Pair> pairs, List<FindingSpan> spans) {
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
                        next.kind(),
                        next.matches(),
                        next.packages(),
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
        return new FindingSpan(pairs.getFirst().match().kind(), matches, packages, since, valid);
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
