package io.tidewaiter.advisory.gentoo;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.json.DocumentFault;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code vulnerable} and {@code unaffected} elements of one package, as ranges (GLSA, {@code glsa.dtd}).
 *
 * <p>{@code lt le eq ge gt} compare versions; with an {@code r} before them they compare revisions of the very version:
 * {@code rge 1.8-r2} is 1.8-r2, 1.8-r3 and so on and nothing else. A vulnerable range minus the unaffected ones in it is
 * a row of events, because a version that stops being affected is a fix, and where the unaffected revisions end the next
 * stretch is introduced.
 */
final class GlsaRanges {
    /** No ebuild has had a revision beyond this. */
    private static final String LAST_REVISION = "-r99999999";

    private static final String ZERO = "0";

    private final List<Stretch> vulnerable = new ArrayList<>();
    private final List<Stretch> unaffected = new ArrayList<>();

    /**
     * Versions from one to another.
     *
     * @param from the first one in it; "0" for the very first
     * @param to where it ends; empty where it does not
     * @param withEnd whether the end belongs to it
     */
    private record Stretch(String from, String to, boolean withEnd) {}

    void add(boolean isUnaffected, String comparator, String version) {
        if (!VersionSchemes.PORTAGE.reads(version)) {
            throw new DocumentFault("a version that is none: " + version);
        }
        (isUnaffected ? unaffected : vulnerable).add(stretch(comparator, version));
    }

    private static Stretch stretch(String comparator, String version) {
        int dash = version.lastIndexOf("-r");
        String bare = dash < 0 ? version : version.substring(0, dash);
        return switch (comparator) {
            case "lt" -> new Stretch(ZERO, version, false);
            case "le" -> new Stretch(ZERO, version, true);
            case "eq", "req" -> new Stretch(version, version, true);
            case "ge" -> new Stretch(version, "", false);
            case "gt" -> new Stretch(after(version), "", false);
            case "rlt" -> new Stretch(bare, version, false);
            case "rle" -> new Stretch(bare, version, true);
            case "rge" -> new Stretch(version, bare + LAST_REVISION, true);
            case "rgt" -> new Stretch(after(version), bare + LAST_REVISION, true);
            default -> throw new DocumentFault("a comparison that GLSA does not know: " + comparator);
        };
    }

    /** The next revision. */
    private static String after(String version) {
        int dash = version.lastIndexOf("-r");
        if (dash < 0) {
            return version + "-r1";
        }
        String revision = version.substring(dash + 2);
        if (revision.length() > 8) {
            throw new DocumentFault("a revision that is none: " + version);
        }
        return version.substring(0, dash) + "-r" + (Integer.parseInt(revision) + 1);
    }

    /** One range for each vulnerable element. */
    List<VersionRange> ranges() {
        List<VersionRange> ranges = new ArrayList<>();
        for (Stretch one : vulnerable) {
            List<RangeEvent> events = new ArrayList<>();
            events.add(new RangeEvent.Introduced(one.from()));
            for (Stretch hole : unaffected) {
                if (isInside(hole, one)) {
                    events.add(new RangeEvent.Fixed(hole.from()));
                    if (!hole.to().isEmpty()) {
                        events.add(new RangeEvent.Introduced(hole.withEnd() ? end(hole.to()) : hole.to()));
                    }
                }
            }
            if (!one.to().isEmpty()) {
                events.add(new RangeEvent.Fixed(one.withEnd() ? end(one.to()) : one.to()));
            }
            ranges.add(new VersionRange(VersionRange.Kind.ECOSYSTEM, events));
        }
        if (ranges.isEmpty()) {
            throw new DocumentFault("a package of which nothing is vulnerable");
        }
        return ranges;
    }

    /** The first version after: GLSA's {@code le} and OSV's {@code last_affected} may not stand beside a fix. */
    private static String end(String version) {
        return version.endsWith(LAST_REVISION) ? version : after(version);
    }

    private static boolean isInside(Stretch hole, Stretch whole) {
        if (hole.from().equals(ZERO)) {
            return whole.from().equals(ZERO);
        }
        Order fromEnd = whole.to().isEmpty() ? Order.LESS : VersionSchemes.PORTAGE.compare(hole.from(), whole.to());
        boolean isBelow = fromEnd == Order.LESS || (fromEnd == Order.EQUAL && whole.withEnd());
        return isBelow
                && (whole.from().equals(ZERO)
                        || VersionSchemes.PORTAGE.compare(hole.from(), whole.from()) != Order.LESS);
    }
}
