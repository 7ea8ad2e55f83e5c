package io.tidewaiter.match;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.match.build.Flavours;
import io.tidewaiter.match.build.GoTags;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import java.util.List;
import java.util.StringJoiner;

/**
 * Why a record does not speak for a version, in words.
 *
 * @param rule what decided
 * @param change what would change it
 */
record NonMatch(String rule, String change) {
    private static final int EVENTS_MAX = 12;
    private static final int RANGES_MAX = 12;
    private static final int VERSIONS_MAX = 5;

    static NonMatch of(Verdicts.Said said) {
        AffectedPackage affected = said.affected();
        if (said.judgement() instanceof Judgement.NotAffected(String why, String change) && !change.isEmpty()) {
            return new NonMatch(why, change);
        }
        if (isVendorsNo(affected)) {
            return new NonMatch(
                    said.advisory().feed() + " says that the package is not affected"
                            + (affected.note().isEmpty() ? "" : ": " + affected.note()),
                    "another word of " + said.advisory().feed());
        }
        return outside(said.judge(), affected);
    }

    /** What the vendor says of a vulnerability that has no fix, to be added to the rule, and what would change it. */
    static NonMatch open(Verdicts.Said said) {
        String feed = said.advisory().feed();
        String note = said.affected().note();
        String state = switch (said.affected().openState()) {
            case FIXED, AFFECTED -> "";
            case FIX_DEFERRED -> "the fix is deferred";
            case WILL_NOT_FIX -> "it will not be fixed";
            case END_OF_LIFE -> "the release gets no more fixes";
            case UNDER_INVESTIGATION -> "it is under investigation";
        };
        String word = state + (state.isEmpty() || note.isEmpty() ? "" : ", ") + note;
        String change = switch (said.affected().openState()) {
            case FIXED, AFFECTED -> "a fix, of which the record knows none yet";
            case FIX_DEFERRED -> "a fix, which " + feed + " has deferred";
            case WILL_NOT_FIX -> "another word of " + feed + ", or a release that has the fix";
            case END_OF_LIFE -> "a release that is supported";
            case UNDER_INVESTIGATION -> "what " + feed + " finds";
        };
        return new NonMatch(word.isEmpty() ? "" : "; " + feed + " says: " + word, change);
    }

    /** Nothing is affected from the first version on: "0" is the fix that feeds write for "never". */
    static boolean isVendorsNo(AffectedPackage affected) {
        return affected.isNotAffected() || hasOnlyZeros(affected);
    }

    private static boolean hasOnlyZeros(AffectedPackage affected) {
        return affected.versions().isEmpty()
                && !affected.ranges().isEmpty()
                && affected.ranges().stream()
                        .allMatch(range -> range.events().stream()
                                .anyMatch(event -> event instanceof RangeEvent.Fixed
                                        && event.version().equals("0")));
    }

    private static NonMatch outside(Judge judge, AffectedPackage affected) {
        String fixed = "";
        String later = "";
        String last = "";
        String limit = "";
        VersionScheme scheme = judge.scheme();
        List<VersionRange> ranges = GoTags.deciding(judge.ecosystem(), scheme, judge.version(), affected.ranges());
        String who = GoTags.word(judge.version(), affected.ranges(), ranges);
        for (VersionRange range : ranges) {
            for (RangeEvent event : range.events()) {
                String at = event.version();
                Order order = scheme.compare(judge.version(), at);
                switch (event) {
                    case RangeEvent.Fixed _ -> fixed = reached(order) && isHigher(scheme, at, fixed) ? at : fixed;
                    case RangeEvent.LastAffected _ -> last = order == Order.GREATER ? at : last;
                    case RangeEvent.Introduced _ -> later = order == Order.LESS && later.isEmpty() ? at : later;
                    case RangeEvent.Limit _ -> limit = reached(order) && isHigher(scheme, at, limit) ? at : limit;
                }
            }
        }
        if (!fixed.isEmpty()) {
            boolean isOfOther =
                    Flavours.exact(scheme).compare(judge.version(), fixed) != scheme.compare(judge.version(), fixed);
            return new NonMatch(
                    "the installed version has the fix: fixed in " + fixed
                            + (isOfOther ? ", of which it is the build for another runtime" : "") + who,
                    "a version before " + fixed);
        }
        if (!last.isEmpty()) {
            return new NonMatch(
                    "the installed version is after the last affected one, " + last + who, "version " + last);
        }
        if (!limit.isEmpty()) {
            return new NonMatch(
                    "the installed version is after those that it speaks of, which are below " + limit + who,
                    "a version before " + limit);
        }
        if (!later.isEmpty()) {
            return new NonMatch(
                    "the installed version is from before the vulnerability: introduced in " + later + who,
                    "version " + later + " or a later one");
        }
        return new NonMatch(
                "the installed version is none of those that it lists" + who, "one of the versions that it lists");
    }

    private static boolean reached(Order order) {
        return order == Order.GREATER || order == Order.EQUAL;
    }

    private static boolean isHigher(VersionScheme scheme, String one, String other) {
        return other.isEmpty() || scheme.compare(one, other) == Order.GREATER;
    }

    /** What an entry calls affected: its ranges, how many versions it lists, and the symbols of Go that are meant. */
    static String readable(AffectedPackage affected) {
        StringJoiner out = new StringJoiner("; ");
        for (VersionRange range : affected.ranges().stream().limit(RANGES_MAX).toList()) {
            StringJoiner events = new StringJoiner(", ");
            range.events().stream()
                    .limit(EVENTS_MAX)
                    .forEach(event -> events.add(Judge.word(event) + " " + event.version()));
            boolean isCut = range.events().size() > EVENTS_MAX;
            out.add((range.kind() == VersionRange.Kind.GIT ? "commits: " : "") + events + (isCut ? ", …" : ""));
        }
        if (affected.ranges().size() > RANGES_MAX) {
            out.add((affected.ranges().size() - RANGES_MAX) + " more ranges");
        }
        if (!affected.versions().isEmpty()) {
            int more = affected.versions().size() - VERSIONS_MAX;
            out.add("versions "
                    + String.join(
                            ", ",
                            affected.versions().stream().limit(VERSIONS_MAX).toList())
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        if (!affected.symbols().isEmpty()) {
            int more = affected.symbols().size() - VERSIONS_MAX;
            out.add("where it is used: "
                    + String.join(
                            ", ",
                            affected.symbols().stream().limit(VERSIONS_MAX).toList())
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        return out.toString();
    }
}
