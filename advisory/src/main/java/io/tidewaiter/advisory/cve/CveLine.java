package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.Successors;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The line of versions, cut at the n versions that are named. Place 2i + 1 is the i-th of them, place 2i the stretch
 * before it, place 2n what follows the last.
 */
final class CveLine {
    private final List<CveSpan> spans;
    private final VersionScheme scheme;
    private final List<String> points = new ArrayList<>();

    CveLine(List<CveSpan> spans, VersionScheme scheme) {
        this.scheme = scheme;
        this.spans = spans.stream().map(this::withLines).toList();
        this.spans.stream()
                .flatMap(span -> span.points().stream())
                .sorted(this::order)
                .filter(version -> points.isEmpty() || order(points.getLast(), version) != 0)
                .forEachOrdered(points::add);
    }

    /**
     * With the beginnings of the lines that have a fix of their own. A second change to "unaffected" says nothing in the
     * order of versions; whoever writes it ({@code 1.26.3} and {@code 1.27.4}) means that its line is affected up to there.
     */
    private CveSpan withLines(CveSpan span) {
        if (!span.status().equals("affected") || span.changes().size() < 2) {
            return span;
        }
        List<CveRecord.Change> changes = new ArrayList<>(span.changes());
        changes.sort((one, other) -> order(one.at(), other.at()));
        List<CveRecord.Change> all = new ArrayList<>();
        CveRecord.Change before = changes.getFirst();
        for (CveRecord.Change change : changes) {
            String line = change.at().substring(0, Math.max(0, change.at().lastIndexOf('.')));
            boolean isFixAgain =
                    change.status().equals("unaffected") && before.status().equals("unaffected");
            if (isFixAgain && scheme.reads(line) && order(before.at(), line) < 0) {
                all.add(new CveRecord.Change(line, "affected"));
            }
            all.add(change);
            before = change;
        }
        return new CveSpan(span.from(), span.to(), span.isClosed(), span.status(), all);
    }

    private int order(String one, String other) {
        return scheme.sorting().compare(one, other);
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

    /** The status of every place, by the algorithm of the format: what one entry has decided no later one looks at. */
    private String[] statuses(String defaultStatus) {
        String[] statuses = new String[2 * points.size() + 1];
        int[] open = IntStream.rangeClosed(0, statuses.length).toArray();
        for (CveSpan span : spans) {
            int from = span.from().equals(CveSpan.FIRST) ? 0 : place(span.from());
            int end = span.to().isEmpty() ? statuses.length : place(span.to()) + (span.isClosed() ? 1 : 0);
            List<Turn> turns = span.changes().stream()
                    .map(change -> new Turn(place(change.at()), change.status()))
                    .sorted(Comparator.comparingInt(Turn::place))
                    .toList();
            String status = span.status();
            int turn = 0;
            for (int place = firstOpen(open, from); place < end; place = firstOpen(open, place)) {
                while (turn < turns.size() && turns.get(turn).place() <= place) {
                    status = turns.get(turn).status();
                    turn++;
                }
                statuses[place] = status;
                open[place] = place + 1;
            }
        }
        for (int place = 0; place < statuses.length; place++) {
            statuses[place] = statuses[place] == null ? defaultStatus : statuses[place];
        }
        return statuses;
    }

    /** A change by its place. */
    private record Turn(int place, String status) {}

    /** The first place from that one on that nothing has decided; the way there is made short for whoever asks next. */
    private static int firstOpen(int[] open, int place) {
        int first = place;
        while (open[first] != first) {
            open[first] = open[open[first]];
            first = open[first];
        }
        return first;
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

    /** The first version of a stretch; behind one that is not in it, the lowest that the ecosystems have. */
    private String begin(int place) {
        if (place == 0) {
            return CveSpan.FIRST;
        }
        if (place % 2 == 1) {
            return points.get(place / 2);
        }
        String next = place / 2 == points.size() ? "" : points.get(place / 2);
        return Successors.behind(points.get(place / 2 - 1), next, scheme);
    }

    private static VersionRange range(List<RangeEvent> events) {
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
    }
}
