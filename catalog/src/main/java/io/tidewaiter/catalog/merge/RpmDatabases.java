package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.channel.RpmDatabase;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides among several rpm databases of one root.
 *
 * <p>rpm uses one file of a folder; another one is left from an rpm that kept its database in another form. Which one rpm
 * uses is set in its macros. Where an image has none, or none of that form is there, the file of the newest layer is taken,
 * in the same layer SQLite before NDB before Berkeley DB, as rpm itself went. A database without packages displaces
 * nothing. Databases in several folders are all true, unless a macro names one of them; what they say in common is told
 * once. The database that rpm-ostree keeps of its base is history
 * where there is another one.
 */
final class RpmDatabases {
    private static final List<String> FORMS = List.of("Packages", "Packages.db", "rpmdb.sqlite");
    private static final String BASE = "usr/lib/sysimage/rpm-ostree-base-db/";
    private static final List<String> FOLDERS =
            List.of(BASE, "usr/lib/sysimage/rpm/", "usr/share/rpm/", "var/lib/rpm/");

    private static final Map<String, Integer> BACKENDS = Map.of("bdb", 0, "bdb_ro", 0, "ndb", 1, "sqlite", 2);

    private final RpmDatabase said;
    private final Map<String, Database> databases = new TreeMap<>();

    private record Database(String folder, String root, int form, int layer, int packages) {}

    private RpmDatabases(List<InstalledPackage> packages, RpmDatabase said) {
        this.said = said;
        for (InstalledPackage installed : packages) {
            Evidence evidence = installed.evidence();
            String path = evidence.path();
            int name = path.lastIndexOf('/') + 1;
            int form = evidence.cataloger().equals("rpm") ? FORMS.indexOf(path.substring(name)) : -1;
            if (form >= 0) {
                String folder = path.substring(0, name);
                databases.merge(
                        path,
                        new Database(folder, root(folder), form, evidence.layer(), 1),
                        (known, one) -> new Database(folder, known.root, form, known.layer, known.packages + 1));
            }
        }
    }

    /** Takes out what only a displaced database says, and says so; the displaced ones. */
    static Set<String> choose(List<InstalledPackage> packages, RpmDatabase said, List<CoverageFact> facts) {
        RpmDatabases rpm = new RpmDatabases(packages, said);
        if (rpm.databases.size() < 2) {
            return Set.of();
        }
        Map<String, String> displaced = rpm.displaced();
        displaced.forEach((path, by) -> {
            Database database = rpm.of(path);
            facts.add(new CoverageFact(
                    Kind.NOTE,
                    path,
                    database.layer,
                    "rpm uses " + by + " in its place; its " + database.packages + " packages are left out"));
        });
        Set<String> told = new HashSet<>();
        packages.removeIf(installed -> {
            Database database = rpm.databases.get(installed.evidence().path());
            return database != null
                    && (displaced.containsKey(installed.evidence().path())
                            || !told.add(database.root + " " + installed.purl()));
        });
        return displaced.keySet();
    }

    /** The databases that rpm does not use, each with the one that it uses. */
    private Map<String, String> displaced() {
        Comparator<String> order = Comparator.comparing(this::isOfBackend)
                .thenComparingInt(path -> of(path).layer)
                .thenComparingInt(path -> of(path).form);
        Map<String, String> best = new TreeMap<>();
        databases.forEach((path, database) ->
                best.merge(database.folder, path, (one, other) -> order.compare(one, other) >= 0 ? one : other));
        Map<String, String> displaced = new TreeMap<>();
        String named = best.getOrDefault(said.folder() + "/", "");
        databases.forEach((path, database) -> {
            String own = best.getOrDefault(database.folder, path);
            String used = named.isEmpty() || !isOwn(database) ? own : named;
            if (!used.equals(path)) {
                displaced.put(path, used);
            } else if (database.folder.equals(database.root + BASE)) {
                best.values().stream()
                        .filter(other -> !other.equals(path) && of(other).root.equals(database.root))
                        .findFirst()
                        .ifPresent(other -> displaced.put(path, other));
            }
        });
        return displaced;
    }

    /** Whether it is in the root whose macros were read. */
    private boolean isOwn(Database database) {
        return database.root.isEmpty() || database.folder.equals(said.folder() + "/");
    }

    private boolean isOfBackend(String path) {
        return isOwn(of(path)) && of(path).form == BACKENDS.getOrDefault(said.backend(), -1);
    }

    private Database of(String path) {
        Database database = databases.get(path);
        if (database == null) {
            throw new IllegalArgumentException("no database " + path);
        }
        return database;
    }

    private static String root(String folder) {
        for (String known : FOLDERS) {
            if (folder.endsWith(known)) {
                return folder.substring(0, folder.length() - known.length());
            }
        }
        return folder;
    }
}
