package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.elf.PackageNoteCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.text.Counted;
import io.tidewaiter.catalog.text.SystemFolders;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.ArrayList;
import java.util.Comparator;
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
 * <p>An owner counts while it is installed, and while the bytes have the digest that it recorded; a file elsewhere with the
 * digest of a record is a copy, and known ({@link OwnedBytes}). A package that an earlier state of the image had, and the last one has not,
 * while its executables are the very same files, was not removed: its record was.
 */
final class Executables {
    /** Owned paths that are gone through, over all states. */
    private static final long WORK_MAX = 40_000_000;

    private static final int NAMED_MAX = 5;
    private static final int COPIED_MAX = 1_000_000;
    private static final int DIVERTED_MAX = 100_000;
    private static final String SCRIPTS = "lib/dpkg/info/";

    /** Catalogers whose lists of files name other things than packages: where no package has such a name, none is gone. */
    private static final Set<String> OTHERWISE_NAMED = Set.of("perl");

    private final LayerMerge.Merged merged;
    private final Map<String, Integer> layers = new HashMap<>();

    /** Their names without folders: most paths that a package owns are told apart by them. */
    private final Set<String> names = new HashSet<>();

    private final Set<String> parsed = new HashSet<>();
    /** Each with its first owner. */
    private final Map<String, String> owned = new HashMap<>();

    /** Owned paths of several. */
    private final Set<String> shared = new HashSet<>();

    private final Set<String> installed = new HashSet<>();
    private final Set<String> listing = new HashSet<>();
    private final Set<String> silent = new HashSet<>();

    /** Where dpkg-divert(1) moved a file of a package to. */
    private final Map<String, String> diverted = new HashMap<>();

    private final Set<String> packageFolders = new HashSet<>();
    /** Executables of packages whose record is gone, each with the first such package: one a path bounds them. */
    private final Map<String, String> lost = new HashMap<>();

    /** The last state that had the record of such a package. */
    private final Map<String, Integer> lastStates = new HashMap<>();

    private final List<String> unexplained = new ArrayList<>();
    private final OwnedBytes bytes = new OwnedBytes();

    /** By a digest of theirs, those that nobody else explains: they may be copies. */
    private final Map<String, List<String>> copies = new HashMap<>();

    private final Set<String> known = new HashSet<>();

    /** Of those the ones whose twin is where its package recorded it. */
    private final Set<String> twins = new HashSet<>();

    /** The versions of each package with their architectures, by cataloger and name, in the last state; and who had another one before. */
    private final Map<String, Set<String>> versions = new HashMap<>();

    private final Set<String> upgraded = new HashSet<>();
    private final PastRecords records;
    private long work;

    private Executables(LayerMerge.Merged merged) {
        this.merged = merged;
        this.records = new PastRecords(
                merged.histories().isEmpty() ? 0 : merged.histories().getFirst().layers().length);
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
        if (account.records.hasPast()) {
            merged.histories().forEach(account::versions);
            account.records.change();
        }
        there.forEach(account::owners);
        merged.histories().forEach(account::past);
        account.bytes.settle(account.upgraded);
        account.unowned();
        if (!account.copies.isEmpty()) {
            there.forEach(account::copied);
            merged.histories().forEach(account::moved);
        }
        account.settle();
        return account;
    }

    private void unowned() {
        for (String path : layers.keySet()) {
            if (!parsed.contains(path) && !isOwned(path)) {
                unexplained.add(path);
                bytes.digests(path)
                        .ifPresent(fact -> fact.digests().forEach(digest -> {
                            if (copies.size() < COPIED_MAX) {
                                copies.computeIfAbsent(digest, d -> new ArrayList<>(1))
                                        .add(path);
                            }
                        }));
            }
        }
    }

