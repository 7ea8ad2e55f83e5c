package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.function.Predicate;

/** Who speaks of a package of a distribution that somebody else built, and has advisories of his own. */
public final class Builders {
    private Builders() {}

    /** The package as one of its builder's ecosystem, where that one speaks; else as it is. */
    public static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        return Seal.seen(Hardened.seen(Epel.seen(installed, speaks), speaks), speaks);
    }
}
