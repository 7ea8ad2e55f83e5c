package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.kernel.KernelCataloger;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Purl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kernels and their modules: where a package database knows the system, they are its packages, and it tells of them. */
final class Kernels {
    private Kernels() {}

    static void settle(List<InstalledPackage> packages) {
        boolean isKnown = packages.stream()
                .anyMatch(one -> PackageTypes.isDistribution(one.purl().type()) && !PackageNotes.told(one));
        Set<Purl> told = new HashSet<>();
        packages.removeIf(
                one -> one.evidence().cataloger().equals(KernelCataloger.NAME) && (isKnown || !told.add(one.purl())));
    }
}
