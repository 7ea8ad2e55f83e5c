package io.tidewaiter.match.build;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Records of the Go vulnerability database that have ranges by a repository's tags beside those by the versions that the
 * module proxy knows. Where the proxy knows no tag of a module, its range says that all is affected from somewhere on, or
 * ends at a commit that every tag comes after; the tags tell it for whoever has one of them.
 */
public final class GoTags {
    /** A version that stands for a commit (Go modules reference, "Pseudo-versions"). */
    private static final Pattern PSEUDO = Pattern.compile(".*[-.][0-9]{14}-[0-9a-f]{12}(?:\\+.*)?");

    /** Why a commit cannot be judged by releases. */
    public static final String NO_TAG = "it was built from a commit of which no tag is known";

    /** One before the first tag, which begins below every release. */
    private static final Pattern UNTAGGED = Pattern.compile("v?0\\.0\\.0(?:-[0-9]{14}-[0-9a-f]{12}(?:\\+.*)?)?");

    private GoTags() {}

    /**
     * The order in which such a commit is known only to come before or after other commits, by their times, and not how it
     * stands to a tag.
     *
     * @param order of all other versions
     */
    public static VersionScheme ofCommit(VersionScheme order, String commit) {
        return new CommitOrder(order, commit);
    }

    private record CommitOrder(VersionScheme order, String commit) implements VersionScheme {
        @Override
        public String name() {
            return order.name();
        }

        @Override
        public boolean reads(String version) {
            return order.reads(version);
        }

        @Override
        public Order compare(String left, String right) {
            return isOpen(left, right) || isOpen(right, left) ? Order.CANNOT_TELL : order.compare(left, right);
        }

        private boolean isOpen(String one, String other) {
            return one.equals(commit) && !isUntagged(other);
        }

        static boolean isUntagged(String version) {
            return UNTAGGED.matcher(version).matches();
        }

        /** Tags tell nothing of a commit, and less than nothing where they are not known; times do. */
        static List<VersionRange> deciding(List<VersionRange> ranges) {
            List<VersionRange> byTime = ranges.stream()
                    .filter(range -> range.events().stream()
                            .anyMatch(event -> !event.version().equals("0") && isUntagged(event.version())))
                    .toList();
            return byTime.isEmpty()
                    ? ranges.stream()
                            .filter(range -> range.kind() == VersionRange.Kind.ECOSYSTEM)
                            .toList()
                    : byTime;
        }
    }

    /** The ranges that decide about the version: all, but of a record with both kinds those of its own kind. */
    public static List<VersionRange> deciding(
            Ecosystem ecosystem, VersionScheme scheme, String version, List<VersionRange> ranges) {
        if (ranges.size() < 2
                || !ecosystem.name().equals("Go")
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.SEMVER)
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.ECOSYSTEM)) {
            return ranges;
        }
        if (scheme instanceof CommitOrder) {
            return CommitOrder.deciding(ranges);
        }
        boolean isCommit = PSEUDO.matcher(version).matches();
        List<VersionRange> deciding = new ArrayList<>();
        for (VersionRange range : ranges) {
            boolean decides =
                    range.kind() == VersionRange.Kind.SEMVER ? isCommit || ends(range, scheme, version) : !isCommit;
            if (decides) {
                deciding.add(range);
            }
        }
        return deciding;
    }

    /**
     * Which of a record's ranges decided, for a person: what {@link #deciding} left of them; empty where it left all.
     *
     * @param all of the record
     */
    public static String word(String version, List<VersionRange> all, List<VersionRange> deciding) {
        if (deciding.size() == all.size()) {
            return "";
        }
        return PSEUDO.matcher(version).matches()
                ? " by the module proxy's versions, as it stands for a commit, of which the record's tags say nothing"
                : " by the record's tags, which decide over the module proxy's versions";
    }

    /** Whether the range ends behind the version; the proxy's open end is the one that the tags tell better. */
    private static boolean ends(VersionRange range, VersionScheme scheme, String version) {
        return range.events().stream()
                .filter(RangeEvent.Fixed.class::isInstance)
                .map(event -> scheme.compare(version, event.version()))
                .anyMatch(order -> order == Order.LESS || order == Order.CANNOT_TELL);
    }
}
