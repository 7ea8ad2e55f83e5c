package io.tidewaiter.advisory.cpan;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code affected_versions} of an advisory: texts of which one is enough, each of bounds between commas that hold together,
 * {@code >=2.9003,<4.039}; a version alone, or behind {@code =} or {@code ==}, stands for itself.
 */
final class CpanRanges {
    private static final int MAX = 10_000;
    private static final String FIRST = "0";

    private CpanRanges() {}

    /** A lower and an upper bound, each empty where there is none. */
    private record Bounds(String from, String to, boolean isClosed) {}

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
        return VersionSchemes.PERL.reads(version) ? version : "";
    }

    private static boolean read(String text, String fix, List<VersionRange> ranges) {
        Bounds bounds = new Bounds("", "", false);
        boolean isBounded = false;
        for (String part : text.split(",", -1)) {
            String bound = part.strip();
            String comparator = bound.replaceFirst("^([<>=]*).*", "$1");
            String version = bound.substring(comparator.length()).strip();
            if (!VersionSchemes.PERL.reads(version)) {
                return false;
            }
            switch (comparator) {
                case "", "=", "==" ->
                    ranges.add(range(new RangeEvent.Introduced(version), new RangeEvent.LastAffected(version)));
                case ">=", ">" -> {
                    isBounded = true;
                    bounds = new Bounds(
                            comparator.equals(">") ? behind(version) : version, bounds.to(), bounds.isClosed());
                }
                case "<=", "<" -> {
                    isBounded = true;
                    bounds = new Bounds(bounds.from(), version, comparator.equals("<="));
                }
                default -> {
                    return false;
                }
            }
        }
        if (isBounded) {
            ranges.add(range(bounds, fix));
        }
        return true;
    }

    private static VersionRange range(Bounds bounds, String fix) {
        RangeEvent begin = new RangeEvent.Introduced(bounds.from().isEmpty() ? FIRST : bounds.from());
        if (bounds.to().isEmpty()) {
            return range(begin);
        }
        boolean isFixBehind = !fix.isEmpty() && VersionSchemes.PERL.compare(bounds.to(), fix) == Order.LESS;
        return bounds.isClosed() && !isFixBehind
                ? range(begin, new RangeEvent.LastAffected(bounds.to()))
                : range(begin, new RangeEvent.Fixed(bounds.isClosed() ? fix : bounds.to()));
    }

    /** The next that has so many digits: {@code 1.219001} behind {@code 1.219}, {@code 1.2.3.1} behind {@code 1.2.3}. */
    private static String behind(String version) {
        if (version.equals(FIRST)) {
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
