package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.elf.PackageNoteCataloger;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Purl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What programs say of the packages that they were built from, beside what the package databases say: a package that a
 * database knows under its own name or that of its source is told by the database alone, any other once, whatever the
 * number of its programs.
 */
final class PackageNotes {
    private PackageNotes() {}

    /** Whether a program told it, and not a database: the inventory is not complete by it. */
    static boolean told(InstalledPackage installed) {
        return installed.evidence().cataloger().equals(PackageNoteCataloger.NAME);
    }

    /** Takes out what databases say better; what another distribution built is not this one's to judge. */
    static void settle(List<InstalledPackage> packages, OperatingSystem system) {
        if (packages.stream().noneMatch(PackageNotes::told)) {
            return;
        }
        Set<String> known = new HashSet<>();
        for (InstalledPackage installed : packages) {
            if (!told(installed)) {
                known.add(key(installed, installed.name()));
                SourcePackage source = installed.source();
                if (source != null) {
                    known.add(key(installed, source.name()));
                }
            }
        }
        Set<Purl> noted = new HashSet<>();
        packages.removeIf(installed ->
                told(installed) && (known.contains(key(installed, installed.name())) || !noted.add(installed.purl())));
        packages.replaceAll(
                installed -> told(installed) && isForeign(installed, system) ? installed.under(null) : installed);
    }

    private static String key(InstalledPackage installed, @Nullable String name) {
        return installed.purl().type() + '\n' + name;
    }

    private static boolean isForeign(InstalledPackage installed, OperatingSystem system) {
        String os = installed.attributes().getOrDefault("os", "").toLowerCase(Locale.ROOT);
        return !os.isEmpty() && !os.equals(system.id());
    }
}
