package io.tidewaiter.catalog.merge;

import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal of a run of dpkg that did not end ({@code updates/0000}, {@code 0001} …): each entry takes the place of what
 * the status, and earlier entries, say of the same package and architecture, as dpkg itself does at its next start.
 */
final class DpkgJournals {
    private static final String FOLDER = "lib/dpkg/updates/";

    private DpkgJournals() {}

    /** Takes out what a journal entry says otherwise. */
    static void lay(List<InstalledPackage> packages) {
        Map<String, String> last = new HashMap<>();
        for (InstalledPackage installed : packages) {
            if (entry(installed) >= 0) {
                last.merge(
                        key(installed),
                        installed.evidence().path(),
                        (one, other) -> number(one) >= number(other) ? one : other);
            }
        }
        if (!last.isEmpty()) {
            packages.removeIf(installed -> {
                String by = installed.evidence().cataloger().equals("dpkg") ? last.get(key(installed)) : null;
                return by != null && !by.equals(installed.evidence().path());
            });
        }
    }

    /** Where the name of an entry begins in the path of a package's evidence; -1 where that is no entry. */
    private static int entry(InstalledPackage installed) {
        String path = installed.evidence().path();
        int at = installed.evidence().cataloger().equals("dpkg") ? path.lastIndexOf('/') + 1 - FOLDER.length() : -1;
        return at >= 0 && path.startsWith(FOLDER, at) ? at : -1;
    }

    private static long number(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.length() > 18 ? Long.MAX_VALUE : Long.parseLong(name);
    }

    /** The database and the package: entries and status of one folder meet. */
    private static String key(InstalledPackage installed) {
        String path = installed.evidence().path();
        int at = path.lastIndexOf("lib/dpkg/");
        return path.substring(0, Math.max(0, at)) + '\n' + installed.name() + '\n' + installed.architecture();
    }
}
