package io.tidewaiter.graph.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Which findings of an image are the only ones of their vulnerability as long as they hold, as nearly all are: so many
 * findings are so many pairs of image and vulnerability, which need not be told apart to be counted. For one thread.
 */
public final class Soles {
    private final IntUnaryOperator vulnerability;

    /** By vulnerability one more than the place of its first finding; 0 between calls. */
    private int[] first = new int[1024];

    /** @param vulnerability the number, 0 or more, of the vulnerability of a finding's key */
    public Soles(IntUnaryOperator vulnerability) {
        this.vulnerability = vulnerability;
    }

    /** The places of such findings in the list. */
    public BitSet of(List<FindingSpan> spans) {
        BitSet sole = new BitSet(spans.size());
        sole.set(0, spans.size());
        Map<Integer, List<Integer>> several = new HashMap<>();
        for (int i = 0; i < spans.size(); i++) {
            int number = number(spans.get(i));
            if (number >= first.length) {
                first = Arrays.copyOf(first, Math.max(number + 1, 2 * first.length));
            }
            if (first[number] == 0) {
                first[number] = i + 1;
            } else {
                int before = first[number] - 1;
                several.computeIfAbsent(number, _ -> new ArrayList<>(List.of(before)))
                        .add(i);
            }
        }
        spans.forEach(span -> first[number(span)] = 0);
        for (List<Integer> places : several.values()) {
            BitSet alone = alone(places.stream().map(i -> spans.get(i).valid()).toList());
            for (int i = 0; i < places.size(); i++) {
                sole.set(places.get(i), alone.get(i));
            }
        }
        return sole;
    }

    private int number(FindingSpan span) {
        return vulnerability.applyAsInt(span.joined().kind());
    }

    /** The places of those in whose time there is none of the others. */
    public static BitSet alone(List<Interval> intervals) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> intervals.get(i).from()));
        BitSet alone = new BitSet(intervals.size());
        long until = Long.MIN_VALUE;
        for (int i = 0; i < order.size(); i++) {
            Interval one = intervals.get(order.get(i));
            boolean isBeforeNext =
                    i + 1 == order.size() || intervals.get(order.get(i + 1)).from() >= one.to();
            alone.set(order.get(i), one.from() >= until && isBeforeNext);
            until = Math.max(until, one.to());
        }
        return alone;
    }
}
