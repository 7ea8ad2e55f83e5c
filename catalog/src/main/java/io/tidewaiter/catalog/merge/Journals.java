package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Journals of package managers that have not been laid into the status beside them: {@code updates/0000}, {@code 0001} …
 * Each entry takes the place of what the status, and earlier entries, say of the same package and architecture, as the
 * package manager itself does at its next start. dpkg leaves some behind where a run did not end; vcpkg leaves those of
 * its last run, so a folder that it filled in one run has an empty status.
 */
final class Journals {
    private static final Set<String> CATALOGERS = Set.of("dpkg", "vcpkg");

    /** Folders of a database that hold a part of it. */
    private static final String JOURNAL = "updates";

    private static final String SINGLE = "status.d";

    private Journals() {}

    /** Takes out what a journal entry says otherwise. */
    static void lay(List<InstalledPackage> packages) {
        Map<String, String> last = new HashMap<>();
        for (InstalledPackage installed : packages) {
            if (isEntry(installed)) {
                last.merge(
                        key(installed),
                        installed.evidence().path(),
                        (one, other) -> number(one) >= number(other) ? one : other);
            }
        }
        if (!last.isEmpty()) {
            packages.removeIf(installed -> {
                String by = CATALOGERS.contains(installed.evidence().cataloger()) ? last.get(key(installed)) : null;
                return by != null
                        && (!by.equals(installed.evidence().path())
                                || installed.attributes().containsKey(Fact.REMOVED));
            });
        }
    }

    private static boolean isEntry(InstalledPackage installed) {
        return CATALOGERS.contains(installed.evidence().cataloger())
                && last(parent(installed.evidence().path())).equals(JOURNAL);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long number(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.length() > 18 ? Long.MAX_VALUE : Long.parseLong(name);
    }

    /** The database and the package: entries and status of one folder meet. */
    private static String key(InstalledPackage installed) {
        String folder = parent(installed.evidence().path());
        String part = last(folder);
        return installed.evidence().cataloger()
                + '\n'
                + (part.equals(JOURNAL) || part.equals(SINGLE) ? parent(folder) : folder)
                + '\n'
                + installed.name()
                + '\n'
                + installed.architecture()
                + '\n'
                + installed.purl().qualifiers().getOrDefault("triplet", "");
    }
}
