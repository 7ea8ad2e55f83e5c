package io.tidewaiter.advisory.gentoo;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.json.DocumentFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code vulnerable} and {@code unaffected} elements of one package, as ranges (GLSA, {@code glsa.dtd}).
 *
 * <p>{@code lt le eq ge gt} compare versions; with an {@code r} before them they compare revisions of the very version:
 * {@code rge 1.8-r2} is 1.8-r2, 1.8-r3 and so on and nothing else. A vulnerable range minus the unaffected ones in it is
 * a row of events, because a version that stops being affected is a fix, and where the unaffected revisions end the next
 * stretch is introduced.
 *
 * <p>Which slot is installed nobody tells us. Where the elements are of several slots, one that is named as its versions
 * begin ({@code slot="3.8"}, {@code 3.8.12}) is the versions that begin so, and an unaffected element of any other slot
 * takes nothing from a vulnerable one of another: rather a finding too many than a missed one.
 */
final class GlsaRanges {
    /** No ebuild has had a revision beyond this. */
    private static final String LAST_REVISION = "-r99999999";

    private static final String ZERO = "0";
    private static final String ALL_SLOTS = "*";
    private static final String FIRST_OF_SLOT = "_alpha";
    private static final String LAST_OF_SLOT = ".99999999";

    private final List<Stretch> vulnerable = new ArrayList<>();
    private final List<Stretch> unaffected = new ArrayList<>();
    private final Set<String> slots = new HashSet<>();

    /**
     * Versions from one to another.
     *
     * @param from the first one in it; "0" for the very first
     * @param to where it ends; empty where it does not
     * @param withEnd whether the end belongs to it
     * @param slot {@code *} for every one
     */
    private record Stretch(String from, String to, boolean withEnd, String slot) {
        Stretch(String from, String to, boolean withEnd) {
            this(from, to, withEnd, ALL_SLOTS);
        }

        Stretch in(String otherSlot) {
            return new Stretch(from, to, withEnd, otherSlot);
        }

        /** The part of it that is of the slot, where versions show which one they are of. */
        Stretch withinItsSlot() {
            String mark = from.equals(ZERO) ? to : from;
            boolean shows = !slot.equals(ALL_SLOTS) && !slot.equals(ZERO) && begins(mark, slot);
            return shows
                    ? new Stretch(
                            from.equals(ZERO) ? slot + FIRST_OF_SLOT : from,
                            to.isEmpty() ? slot + LAST_OF_SLOT : to,
                            withEnd || to.isEmpty(),
                            slot)
                    : this;
        }

        private static boolean begins(String version, String slot) {
            return version.startsWith(slot)
                    && (version.length() == slot.length() || "._-".indexOf(version.charAt(slot.length())) >= 0);
        }
    }

    /** One element; the slot is without its part behind the slash, and empty or {@code *} for all. */
    void add(boolean isUnaffected, String slot, String comparator, String version) {
        if (!VersionSchemes.PORTAGE.reads(version)) {
            throw new DocumentFault("a version that is none: " + version);
        }
        String known = slot.isEmpty() ? ALL_SLOTS : slot;
        if (!known.equals(ALL_SLOTS)) {
            slots.add(known);
        }
        (isUnaffected ? unaffected : vulnerable)
                .add(stretch(comparator, version).in(known));
    }

    /** A single slot need not be told from others. */
    private Stretch told(Stretch stretch) {
        return slots.size() > 1 ? stretch.withinItsSlot() : stretch.in(ALL_SLOTS);
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
        for (Stretch whole : vulnerable) {
            Stretch one = told(whole);
            List<RangeEvent> events = new ArrayList<>();
            events.add(new RangeEvent.Introduced(one.from()));
            for (Stretch part : unaffected) {
                Stretch hole = told(part);
                if (isOfSlot(hole, one) && isInside(hole, one)) {
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

    /** Whether what is unaffected in its slot is so for what the other one speaks of: its versions may show that. */
    private static boolean isOfSlot(Stretch hole, Stretch whole) {
        return hole.slot().equals(ALL_SLOTS)
                || hole.slot().equals(whole.slot())
                || (whole.slot().equals(ALL_SLOTS) && hole.to().equals(hole.slot() + LAST_OF_SLOT));
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
