package io.tidewaiter.advisory.cpan;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code affected_versions} of an advisory: texts of which one is enough, each of bounds between commas that hold together,
 * {@code >=2.9003,<4.039}; a version alone, or behind {@code =} or {@code ==}, stands for itself, one behind {@code !=} does
 * not belong to it. A lower bound above the upper one before it ({@code >=1,<2,>=3,<4}) would leave nothing if all had to
 * hold, so it begins another range.
 */
final class CpanRanges {
    private static final VersionScheme PERL = VersionSchemes.PERL;
    private static final int MAX = 10_000;
    private static final String FIRST = "0";
    private static final Bounds EVERYTHING = new Bounds("", "", false);

    private CpanRanges() {}

    /** A lower and an upper bound, each empty where there is none. */
    private record Bounds(String from, String to, boolean isClosed) {
        /** Whether nothing lies between them: as events of a range they would begin one that does not end. */
        boolean isEmpty() {
            Order order = from.isEmpty() || to.isEmpty() ? Order.LESS : PERL.compare(from, to);
            return order == Order.GREATER || (order == Order.EQUAL && !isClosed);
        }

        boolean holds(String version) {
            Order toEnd = to.isEmpty() ? Order.LESS : PERL.compare(version, to);
            return (from.isEmpty() || PERL.compare(version, from) != Order.LESS)
                    && (toEnd == Order.LESS || (isClosed && toEnd == Order.EQUAL));
        }
    }

    /** The ranges that can be read; others are refused alone. */
    static List<VersionRange> of(List<String> affected, List<String> fixed, Consumer<String> refused) {
        List<VersionRange> ranges = new ArrayList<>();
        String fix = affected.size() == 1 && fixed.size() == 1 ? fix(fixed.getFirst()) : "";
        for (String text : affected) {
            int before = ranges.size();
            if (before > MAX || !read(text, fix, ranges)) {
                refused.accept("affected_versions that cannot be read: " + text);
                ranges.subList(before, ranges.size()).clear();
            }
        }
        return ranges;
    }

    /** The version that alone is said to be fixed, with all that follow it; empty where another thing is said. */
    private static String fix(String text) {
        String version = text.startsWith(">=") ? text.substring(2).strip() : "";
        return PERL.reads(version) ? version : "";
    }

    /** The bounds of one text, in its order; a lower one behind an upper one that it does not lie below begins another. */
    private static final class Reading {
        private final List<VersionRange> singles = new ArrayList<>();
        private final List<Bounds> all = new ArrayList<>();
        private final List<String> without = new ArrayList<>();

        private boolean take(String comparator, String version) {
            switch (comparator) {
                case "", "=", "==" ->
                    singles.add(range(new RangeEvent.Introduced(version), new RangeEvent.LastAffected(version)));
                case "!=" -> without.add(version);
                case ">=" -> from(version);
                case ">" -> from(behind(version));
                case "<=" -> to(version, true);
                case "<" -> to(version, false);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void from(String version) {
            Bounds last = all.isEmpty() ? EVERYTHING : all.getLast();
            if (all.isEmpty() || (!last.to().isEmpty() && PERL.compare(version, last.to()) != Order.LESS)) {
                all.add(new Bounds(version, "", false));
            } else if (last.from().isEmpty() || PERL.compare(version, last.from()) == Order.GREATER) {
                all.set(all.size() - 1, new Bounds(version, last.to(), last.isClosed()));
            }
        }

        private void to(String version, boolean isClosed) {
            Bounds last = all.isEmpty() ? EVERYTHING : all.getLast();
            Bounds bounds = new Bounds(last.from(), version, isClosed);
            if (all.isEmpty()) {
                all.add(bounds);
            } else if (last.to().isEmpty() || PERL.compare(version, last.to()) == Order.LESS) {
                all.set(all.size() - 1, bounds);
            }
        }

        /** What lies within the bounds, apart from single versions that do not belong to it. */
        private List<Bounds> bounds() {
            List<Bounds> pieces = all.isEmpty() && !without.isEmpty() ? List.of(EVERYTHING) : all;
            for (String hole : without) {
                pieces = pieces.stream()
                        .flatMap(piece -> piece.holds(hole)
                                ? Stream.of(
                                        new Bounds(piece.from(), hole, false),
                                        new Bounds(behind(hole), piece.to(), piece.isClosed()))
                                : Stream.of(piece))
                        .filter(piece -> !piece.isEmpty())
                        .toList();
            }
            return pieces;
        }
    }

    private static boolean read(String text, String fix, List<VersionRange> ranges) {
        Reading reading = new Reading();
        for (String part : text.split(",", -1)) {
            String bound = part.strip();
            String comparator = bound.replaceFirst("^([<>=!]*).*", "$1");
            String version = bound.substring(comparator.length()).strip();
            if (!PERL.reads(version) || !reading.take(comparator, version)) {
                return false;
            }
        }
        if (reading.all.stream().anyMatch(Bounds::isEmpty)) {
            return false;
        }
        ranges.addAll(reading.singles);
        reading.bounds().forEach(bounds -> ranges.add(range(bounds, fix)));
        return true;
    }

    private static VersionRange range(Bounds bounds, String fix) {
        RangeEvent begin = new RangeEvent.Introduced(bounds.from().isEmpty() ? FIRST : bounds.from());
        if (bounds.to().isEmpty()) {
            return range(begin);
        }
        boolean isFixBehind = !fix.isEmpty() && PERL.compare(bounds.to(), fix) == Order.LESS;
        return bounds.isClosed() && !isFixBehind
                ? range(begin, new RangeEvent.LastAffected(bounds.to()))
                : range(begin, new RangeEvent.Fixed(bounds.isClosed() ? fix : bounds.to()));
    }

    /** The next that has so many digits: {@code 1.219001} behind {@code 1.219}, {@code 1.2.3.1} behind {@code 1.2.3}. */
    private static String behind(String version) {
        if (version.equals(FIRST) || version.equals("undef")) {
            return FIRST; // of anything that there is
        }
        boolean isDecimal = !version.startsWith("v") && version.indexOf('.') == version.lastIndexOf('.');
        int digits = isDecimal
                ? version.replace("_", "").length() - version.replace("_", "").indexOf('.') - 1
                : 0;
        return !isDecimal
                ? version + ".1"
                : version.indexOf('.') < 0 ? version + ".001" : version + "0".repeat((3 - digits % 3) % 3) + "001";
    }

    private static VersionRange range(RangeEvent... events) {
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, List.of(events));
    }
}
