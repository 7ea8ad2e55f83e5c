package io.tidewaiter.match.build;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds of RHEL say for which minor release they are ({@code el9_4} of {@code 3.9.18-10.el9_4}). Where one vulnerability was
 * fixed in several, a build is judged by the fix of its own, though it may be less than that of a later one, whether one
 * record names all fixes or each has a notice of its own. A rebuild supports one minor release at a time, and its notice for
 * the next one goes on speaking of builds of the last, as OSV has it.
 */
public final class MinorReleases {
    private static final Set<String> SYSTEMS = Set.of("Red Hat", "CentOS", "Scientific Linux");
    private static final Pattern MARK = Pattern.compile("\\.el\\d+_\\d+(?![0-9])");

    private MinorReleases() {}

    /** Whether the version holds the last fix that the range names for the minor release that it was built for. */
    public static boolean holdFix(Ecosystem ecosystem, VersionScheme order, String version, VersionRange range) {
        if (range.events().size() <= 2 || !SYSTEMS.contains(ecosystem.name())) {
            return false;
        }
        String mark = mark(version);
        boolean holds = false;
        for (RangeEvent event : range.events()) {
            if (event instanceof RangeEvent.Fixed(String fix)
                    && !mark.isEmpty()
                    && mark(fix).equals(mark)) {
                if (order.compare(version, fix) == Order.LESS) {
                    return false;
                }
                holds = true;
            }
        }
        return holds;
    }

    /** Whether a version says for which minor release it is, and so may hold a fix of its own. */
    public static boolean isMarked(Ecosystem ecosystem, String version) {
        return SYSTEMS.contains(ecosystem.name()) && !mark(version).isEmpty();
    }

    /** The fixes that an entry names for the minor release of that version; mostly none. */
    public static List<String> fixes(String version, AffectedPackage entry) {
        if (entry.isNotAffected() || entry.isOutvoted()) {
            return List.of();
        }
        String mark = mark(version);
        return entry.ranges().stream()
                .flatMap(range -> range.events().stream())
                .filter(event -> event instanceof RangeEvent.Fixed
                        && mark(event.version()).equals(mark))
                .map(RangeEvent::version)
                .toList();
    }

    private static String mark(String version) {
        Matcher mark = MARK.matcher(version);
        return mark.find() ? mark.group() : "";
    }
}
