package io.tidewaiter.match.build;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
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
    public static List<VersionRange> deciding(Ecosystem ecosystem, String version, List<VersionRange> ranges) {
        if (ranges.size() < 2
                || !ecosystem.name().equals("Go")
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.SEMVER)
                || ranges.stream().noneMatch(range -> range.kind() == VersionRange.Kind.ECOSYSTEM)) {
            return ranges;
        }
        boolean isCommit = PSEUDO.matcher(version).matches();
        List<VersionRange> deciding = new ArrayList<>();
        for (VersionRange range : ranges) {
            if (range.kind() == VersionRange.Kind.SEMVER) {
                deciding.addAll(isCommit ? List.of(range) : closed(range));
            } else if (!isCommit) {
                deciding.add(range);
            }
        }
        return deciding;
    }

    /** Its stretches that end with a fix; the proxy's open end is the one that the tags tell better. */
    private static List<VersionRange> closed(VersionRange range) {
        List<VersionRange> closed = new ArrayList<>();
        for (int i = 0; i + 1 < range.events().size(); i++) {
            if (range.events().get(i) instanceof RangeEvent.Introduced from
                    && range.events().get(i + 1) instanceof RangeEvent.Fixed fixed) {
                closed.add(new VersionRange(range.kind(), List.of(from, fixed)));
            }
        }
        return closed;
    }
}
