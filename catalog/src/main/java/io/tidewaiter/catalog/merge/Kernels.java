package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.kernel.KernelCataloger;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Purl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kernels and their modules: of those that a package owns the package tells; each other is told once. */
final class Kernels {
    private Kernels() {}

    /** @param packages whose owners are marked */
    static void settle(List<InstalledPackage> packages) {
        Set<Purl> told = new HashSet<>();
        packages.removeIf(one -> one.evidence().cataloger().equals(KernelCataloger.NAME)
                && (one.attributes().containsKey(Owners.ATTRIBUTE) || !told.add(one.purl())));
    }
}
