package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The line of versions, cut at the n versions that are named. Place 2i + 1 is the i-th of them, place 2i the stretch
 * before it, place 2n what follows the last.
 */
final class CveLine {
    /** Parts of a version that most authors write. */
    private static final int PARTS = 3;

    private final List<CveSpan> spans;
    private final VersionScheme scheme;
    private final List<String> points = new ArrayList<>();

    CveLine(List<CveSpan> spans, VersionScheme scheme) {
        this.spans = spans;
        this.scheme = scheme;
        spans.stream()
                .flatMap(span -> span.points().stream())
                .sorted(this::order)
                .filter(version -> points.isEmpty() || order(points.getLast(), version) != 0)
                .forEachOrdered(points::add);
    }

    private int order(String one, String other) {
        Order order = scheme.compare(one, other);
        return order == Order.LESS ? -1 : order == Order.GREATER ? 1 : 0;
    }

    private int place(String version) {
        int low = 0;
        int high = points.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order(points.get(middle), version) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low + 1;
    }

    /** The status of every place, by the algorithm of the format. */
    private String[] statuses(String defaultStatus) {
        String[] statuses = new String[2 * points.size() + 1];
        for (CveSpan span : spans) {
            int from = span.from().equals(CveSpan.FIRST) ? 0 : place(span.from());
            int end = span.to().isEmpty() ? statuses.length : place(span.to()) + (span.isClosed() ? 1 : 0);
            List<Turn> turns = span.changes().stream()
                    .map(change -> new Turn(place(change.at()), change.status()))
                    .sorted(Comparator.comparingInt(Turn::place))
                    .toList();
            for (int place = from; place < end; place++) {
                if (statuses[place] == null) {
                    statuses[place] = status(span, turns, place);
                }
            }
        }
        for (int place = 0; place < statuses.length; place++) {
            statuses[place] = statuses[place] == null ? defaultStatus : statuses[place];
        }
        return statuses;
    }

    /** A change by its place. */
    private record Turn(int place, String status) {}

    private static String status(CveSpan span, List<Turn> turns, int place) {
        String status = span.status();
        for (Turn turn : turns) {
            if (turn.place() <= place) {
                status = turn.status();
            }
        }
        return status;
    }

    /** Neighbours that are affected as one range; several in one list of events where none of them ends with its last. */
    List<VersionRange> ranges(String defaultStatus) {
        String[] statuses = statuses(defaultStatus);
        List<RangeEvent> joined = new ArrayList<>();
        List<VersionRange> ranges = new ArrayList<>();
        int place = 0;
        while (place < statuses.length) {
            if (!statuses[place].equals("affected")) {
                place++;
                continue;
            }
            int last = place;
            while (last + 1 < statuses.length && statuses[last + 1].equals("affected")) {
                last++;
            }
            String begin = begin(place);
            if (last < statuses.length - 1 && last % 2 == 1) {
                ranges.add(range(
                        List.of(new RangeEvent.Introduced(begin), new RangeEvent.LastAffected(points.get(last / 2)))));
            } else {
                joined.add(new RangeEvent.Introduced(begin));
                if (last < statuses.length - 1) {
                    joined.add(new RangeEvent.Fixed(points.get(last / 2)));
                }
            }
            place = last + 1;
        }
        if (!joined.isEmpty()) {
            ranges.add(range(joined));
        }
        return ranges;
    }

    /**
     * The first version of a stretch; behind one that is not in it, one that hardly anything lies between: {@code 5.10.0.1}
     * behind {@code 5.10}. Where there is none in that order, the one that is not in it: better a version too many.
     */
    private String begin(int place) {
        if (place == 0) {
            return CveSpan.FIRST;
        }
        if (place % 2 == 1) {
            return points.get(place / 2);
        }
        String point = points.get(place / 2 - 1);
        long dots = point.chars().filter(c -> c == '.').count();
        String padded = point + ".0".repeat((int) Math.max(0, PARTS - 1 - dots));
        for (String next : List.of(padded + ".1", CveRanges.after(padded).orElse(""))) {
            boolean isBehind = scheme.reads(next) && order(point, next) < 0;
            if (isBehind && (place / 2 == points.size() || order(next, points.get(place / 2)) < 0)) {
                return next;
            }
        }
        return point;
    }

    private static VersionRange range(List<RangeEvent> events) {
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
    }
}
