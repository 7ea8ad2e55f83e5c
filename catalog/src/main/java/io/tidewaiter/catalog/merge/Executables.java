package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.elf.PackageNoteCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The account of the executables of an image: which of them an installed package owns, which named their own contents,
 * and which nobody explains; and what that says of the package databases (issue: a database that was emptied or deleted
 * while its programs stayed is no proof of anything).
 *
 * <p>An owner counts while it is installed. A package that an earlier state of the image had, and the last one has not,
 * while its executables are the very same files, was not removed: its record was.
 */
final class Executables {
    /** Owned paths that are gone through, over all states. */
    private static final long WORK_MAX = 40_000_000;

    private static final int NAMED_MAX = 5;
    private static final String SCRIPTS = "lib/dpkg/info/";
    private static final Set<String> SYSTEM_FOLDERS =
            Set.of("bin", "sbin", "lib", "lib32", "lib64", "libexec", "usr/bin", "usr/sbin", "usr/lib", "usr/libexec");

    private final LayerMerge.Merged merged;
    private final Map<String, Integer> layers = new HashMap<>();

    /** Their names without folders: most paths that a package owns are told apart by them. */
    private final Set<String> names = new HashSet<>();

    private final Set<String> parsed = new HashSet<>();
    private final Set<String> owned = new HashSet<>();
    private final Set<String> installed = new HashSet<>();
    private final Set<String> listing = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> packageFolders = new HashSet<>();
    /** Executables of packages whose record is gone, each with the first such package: one a path bounds them. */
    private final Map<String, String> lost = new HashMap<>();

    /** The last state that had the record of such a package. */
    private final Map<String, Integer> lastStates = new HashMap<>();

    private final List<String> unexplained = new ArrayList<>();
    private long work;

    private Executables(LayerMerge.Merged merged) {
        this.merged = merged;
        merged.executables().forEach(file -> {
            layers.put(file.path(), file.layer());
            names.add(lastName(file.path()));
        });
    }

    static Executables of(LayerMerge.Merged merged) {
        Executables account = new Executables(merged);
        List<FileHistory> there =
                merged.histories().stream().filter(FileHistory::isThere).toList();
        there.forEach(account::present);
        there.forEach(account::owners);
        merged.histories().forEach(account::past);
        account.settle();
        return account;
    }

    private void settle() {
        layers.keySet().stream()
                .filter(path -> !parsed.contains(path) && !isOwned(path))
                .sorted()
                .forEach(unexplained::add);
        lost.keySet().removeIf(path -> parsed.contains(path) || owned.contains(path));
    }

    /** How many named their own contents. */
    int parsed() {
        return parsed.size();
    }

    /** How many an installed package owns and that did not name their own contents. */
    int owned() {
        return layers.size() - parsed.size() - unexplained.size();
    }

    /** Those that nobody explains, sorted. */
    List<String> unexplained() {
        return unexplained;
    }

    /** What the account says of the package databases. */
    Optional<CoverageFact> tampered() {
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        List<String> owners = lost.values().stream().distinct().sorted().toList();
        int layer = owners.stream().mapToInt(lastStates::get).max().orElse(-1);
        return Optional.of(new CoverageFact(
                Kind.DATABASE_TAMPERED,
                "",
                layer,
                "inventory incomplete: the package database has no record of " + named(owners, "package")
                        + ", of which " + Counted.of(lost.size(), "executable")
                        + (lost.size() == 1 ? " is still there" : " are still there")));
    }

    /** What it says of programs that nobody explains, not even a record that is gone. */
    Optional<CoverageFact> unexplainedPrograms() {
        boolean silentDatabase = silent.stream().anyMatch(cataloger -> !listing.contains(cataloger));
        List<String> programs = unexplained.stream()
                .filter(path -> !lost.containsKey(path) && !isLibrary(path))
                .filter(path -> !(silentDatabase && isOfTheSystem(path))) // it lists no files: none is expected
                .toList();
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(new CoverageFact(
                        Kind.PROGRAM_UNEXPLAINED,
                        "",
                        -1,
                        "no package and no contents of its own explain " + named(programs, "program")));
    }