    /** Whose bytes a package that is installed recorded of another path. */
    private void copied(FileHistory file) {
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact owns
                        && !owns.digests().isEmpty()
                        && installed.contains(read.cataloger() + '\n' + owns.packageName())) {
                    work += owns.digests().size();
                    for (int i = 0; i < owns.digests().size() && work <= WORK_MAX; i++) {
                        copied(owns.paths().get(i), copies.getOrDefault(owns.digest(i), List.of()));
                    }
                }
            }
        }
    }

    private void copied(String listed, List<String> of) {
        String twin = of.isEmpty() ? "" : executable(listed);
        if (!of.isEmpty() && !records.isGrown(twin, layers.getOrDefault(twin, 0))) {
            known.addAll(of);
            if (bytes.isEqual(twin)) {
                of.stream().filter(path -> !path.equals(twin)).forEach(twins::add);
            }
        }
    }

    /** What has the bytes of a program of a package whose record is gone, wherever it lies now. */
    private void moved(FileHistory file) {
        throughout(file, (read, fact, from, _) -> {
            if (fact instanceof Fact.OwnedFact owns
                    && !owns.digests().isEmpty()
                    && !OTHERWISE_NAMED.contains(read.cataloger())
                    && !installed.contains(read.cataloger() + '\n' + owns.packageName())) {
                moved(owns, from);
            }
        });
    }

    private void moved(Fact.OwnedFact owns, int state) {
        work += owns.digests().size();
        for (int i = 0; i < owns.digests().size() && work <= WORK_MAX; i++) {
            for (String path : copies.getOrDefault(owns.digest(i), List.of())) {
                if (!known.contains(path)) {
                    lost.putIfAbsent(path, owns.packageName());
                    lastStates.merge(owns.packageName(), state, Math::max);
                }
            }
        }
    }

    private void settle() {
        unexplained.removeIf(known::contains);
        unexplained.sort(Comparator.naturalOrder());
        lost.entrySet()
                .removeIf(entry -> parsed.contains(entry.getKey()) || isOwnersNow(entry.getKey(), entry.getValue()));
    }

    /** Whether a path whose owner's record is gone has another owner, of a name that was not made up for it. */
    private boolean isOwnersNow(String path, String before) {
        String owner = owned.get(path);
        return owner != null
                && (shared.contains(path)
                        || !silent.contains(owner.substring(0, owner.indexOf('\n')))
                        || records.wasThere(owner, lastStates.getOrDefault(before, -1)));
    }

    /** How many named their own contents. */
    int parsed() {
        return parsed.size();
    }

    /** How many an installed package owns and that did not name their own contents. */
    int owned() {
        return layers.size() - parsed.size() - known.size() - unexplained.size();
    }

    /** How many are copies of what an installed package has elsewhere, by their digest. */
    int known() {
        return known.size();
    }

    /** How many of those that a package owns have the bytes that it recorded. */
    int compared() {
        return (int) owned.keySet().stream()
                .filter(path -> bytes.isEqual(path) && !parsed.contains(path))
                .count();
    }

    /** Those that are at the path of a package's and have not its bytes. */
    Optional<CoverageFact> modified() {
        List<String> paths = bytes.differing().stream().filter(this::isModified).toList();
        List<String> owners = paths.stream().map(bytes::owner).toList();
        return told(paths, " are not those that ", owners, " recorded");
    }

    /** Those that came after their package's record and cannot be held against it. */
    Optional<CoverageFact> unsure() {
        return told(
                List.copyOf(bytes.unsure().keySet()),
                " came after what ",
                List.copyOf(bytes.unsure().values()),
                " recorded, and could not be held against it: no digest of that kind is there");
    }

    private static Optional<CoverageFact> told(List<String> paths, String why, List<String> owners, String end) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<String> sorted = owners.stream().distinct().sorted().toList();
        return Optional.of(new CoverageFact(
                Kind.EXECUTABLE_MODIFIED,
                "",
                -1,
                "the bytes of " + named(paths, "executable") + why + named(sorted, "package") + end));
    }

    private boolean isModified(String path) {
        return bytes.isModified(path) && !twins.contains(path); // what it says of its own contents may be forged
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

    /** Versions that were written into the record of packages that stayed what they were. */
    Optional<CoverageFact> rewritten() {
        List<String> packages = List.copyOf(records.rewritten(shared));
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of(new CoverageFact(
                        Kind.DATABASE_TAMPERED,
                        "",
                        -1,
                        "the package database has other versions than before of " + named(packages, "package")
                                + ", of which the files are still those of the versions before"));
    }

    /** What it says of programs that nobody explains, not even a record that is gone. */
    Optional<CoverageFact> unexplainedPrograms() {
        boolean silentDatabase = silent.stream().anyMatch(cataloger -> !listing.contains(cataloger));
        List<String> programs = unexplained.stream()
                .filter(path -> !lost.containsKey(path) && !isLibrary(path) && !bytes.isModified(path))
                .filter(path -> !(silentDatabase && SystemFolders.hold(path))) // it lists no files: none is expected
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

    private void present(FileHistory file) {
        if (layers.containsKey(file.path())) {
            OwnedBytes.of(file).ifPresent(digest -> bytes.take(file.path(), digest));
        }
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                switch (fact) {
                    case Fact.InstalledFact one -> {
                        versions.computeIfAbsent(key(read, one), _ -> new HashSet<>(1))
                                .add(one.version() + '\n' + one.architecture());
                        if (!one.attributes().containsKey(Fact.REMOVED)) {
                            installed.add(read.cataloger() + '\n' + one.name());
                            installed.add(read.cataloger() + '\n' + one.namespace() + '/' + one.name()); // Portage
                        }
                        if (PackageTypes.isDistribution(one.type())
                                && !read.cataloger().equals(PackageNoteCataloger.NAME)) {
                            silent.add(read.cataloger());
                        } else if (one.type().equals("npm")) {
                            int slash = file.path().lastIndexOf('/');
                            packageFolders.add(slash < 0 ? "" : file.path().substring(0, slash));
                        }
                    }
                    case Fact.OwnedFact owns -> {
                        if (owns.packageName().equals(DpkgCataloger.DIVERTED)) {
                            divert(owns.paths());
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

    /** Pairs of paths: where a package's file belongs, and where it was moved to. */
    private void divert(List<String> pairs) {
        for (int i = 0; i + 1 < pairs.size() && diverted.size() < DIVERTED_MAX; i += 2) {
            String from = pairs.get(i);
            diverted.putIfAbsent(from, pairs.get(i + 1));
            diverted.putIfAbsent(merged.links().canonical(from), pairs.get(i + 1));
            String split = SystemFolders.beforeMerge(from);
            if (!split.isEmpty()) {
                diverted.putIfAbsent(split, pairs.get(i + 1));
            }
        }
    }

    /** Which versions of a distribution's packages each state had. */
    private void versions(FileHistory file) {
        throughout(file, (read, fact, from, to) -> {
            if (fact instanceof Fact.InstalledFact one
                    && PackageTypes.isDistribution(one.type())
                    && !one.attributes().containsKey(Fact.REMOVED)
                    && !read.cataloger().equals(PackageNoteCataloger.NAME)) {
                records.installed(key(read, one), one.version(), one.architecture(), from, to);
            }
        });
    }

    /** Hears what a file said from one state until before another. */
    @FunctionalInterface
    private interface Hearer {
        void hear(FileFacts read, Fact fact, int from, int to);
    }

    /** Tells all that a file said in the states in which it was there. */
    private void throughout(FileHistory file, Hearer hearer) {
        for (int from = 0, to; from < file.layers().length; from = to) {
            to = end(file, from);
            if (file.layers()[from] >= 0) {
                for (FileFacts read : bounded(file.facts().get(from))) {
                    for (Fact fact : read.facts()) {
                        hearer.hear(read, fact, from, to);
                    }
                }
            }
        }
    }

    /** The first state after one in which the file has other bytes. */
    private static int end(FileHistory file, int state) {
        int end = state + 1;
        while (end < file.layers().length && file.layers()[end] == file.layers()[state]) {
            end++;
        }
        return end;
    }

    private void owners(FileHistory file) {
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact owns && !owns.packageName().equals(DpkgCataloger.DIVERTED)) {
                    listing.add(read.cataloger());
                    if (installed.contains(read.cataloger() + '\n' + owns.packageName())) {
                        own(read.cataloger(), owns, file.layer());
                    } else if (!OTHERWISE_NAMED.contains(read.cataloger())) {
                        owns.paths().forEach(path -> lose(owns.packageName(), path, file.layer()));
                    }
                }
            }
        }
    }

    /** What earlier states said and the last one may say no more: owners, digests and versions. */
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
                    switch (fact) {
                        case Fact.InstalledFact one -> {
                            String key = key(read, one);
                            if (!versions.getOrDefault(key, Set.of())
                                    .contains(one.version() + '\n' + one.architecture())) {
                                upgraded.add(key);
                            }
                        }
                        case Fact.OwnedFact owns when owns.packageName().equals(DpkgCataloger.DIVERTED) -> {}
                        case Fact.OwnedFact owns -> past(read.cataloger(), owns, state, end(file, state));
                        default -> {} // says nothing of executables
                    }
                }
            }
        }
    }

    private void past(String cataloger, Fact.OwnedFact owns, int state, int end) {
        String owner = cataloger + '\n' + owns.packageName();
        if (installed.contains(owner)) {
            records.listed(owner, state, end);
            for (int i = 0; i < owns.paths().size(); i++) {
                String listed = owns.paths().get(i);
                String moved = diverted.get(listed);
                for (String place : moved == null ? List.of(listed) : List.of(listed, moved)) {
                    String path = executable(place);
                    if (layers.getOrDefault(path, 0) > 0) {
                        records.owned(owner, path, state, end);
                        bytes.remember(claim(cataloger, owns, i, path, state));
                    }
                }
            }
        } else if (!OTHERWISE_NAMED.contains(cataloger)) {
            owns.paths().forEach(path -> lose(owns.packageName(), path, state));
        }
    }

    private OwnedBytes.Claim claim(String cataloger, Fact.OwnedFact owns, int at, String path, int state) {
        return new OwnedBytes.Claim(
                cataloger, owns.packageName(), path, owns.digest(at), state, layers.getOrDefault(path, -1));
    }

    /** As lists of files name the package: Portage's with its category. */
    private static String key(FileFacts read, Fact.InstalledFact one) {
        return read.cataloger() + '\n' + (one.namespace().isEmpty() ? "" : one.namespace() + "/") + one.name();
    }

    /** The facts while there is work left; that a hostile image has more of them is said elsewhere. */
    private List<FileFacts> bounded(List<FileFacts> says) {
        work += 1 + says.stream().mapToLong(read -> read.facts().size()).sum();
        return work > WORK_MAX ? List.of() : says;
    }

    /** The paths of an owner that is there. */
    private void own(String cataloger, Fact.OwnedFact owns, int state) {
        String owner = cataloger + '\n' + owns.packageName();
        records.listed(owner, state, records.states());
        for (int i = 0; i < owns.paths().size(); i++) {
            String listed = owns.paths().get(i);
            if (listed.endsWith("/")) {
                String folder = merged.links().canonical(listed.substring(0, listed.length() - 1));
                if (!SystemFolders.areOfNobody(folder)) {
                    packageFolders.add(folder);
                }
                continue;
            }
            own(cataloger, owns, i, listed, state);
            String moved = diverted.get(listed);
            if (moved != null) {
                own(cataloger, owns, i, moved, state);
            }
        }
    }

    private void own(String cataloger, Fact.OwnedFact owns, int at, String listed, int state) {
        String path = executable(listed);
        if (path.isEmpty()) {
            return;
        }
        String owner = cataloger + '\n' + owns.packageName();
        String other = owned.putIfAbsent(path, owner);
        if (other != null && !other.equals(owner)) {
            shared.add(path);
        }
        int layer = layers.getOrDefault(path, 0);
        if (layer > 0) {
            records.owned(owner, path, state, records.states());
        }
        records.owns(owner, path, layer);
        bytes.compare(claim(cataloger, owns, at, path, state));
    }

    /** An owned path of an owner that is not there: only a file of that state or an earlier one is its own. */
    private void lose(String owner, String listed, int state) {
        String path = executable(listed);
        if (!path.isEmpty() && layers.getOrDefault(path, -1) <= state) {
            lost.putIfAbsent(path, owner);
            lastStates.merge(owner, state, Math::max);
        }
    }

    /** Where the executable is that a list has; empty where it has none. */
    private String executable(String listed) {
        if (++work > WORK_MAX || !names.contains(lastName(listed))) {
            return "";
        }
        if (layers.containsKey(listed)) {
            return listed;
        }
        String canonical = merged.links().canonical(listed);
        if (layers.containsKey(canonical)) {
            return canonical;
        }
        String merging = "usr/" + listed; // a merged /usr whose links are in no layer
        return !listed.startsWith("usr/") && layers.containsKey(merging) ? merging : "";
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
        if (bytes.isModified(path)) {
            return false;
        }
        if ((owned.containsKey(path) && !records.isGrown(path, layers.getOrDefault(path, 0)))
                || isScriptOfPackage(path)) {
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
