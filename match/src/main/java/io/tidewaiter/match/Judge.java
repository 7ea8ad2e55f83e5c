package io.tidewaiter.match;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.PackedTexts;
import io.tidewaiter.match.build.Flavours;
import io.tidewaiter.match.build.GoTags;
import io.tidewaiter.match.build.MinorReleases;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one affected entry for one version as the OSV schema 1.7 says: listed versions, and ranges of which one is
 * enough. A GIT range never ends the evaluation; it makes the answer "cannot tell" only where nothing else answers.
 *
 * @param scheme the order that decides ({@link Flavours#order})
 * @param unordered why there is no order; empty where there is one
 * @param released the release that the version is somebody's own build of; empty where it is the release itself
 */
record Judge(Ecosystem ecosystem, VersionScheme scheme, String unordered, String version, String released) {
    /** Why most records do not speak for most versions. */
    static final String OUTSIDE = "the version lies in none of its ranges";

    private static final Judgement NOT_AFFECTED = new Judgement.NotAffected(OUTSIDE, "");

    /** The judge of one ecosystem's version, with the ecosystem's order or the reason why there is none. */
    static Judge of(Ecosystem ecosystem, String version) {
        return VersionSchemes.of(ecosystem)
                .map(scheme -> new Judge(
                        ecosystem,
                        Flavours.order(ecosystem, scheme),
                        "",
                        version,
                        Flavours.released(ecosystem, version)))
                .orElseGet(() -> new Judge(
                        ecosystem,
                        UNKNOWN_ORDER,
                        VersionSchemes.reasonWithout(ecosystem).orElse("no version order is known for the ecosystem"),
                        version,
                        ""));
    }

    /** The judge of a version that stands for a commit of which no tag is known. */
    static Judge ofCommit(Ecosystem ecosystem, String version) {
        Judge judge = of(ecosystem, version);
        return new Judge(ecosystem, GoTags.ofCommit(judge.scheme, version), GoTags.NO_TAG, version, judge.released);
    }

    Judgement of(AffectedPackage affected) {
        Judgement judgement = ofVersion(affected);
        if (released.isEmpty() || !(judgement instanceof Judgement.NotAffected) || namesBuilds(affected.ranges())) {
            return judgement;
        }
        Judgement ofRelease = new Judge(ecosystem, scheme, unordered, released, "").ofVersion(affected);
        return ofRelease instanceof Judgement.Affected(String range, String fixed, String rule)
                ? new Judgement.Affected(range, fixed, rule + " of " + released + ", which this is a build of")
                : judgement;
    }

    /** Such a record means what it says. */
    private boolean namesBuilds(List<VersionRange> ranges) {
        return ranges.stream()
                .flatMap(range -> range.events().stream())
                .anyMatch(event -> Flavours.isBuild(ecosystem, event.version()));
    }

    private Judgement ofVersion(AffectedPackage affected) {
        List<VersionRange> holding = List.of();
        boolean unsure = false;
        List<VersionRange> ranges = GoTags.deciding(ecosystem, scheme, version, affected.ranges());
        boolean onlyGit = !ranges.isEmpty();
        for (VersionRange range : ranges) {
            if (range.kind() == VersionRange.Kind.GIT) {
                continue;
            }
            onlyGit = false;
            switch (range.contains(scheme, version)) {
                case IN ->
                    holding = MinorReleases.holdFix(ecosystem, scheme, version, range) ? holding : with(holding, range);
                case CANNOT_TELL -> unsure = true;
                case OUT -> {}
            }
        }
        if (holding.size() == 1 && onlyFix(holding.getFirst()) instanceof RangeEvent.Fixed(String fix)) {
            String rule = "version range" + GoTags.word(version, affected.ranges(), ranges);
            return new Judgement.Affected("introduced 0, fixed " + fix, fix, rule);
        }
        if (!holding.isEmpty()) {
            return new Judgement.Affected(
                    readable(holding.getFirst()),
                    fixedInAll(holding),
                    "version range" + GoTags.word(version, affected.ranges(), ranges));
        }
        if (isListed(affected.versions(), affected.ranges().isEmpty() ? scheme : Flavours.exact(scheme))) {
            return new Judgement.Affected("versions list " + version, nextFixed(affected.ranges()), "listed version");
        }
        if (unsure) {
            return new Judgement.CannotTell(whyUnsure());
        }
        return onlyGit && affected.versions().isEmpty()
                ? new Judgement.CannotTell("the range names commits only")
                : NOT_AFFECTED;
    }

    /** What ends a range that only says below which version all are affected, as most do; null of any other. */
    private static RangeEvent.@Nullable Fixed onlyFix(VersionRange range) {
        List<RangeEvent> events = range.events();
        return events.size() == 2
                        && events.get(0) instanceof RangeEvent.Introduced(String from)
                        && from.equals("0")
                        && events.get(1) instanceof RangeEvent.Fixed fix
                ? fix
                : null;
    }

    /** Mostly there is one, and more often none. */
    private static List<VersionRange> with(List<VersionRange> holding, VersionRange range) {
        if (holding.isEmpty()) {
            return List.of(range);
        }
        List<VersionRange> more = new ArrayList<>(holding);
        more.add(range);
        return more;
    }

    private String whyUnsure() {
        if (!unordered.isEmpty()) {
            return unordered;
        }
        return scheme.reads(version)
                ? "the range names a version that is none in " + scheme.name() + " order"
                : "the version is none in " + scheme.name() + " order";
    }

    /** Whether the version is that one or above it. */
    boolean isReached(String fix) {
        return switch (scheme.compare(version, fix)) {
            case EQUAL, GREATER -> true;
            case LESS, CANNOT_TELL -> false;
        };
    }

    private boolean isListed(List<String> versions, VersionScheme order) {
        if (versions.isEmpty()) {
            return false;
        }
        int from = digits(version);
        int end = areFractions() ? from : end(version, from);
        if (versions instanceof PackedTexts packed) {
            return packed.holds(listed -> beginsAlike(version, from, end, listed), listed -> isSame(listed, order));
        }
        for (String listed : versions) {
            if (beginsAlike(version, from, end, listed) && isSame(listed, order)) {
                return true;
            }
        }
        return false;
    }

    /** Perl's 1.1 and 1.100 are equal, though they do not begin alike by their numbers. */
    private boolean areFractions() {
        return ecosystem.name().equals("CPAN");
    }

    /** Equal texts begin alike. */
    private boolean isSame(String listed, VersionScheme order) {
        return listed.equals(version) || order.compare(version, listed) == Order.EQUAL;
    }

    static boolean beginsAlike(String one, String other) {
        int from = digits(one);
        return beginsAlike(one, from, end(one, from), other);
    }

    /**
     * Whether two versions may be equal by their first numbers: a record lists hundreds of versions, and to compare with
     * each is most of the work. An epoch, which may be left out, comes before the first number, so that it says nothing
     * there. Behind it only numbers without a leading zero are compared, which in some orders is part of a fraction.
     */
    private static boolean beginsAlike(String one, int start, int firstEnd, CharSequence other) {
        int from = start;
        int end = firstEnd;
        int otherFrom = digits(other);
        int otherEnd = end(other, otherFrom);
        if (end == from || otherEnd == otherFrom || mayBeEpoch(one, end) || mayBeEpoch(other, otherEnd)) {
            return true;
        }
        while (end - from == otherEnd - otherFrom && isSame(one, from, end, other, otherFrom)) {
            from = end + 1;
            otherFrom = otherEnd + 1;
            if (!beginsPlainly(one, end) || !beginsPlainly(other, otherEnd)) {
                return true;
            }
            end = end(one, from);
            otherEnd = end(other, otherFrom);
        }
        return false;
    }

    private static boolean isSame(String one, int from, int end, CharSequence other, int otherFrom) {
        for (int i = from; i < end; i++) {
            if (one.charAt(i) != other.charAt(otherFrom + i - from)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a point and a number that does not begin with zero follow. */
    private static boolean beginsPlainly(CharSequence version, int at) {
        return at + 1 < version.length()
                && version.charAt(at) == '.'
                && version.charAt(at + 1) >= '1'
                && version.charAt(at + 1) <= '9';
    }

    /** Where the first number begins: behind a {@code v}, and behind zeros that do not count. */
    private static int digits(CharSequence version) {
        int at = !version.isEmpty() && (version.charAt(0) == 'v' || version.charAt(0) == 'V') ? 1 : 0;
        while (at + 1 < version.length() && version.charAt(at) == '0' && isDigit(version.charAt(at + 1))) {
            at++;
        }
        return at;
    }

    private static int end(CharSequence version, int from) {
        int end = from;
        while (end < version.length() && isDigit(version.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean mayBeEpoch(CharSequence version, int end) {
        return end < version.length() && (version.charAt(end) == ':' || version.charAt(end) == '!');
    }

    /** The version from which on no range holds: the highest of the next fixes; empty where one range has none. */
    private String fixedInAll(List<VersionRange> holding) {
        String highest = "";
        for (VersionRange range : holding) {
            String next = nextFixed(List.of(range));
            if (next.isEmpty()) {
                return "";
            }
            highest = highest.isEmpty() || scheme.compare(next, highest) == Order.GREATER ? next : highest;
        }
        return highest;
    }

    /** The lowest fix above the version. */
    private String nextFixed(List<VersionRange> ranges) {
        String lowest = "";
        for (VersionRange range : ranges) {
            if (range.kind() == VersionRange.Kind.GIT) {
                continue;
            }
            for (RangeEvent event : range.events()) {
                boolean isAbove = event instanceof RangeEvent.Fixed && isAbove(event.version());
                if (isAbove && (lowest.isEmpty() || scheme.compare(event.version(), lowest) == Order.LESS)) {
                    lowest = event.version();
                }
            }
        }
        return lowest;
    }

    private boolean isAbove(String other) {
        return scheme.compare(version, other) == Order.LESS;
    }

    /** The stretch of a range that the version lies in: {@code introduced 1.9.0, fixed 1.9.1}. */
    private String readable(VersionRange range) {
        String from = "0";
        String end = "";
        String endVersion = "";
        for (RangeEvent event : range.events()) {
            String at = event.version();
            if (event instanceof RangeEvent.Introduced) {
                boolean isReached = !at.equals("0") && !isAbove(at);
                from = isReached && (from.equals("0") || scheme.compare(at, from) == Order.GREATER) ? at : from;
            } else if (isAbove(at) || scheme.compare(version, at) == Order.EQUAL) {
                boolean isNearer = endVersion.isEmpty() || scheme.compare(at, endVersion) == Order.LESS;
                end = isNearer ? word(event) + " " + at : end;
                endVersion = isNearer ? at : endVersion;
            }
        }
        return end.isEmpty() ? "introduced " + from + ", no end known" : "introduced " + from + ", " + end;
    }

    static String word(RangeEvent event) {
        return switch (event) {
            case RangeEvent.Introduced _ -> "introduced";
            case RangeEvent.Fixed _ -> "fixed";
            case RangeEvent.LastAffected _ -> "last affected";
            case RangeEvent.Limit _ -> "limit";
        };
    }

    /** The order of an ecosystem that has none we know: it reads nothing, and is never wrong. */
    static final VersionScheme UNKNOWN_ORDER = new VersionScheme() {
        @Override
        public String name() {
            return "any known";
        }

        @Override
        public boolean reads(String version) {
            return false;
        }

        @Override
        public Order compare(String left, String right) {
            return Order.CANNOT_TELL;
        }
    };
}
