package io.tidewaiter.match.build;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import java.util.function.Predicate;

/** Who speaks of a package of a distribution that somebody else built, and has advisories of his own. */
public final class Builders {
    private Builders() {}

    /** The package as one of its builder's ecosystem, where that one speaks; else as it is. */
    public static InstalledPackage seen(InstalledPackage installed, AdvisoryDb db) {
        return Seal.seen(others(installed, db::covers), records -> Seal.know(db, records, installed));
    }

    /** The package as one of its builder's ecosystem, whether that one speaks or not. */
    public static InstalledPackage seen(InstalledPackage installed) {
        return Seal.seen(others(installed, _ -> true), _ -> true);
    }

    private static InstalledPackage others(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        return RapidFort.seen(Hardened.seen(Epel.seen(installed, speaks), speaks), speaks);
    }
}
