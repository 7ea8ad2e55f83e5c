package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Packages of Fedora's EPEL on the distributions that it is for. Their distribution does not speak of them ({@link
 * ThirdParty}); EPEL has advisories of its own ({@code EPEL:9}), and speaks where the database has them.
 */
public final class Epel {
    private static final String DIST = ".el";

    private Epel() {}

    /** The package as one of EPEL where it is one and EPEL speaks; else as it is. */
    public static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        if (!ThirdParty.isEpel(installed)) {
            return installed;
        }
        return release(installed)
                .filter(speaks)
                .map(epel -> new InstalledPackage(
                        installed.purl(),
                        epel,
                        installed.name(),
                        installed.version(),
                        installed.source(),
                        installed.architecture(),
                        installed.evidence(),
                        installed.introducedBy(),
                        installed.attributes()))
                .orElse(installed);
    }

    /** {@code 9} of {@code 1.11.1-1.el9}, {@code 10} of {@code 1-1.el10_1}. */
    private static Optional<Ecosystem> release(InstalledPackage installed) {
        String version = installed.version();
        int from = version.lastIndexOf(DIST) + DIST.length();
        int end = from;
        while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return from < DIST.length() || end == from
                ? Optional.empty()
                : Optional.of(new Ecosystem("EPEL", version.substring(from, end)));
    }
}
