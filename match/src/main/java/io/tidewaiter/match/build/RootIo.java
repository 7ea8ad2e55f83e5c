package io.tidewaiter.match.build;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageNames;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Packages that Root.io built again with fixes of later versions, and its records of them (OSV ecosystem {@code Root},
 * {@code Root:Debian:12}, {@code Root:npm}). Such a package has the name that upstream gave it or one with Root's mark
 * before it; the records always have the mark. A record says from which build on a vulnerability is fixed, and of builds
 * before that nothing: whether these are affected is told by whoever speaks of the package under upstream's name.
 */
public final class RootIo {
    private static final String ECOSYSTEM = "Root";
    private static final String SCOPE = "@rootio/";
    private static final String GROUP = "io.root.";
    private static final String PREFIX = "rootio-";
    private static final String MARK = "root.io";

    /** Digits of an apk's revision: the one of the distribution, and four that Root counts its builds with. */
    private static final int REVISION_DIGITS = 5;

    private static final int NAMED_MAX = 5;

    private RootIo() {}

    /** The package's name as upstream has it: without Root's mark, where it has one. */
    public static String upstream(Ecosystem ecosystem, String name) {
        return switch (ecosystem.name()) {
            case "npm" -> name.startsWith(SCOPE) ? scoped(name.substring(SCOPE.length())) : without(PREFIX, name);
            case "Maven" -> without(GROUP, name);
            case "PyPI" -> {
                String normal = name.startsWith("rootio") ? PackageNames.normal(ecosystem, name) : name;
                yield normal.startsWith(PREFIX) ? normal.substring(PREFIX.length()) : name;
            }
            case "Debian", "Ubuntu", "Alpine" -> without(PREFIX, name);
            default -> name;
        };
    }

    private static String without(String mark, String name) {
        return name.startsWith(mark) && name.length() > mark.length() ? name.substring(mark.length()) : name;
    }

    /** {@code @babel/core} of {@code babel__core}. */
    private static String scoped(String name) {
        int gap = name.indexOf("__");
        return gap > 0 ? "@" + name.substring(0, gap) + "/" + name.substring(gap + 2) : name;
    }

    /** The name under which Root's records speak of an upstream package. */
    public static String named(Ecosystem ecosystem, String upstream) {
        return switch (ecosystem.name()) {
            case "npm" ->
                SCOPE + (upstream.startsWith("@") ? upstream.substring(1).replaceFirst("/", "__") : upstream);
            case "Maven" -> GROUP + upstream;
            default -> PREFIX + upstream;
        };
    }

    /** The ecosystem of Root's records of the package, where it is one of Root's by its name or its version. */
    public static Optional<Ecosystem> records(Ecosystem ecosystem, String name, String version) {
        boolean isBuild = switch (ecosystem.name()) {
            case "npm", "Maven", "PyPI", "Debian", "Ubuntu" -> version.contains(MARK);
            case "Alpine" -> isLongRevision(version);
            default -> false;
        };
        if (!isBuild && upstream(ecosystem, name).equals(name)) {
            return Optional.empty();
        }
        String release = ecosystem.release();
        String bare = release.startsWith("v") ? release.substring(1) : release.replace(":LTS", "");
        return Optional.of(new Ecosystem(ECOSYSTEM, new Ecosystem(ecosystem.name(), bare).toString()));
    }

    /**
     * The version of upstream or of the distribution that it was built from: {@code 1.6-2.1} of {@code 1.6-2.1.root.io.2},
     * {@code 1.44.2-r2} of {@code 1.44.2-r20071}. What others say is said of that one: by the order Root's own mark may
     * stand behind a fix that it does not have.
     */
    public static String base(Ecosystem ecosystem, String version) {
        if (ecosystem.name().equals("Alpine")) {
            return isLongRevision(version) ? version.substring(0, version.length() - REVISION_DIGITS + 1) : version;
        }
        int at = version.indexOf(MARK);
        return at > 1 ? version.substring(0, at - 1) : version;
    }

    private static boolean isLongRevision(String version) {
        int at = version.lastIndexOf("-r");
        return at > 0
                && version.length() - at - 2 >= REVISION_DIGITS
                && version.chars().skip(at + 2L).allMatch(c -> c >= '0' && c <= '9');
    }

    /** A record's entry as what it is, a word that the builds from the fix on are not affected; empty where it has none. */
    public static Optional<AffectedPackage> denial(AffectedPackage entry) {
        List<VersionRange> fixed = new ArrayList<>();
        for (VersionRange range : entry.ranges()) {
            List<RangeEvent> events = new ArrayList<>();
            for (RangeEvent event : range.events()) {
                switch (event) {
                    case RangeEvent.Fixed(String version) -> events.add(new RangeEvent.Introduced(version));
                    case RangeEvent.Introduced(String version)
                    when !version.equals("0") -> events.add(new RangeEvent.Fixed(version));
                    default -> {}
                }
            }
            if (events.stream().anyMatch(RangeEvent.Introduced.class::isInstance)) {
                fixed.add(new VersionRange(range.kind(), events));
            }
        }
        return fixed.isEmpty()
                ? Optional.empty()
                : Optional.of(new AffectedPackage(
                        entry.advisory(),
                        fixed,
                        List.of(),
                        entry.openState(),
                        entry.severityWord(),
                        entry.scores(),
                        entry.symbols(),
                        true,
                        entry.note().isEmpty() ? "builds have the fix from " + builds(fixed) + " on" : entry.note(),
                        entry.scope()));
    }

    private static String builds(List<VersionRange> fixed) {
        return fixed.stream()
                .flatMap(range -> range.events().stream())
                .filter(RangeEvent.Introduced.class::isInstance)
                .map(RangeEvent::version)
                .limit(NAMED_MAX)
                .collect(Collectors.joining(", "));
    }
}
