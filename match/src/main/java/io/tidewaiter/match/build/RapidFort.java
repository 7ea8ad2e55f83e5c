package io.tidewaiter.match.build;

import io.tidewaiter.advisory.rapidfort.RapidFortFixes;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Packages that RapidFort built again, which the mark in their version tells ({@link ThirdParty}). RapidFort has advisories
 * of its own, which speak of these where the database has them ({@code RapidFort:Ubuntu}).
 */
final class RapidFort {
    private static final Set<String> SYSTEMS = Set.of("Ubuntu", "Debian", "Red Hat");

    private RapidFort() {}

    /** The package as one of RapidFort's where it is one and RapidFort speaks; else as it is. */
    static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        Ecosystem ecosystem = installed.ecosystem();
        if (ecosystem == null || !SYSTEMS.contains(ecosystem.name()) || !ThirdParty.isRapidFort(installed.version())) {
            return installed;
        }
        Ecosystem own = new Ecosystem(RapidFortFixes.NAME, ecosystem.name());
        return speaks.test(own) ? installed.under(own) : installed;
    }
}
