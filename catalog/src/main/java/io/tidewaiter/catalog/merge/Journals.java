package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Journals of package managers that have not been laid into the status beside them: {@code updates/0000}, {@code 0001} …
 * Each entry takes the place of what the status, and earlier entries, say of the same package and architecture, as the
 * package manager itself does at its next start. dpkg leaves some behind where a run did not end; vcpkg leaves those of
 * its last run, so a folder that it filled in one run has an empty status.
 */
final class Journals {
    /** By cataloger, the folder of its databases, in which the journal is. */
    private static final Map<String, String> FOLDERS = Map.of("dpkg", "lib/dpkg/", "vcpkg", "vcpkg/");

    private static final String JOURNAL = "updates/";

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
                String by = FOLDERS.containsKey(installed.evidence().cataloger()) ? last.get(key(installed)) : null;
                return by != null
                        && (!by.equals(installed.evidence().path())
                                || installed.attributes().containsKey(Fact.REMOVED));
            });
        }
    }

    private static boolean isEntry(InstalledPackage installed) {
        String folder = FOLDERS.get(installed.evidence().cataloger());
        String path = installed.evidence().path();
        int name = path.lastIndexOf('/') + 1;
        return folder != null
                && name > 0
                && RootPath.within(path.substring(0, name), folder).equals(JOURNAL);
    }

    private static long number(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.length() > 18 ? Long.MAX_VALUE : Long.parseLong(name);
    }

    /** The database and the package: entries and status of one folder meet. */
    private static String key(InstalledPackage installed) {
        String cataloger = installed.evidence().cataloger();
        String path = installed.evidence().path();
        int at = RootPath.find(path, FOLDERS.getOrDefault(cataloger, ""));
        return cataloger
                + '\n'
                + path.substring(0, Math.max(0, at))
                + '\n'
                + installed.name()
                + '\n'
                + installed.architecture()
                + '\n'
                + installed.purl().qualifiers().getOrDefault("triplet", "");
    }
}
