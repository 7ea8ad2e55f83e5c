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

    private GoTags() {}

    /** The ranges that decide about the version: all, but of a record with both kinds those of its own kind. */
    public static List<VersionRange> deciding(
            Ecosystem ecosystem, VersionScheme scheme, String version, List<VersionRange> ranges) {
        if (ranges.size() < 2
                || !ecosystem.name().equals("Go")
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.SEMVER)
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.ECOSYSTEM)) {
            return ranges;
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