    private static String named(List<String> names, String noun) {
        StringBuilder out = new StringBuilder(Counted.of(names.size(), noun)).append(": ");
        for (int i = 0; i < Math.min(NAMED_MAX, names.size()); i++) {
            out.append(i == 0 ? "" : ", ").append(ArchiveException.quote(names.get(i)));
        }
        return names.size() > NAMED_MAX ? out.append(", …").toString() : out.toString();
    }

    /** Libraries and kernel modules come with programs. */
    private static boolean isLibrary(String path) {
        String name = lastName(path);
        return name.endsWith(".so") || name.contains(".so.") || name.endsWith(".ko") || name.endsWith(".o");
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isOfTheSystem(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (SYSTEM_FOLDERS.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    private void present(FileHistory file) {
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                switch (fact) {
                    case Fact.InstalledFact one -> {
                        installed.add(read.cataloger() + '\n' + one.name());
                        if (PackageTypes.isDistribution(one.type())
                                && !read.cataloger().equals(PackageNoteCataloger.NAME)) {
                            silent.add(read.cataloger());
                        } else if (one.type().equals("npm")) {
                            int slash = file.path().lastIndexOf('/');
                            packageFolders.add(slash < 0 ? "" : file.path().substring(0, slash));
                        }
                    }
                    case Fact.OpenedFact opened -> {
                        if (opened.what() == Fact.Opened.EXECUTABLE && layers.containsKey(file.path())) {
                            parsed.add(file.path());
                        }
                    }
                    default -> {} // says nothing of executables
                }
            }
        }
    }

    private void owners(FileHistory file) {
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact(String owner, List<String> paths)) {
                    listing.add(read.cataloger());
                    boolean there = installed.contains(read.cataloger() + '\n' + owner);
                    for (String path : paths) {
                        if (there && path.endsWith("/")) {
                            packageFolders.add(merged.links().canonical(path.substring(0, path.length() - 1)));
                        } else {
                            own(owner, path, there, file.layer());
                        }
                    }
                }
            }
        }
    }

    /** Owners that an earlier state had and the last one has not. */
    private void past(FileHistory file) {
        int states = file.layers().length;
        int seen = -1;
        for (int state = 0; state < states - 1; state++) {
            boolean same = file.layers()[state] == seen || file.layers()[state] == file.layer();
            seen = file.layers()[state];
            if (same || seen < 0) {
                continue;
            }
            for (FileFacts read : bounded(file.facts().get(state))) {
                for (Fact fact : read.facts()) {
                    if (fact instanceof Fact.OwnedFact(String owner, List<String> paths)
                            && !installed.contains(read.cataloger() + '\n' + owner)) {
                        for (String path : paths) {
                            own(owner, path, false, state);
                        }
                    }
                }
            }
        }
    }

    /** The facts while there is work left; that a hostile image has more of them is said elsewhere. */
    private List<FileFacts> bounded(List<FileFacts> says) {
        work += 1 + says.stream().mapToLong(read -> read.facts().size()).sum();
        return work > WORK_MAX ? List.of() : says;
    }

    /** An owned path; of an owner that is not there only a file of that state or an earlier one is its own. */
    private void own(String owner, String listed, boolean there, int state) {
        if (++work > WORK_MAX || !names.contains(lastName(listed))) {
            return;
        }
        String path = listed;
        Integer layer = layers.get(path);
        if (layer == null) {
            path = merged.links().canonical(listed);
            layer = layers.get(path);
        }
        if (layer == null && !listed.startsWith("usr/")) {
            path = "usr/" + listed; // a merged /usr whose links are in no layer
            layer = layers.get(path);
        }
        if (layer == null) {
            return;
        }
        if (there) {
            owned.add(path);
        } else if (layer <= state) {
            lost.putIfAbsent(path, owner);
            lastStates.merge(owner, state, Math::max);
        }
    }

    /** dpkg keeps what a package runs at its installation beside its lists, and lists it nowhere; it may be a program. */
    private boolean isScriptOfPackage(String path) {
        int name = path.lastIndexOf('/') + 1;
        int end = path.lastIndexOf('.');
        if (end < name || !path.startsWith(SCRIPTS, name - SCRIPTS.length())) {
            return false;
        }
        int colon = path.indexOf(':', name);
        return installed.contains("dpkg\n" + path.substring(name, colon < 0 ? end : colon));
    }

    private boolean isOwned(String path) {
        if (owned.contains(path) || isScriptOfPackage(path)) {
            return true;
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (packageFolders.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
