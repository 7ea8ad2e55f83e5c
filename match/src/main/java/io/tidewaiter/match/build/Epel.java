package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Packages of Fedora's EPEL on the distributions that it is for. Their distribution does not speak of them ({@link
 * ThirdParty}); EPEL has advisories of its own ({@code EPEL:9}), and speaks where the database has them. Since EPEL 10 each minor
 * release has builds of its own ({@code EPEL:10.1}), whose fixes hold for those first.
 */
public final class Epel {
    /** The ecosystem of its advisories. */
    public static final String NAME = "EPEL";

    private static final Pattern DIST = Pattern.compile("\\.el(\\d+)(?:_(\\d+))?");

    private Epel() {}

    /** The package as one of EPEL where it is one and EPEL speaks; else as it is. */
    public static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        if (!ThirdParty.isEpel(installed)) {
            return installed;
        }
        Optional<Ecosystem> minor = minor(installed.version());
        return release(installed.version())
                .filter(epel -> speaks.test(epel) || minor.filter(speaks).isPresent())
                .map(installed::under)
                .orElse(installed);
    }

    /** {@code 9} of {@code 1.11.1-1.el9}, {@code 10} of {@code 1-1.el10_1}. */
    private static Optional<Ecosystem> release(String version) {
        return dist(version).map(dist -> new Ecosystem(NAME, dist.group(1)));
    }

    /** {@code 10.1} of {@code 1-1.el10_1}; empty where the version names no minor release. */
    public static Optional<Ecosystem> minor(String version) {
        return dist(version)
                .filter(dist -> dist.group(2) != null)
                .map(dist -> new Ecosystem(NAME, dist.group(1) + "." + dist.group(2)));
    }

    /** The last mark of a distribution in the version. */
    private static Optional<MatchResult> dist(String version) {
        return version.indexOf(".el") < 0
                ? Optional.empty()
                : DIST.matcher(version).results().reduce((_, last) -> last);
    }
}
