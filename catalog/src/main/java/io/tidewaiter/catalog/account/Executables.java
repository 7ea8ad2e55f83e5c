package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.elf.PackageNoteCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.LayerMerge;
import io.tidewaiter.catalog.text.SystemFolders;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The account of the executables of an image: which of them an installed package owns, which named their own contents,
 * and which nobody explains; and what that says of the package databases (issue: a database that was emptied or deleted
 * while its programs stayed is no proof of anything).
 *
 * <p>An owner counts while it is installed, and while the bytes have the digest that it recorded; a file elsewhere with the
 * digest of a record is a copy, and known ({@link OwnedBytes}). A package that an earlier state of the image had, and the last one has not,
 * while its executables are the very same files, was not removed: its record was.
 */
public final class Executables {
    /** Owned paths that are gone through, over all states. */
    private static final long WORK_MAX = 20_000_000;

    private static final int COPIED_MAX = 1_000_000;
    private static final String SCRIPTS = "lib/dpkg/info/";

    /** Catalogers whose lists of files name other things than packages: where no package has such a name, none is gone. */
    private static final Set<String> OTHERWISE_NAMED = Set.of("perl");

    private final LayerMerge.Merged merged;
    private final List<FileHistory> histories;
    private final Map<String, Integer> layers = new HashMap<>();
    private final Set<String> programs = new HashSet<>();

    /** Their names without folders: most paths that a package owns are told apart by them. */
    private final Set<String> names = new HashSet<>();

    private final Set<String> parsed = new HashSet<>();
    /** Each with its first owner. */
    private final Map<String, String> owned = new HashMap<>();
    /** Owned paths of several. */
    private final Set<String> shared = new HashSet<>();

    private final Set<String> installed = new HashSet<>(); // keys, of most lists without the namespace
    private final Set<String> listing = new HashSet<>();

    /** Owners with a list in the last state. */
    private final Set<String> listed = new HashSet<>();

    private final Set<String> silent = new HashSet<>();
    private final Diversions diversions;

    /** Those of all states: the list of them may be gone with the record of a package. */
    private final Diversions pastDiversions;

    private final OwnedFolders folders = new OwnedFolders();
    private final LostPrograms lost;

    private final Remains remains;
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
    private SortedSet<String> rewritten = new TreeSet<>();
    private long work;

    private Executables(LayerMerge.Merged merged, List<FileHistory> histories) {
        this.merged = merged;
        this.histories = histories;
        this.diversions = new Diversions(merged.links());
        this.pastDiversions = new Diversions(merged.links());
        this.lost = new LostPrograms(merged.layers().lastIndexOf(Optional.empty()));
        this.records =
                new PastRecords(histories.isEmpty() ? 0 : histories.getFirst().layers().length);
        this.remains = new Remains(merged, installed, OTHERWISE_NAMED);
        merged.executables().forEach(file -> {
            layers.put(file.path(), file.layer());
            names.add(lastName(file.path()));
            if (file.isProgram()) {
                programs.add(file.path());
            }
        });
    }

    /**
     * The account of an image.
     *
     * @param displaced databases that their package manager does not use: they are history
     */
    public static Executables of(LayerMerge.Merged merged, Set<String> displaced) {
        List<FileHistory> histories = merged.histories().stream()
                .map(file -> file.isThere() && displaced.contains(file.path()) ? file.withoutLast() : file)
                .toList();
        Executables account = new Executables(merged, histories);
        account.read();
        return account;
    }

    private void read() {
        List<FileHistory> there =
                histories.stream().filter(FileHistory::isThere).toList();
        there.forEach(this::present);
        if (records.hasPast()) {
            histories.forEach(this::versions);
            records.change();
        }
        there.forEach(this::owners);
        histories.forEach(this::past);
        bytes.settle(upgraded);
        unowned();
        if (!copies.isEmpty()) {
            there.forEach(this::copied);
            histories.forEach(this::moved);
        }
        settle();
        if (records.hasPast()) {
            rewritten = records.rewritten(shared, bytes);
        }
        remains.look(histories, Set.copyOf(lost.owners()), records.withoutPrograms());
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
                        && installed.contains(key(file, read, owns.packageName()))) {
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
                    && !OTHERWISE_NAMED.contains(read.cataloger())) {
                String owner = key(file, read, owns.packageName());
                if (!installed.contains(owner)) {
                    moved(owner, owns, from);
                }
            }
        });
    }

    private void moved(String owner, Fact.OwnedFact owns, int state) {
        work += owns.digests().size();
        for (int i = 0; i < owns.digests().size() && work <= WORK_MAX; i++) {
            for (String path : copies.getOrDefault(owns.digest(i), List.of())) {
                if (!known.contains(path)) {
                    lost.take(path, owner, state);
                }
            }
        }
    }

    private void settle() {
        unexplained.removeIf(known::contains);
        unexplained.sort(Comparator.naturalOrder());
        lost.dropAll(parsed);
        if (!lost.isEmpty()) {
            histories.forEach(this::handedOver);
        }
    }

    /** Files that an owner who is there listed while their former owner did: they are its own, too. */
    private void handedOver(FileHistory file) {
        throughout(file, (read, fact, from, _) -> {
            if (fact instanceof Fact.OwnedFact owns && installed.contains(key(file, read, owns.packageName()))) {
                owns.paths().forEach(listed -> lost.handOver(executable(listed), from));
            }
        });
    }

    /** How many named their own contents. */
    public int parsed() {
        return parsed.size();
    }

    /** How many an installed package owns and that did not name their own contents. */
    public int owned() {
        return layers.size() - parsed.size() - known.size() - unexplained.size();
    }

    /** Whether a package that is installed owns it, or has the same bytes elsewhere. */
    public boolean isOfPackage(String path) {
        return layers.containsKey(path) && (known.contains(path) || isOwned(path));
    }

    /** Whether it is an executable that is no package's, and was none's. */
    public boolean isOfNobody(String path) {
        return layers.containsKey(path) && !known.contains(path) && !lost.has(path) && !isOwned(path);
    }

    /** The cataloger of the package that owns it and that nobody shares it with; else empty. */
    public String ownersCataloger(String path) {
        String key = owned.get(path);
        return shared.contains(path) ? "" : key == null ? folders.cataloger(path) : Owner.cataloger(key);
    }

    /** The name of that package; empty where {@link #ownersCataloger} is, and where a folder says whose it is. */
    public String ownersName(String path) {
        return shared.contains(path) || !owned.containsKey(path) ? "" : Owner.name(owned.get(path));
    }

    /** Takes those of {@link #isOfNobody} or with {@link #ownersCataloger} that were identified by more than their own contents. */
    public void explain(Set<String> identified) {
        unexplained.removeAll(identified);
        parsed.addAll(identified);
    }

    /** How many are copies of what an installed package has elsewhere, by their digest. */
    public int known() {
        return known.size();
    }

    /** How many of those that a package owns have the bytes that it recorded. */
    public int compared() {
        return (int) owned.keySet().stream()
                .filter(path -> bytes.isEqual(path) && !parsed.contains(path))
                .count();
    }

    /** Those that nobody explains, sorted. */
    public List<String> unexplained() {
        return unexplained;
    }

    /** What the account says of records of packages that are gone. */
    public Optional<CoverageFact> tampered() {
        List<String> owners = lost.owners().stream().map(Owner::name).toList();
        Optional<CoverageFact> programs = Telling.gone(owners, lost.size(), "executable", lost.lastState());
        return programs.isPresent() ? programs : remains.gone();
    }

    /** What it says of records that are there. */
    public List<CoverageFact> doubts() {
        List<String> modified = bytes.differing().stream()
                .filter(path ->
                        bytes.isModified(path) && !twins.contains(path)) // what it tells of itself may be forged
                .toList();
        rewritten.addAll(remains.rewritten());
        return Stream.of(
                        Telling.rewritten(rewritten),
                        Telling.modified(
                                modified,
                                " are not those that ",
                                modified.stream().map(bytes::owner).toList(),
                                " recorded"),
                        Telling.modified(
                                List.copyOf(bytes.unsure().keySet()),
                                " came after what ",
                                bytes.unsure().values(),
                                " recorded, and could not be held against it: no digest of that kind is there"),
                        lost.isEmpty() ? Optional.<CoverageFact>empty() : remains.gone(),
                        Telling.cutOff(work > WORK_MAX
                                || records.isCutOff()
                                || remains.isCutOff()
                                || merged.executableCount()
                                        > merged.executables().size()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What it says of programs that nobody explains, not even a record that is gone. */
    public Optional<CoverageFact> unexplainedPrograms() {
        boolean silentDatabase = !silent.isEmpty() && silent.stream().noneMatch(listing::contains);
        return Telling.unexplained(unexplained.stream()
                .filter(path -> !lost.has(path) && !isLibrary(path) && !bytes.isModified(path))
                .filter(path -> !(silentDatabase && SystemFolders.hold(path))) // it lists no files: none is expected
                .toList());
    }

    /** Libraries and kernel modules come with programs. */
    private boolean isLibrary(String path) {
        String name = lastName(path);
        return !programs.contains(path)
                && (name.endsWith(".so") || name.contains(".so.") || name.endsWith(".ko") || name.endsWith(".o"));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void present(FileHistory file) {
        if (layers.containsKey(file.path())) {
            file.digest().ifPresent(digest -> bytes.take(file.path(), digest));
        }
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                switch (fact) {
                    case Fact.InstalledFact one -> {
                        String key = key(file, read, one);
                        versions.computeIfAbsent(key, _ -> new HashSet<>(1))
                                .add(one.version() + '\n' + one.architecture());
                        if (!one.attributes().containsKey(Fact.REMOVED)) {
                            installed.add(key);
                            installed.add(one.namespace().isEmpty() ? key : key(file, read, one.name()));
                        }
                        if (PackageTypes.isDistribution(one.type())
                                && !read.cataloger().equals(PackageNoteCataloger.NAME)) {
                            silent.add(read.cataloger());
                        } else if (one.type().equals("npm")) {
                            int slash = file.path().lastIndexOf('/');
                            folders.add(slash < 0 ? "" : file.path().substring(0, slash), read.cataloger());
                        }
                    }
                    case Fact.OwnedFact owns -> {
                        if (owns.packageName().equals(DpkgCataloger.DIVERTED)) {
                            diversions.take(owns.paths());
                            pastDiversions.take(owns.paths());
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

    /** Which versions of a distribution's packages each state had, and where it moved files of packages to. */
    private void versions(FileHistory file) {
        throughout(file, (read, fact, from, to) -> {
            if (fact instanceof Fact.InstalledFact one
                    && PackageTypes.isDistribution(one.type())
                    && !one.attributes().containsKey(Fact.REMOVED)
                    && !read.cataloger().equals(PackageNoteCataloger.NAME)) {
                boolean journal = Owner.isJournal(file.path(), read.cataloger());
                records.installed(key(file, read, one), one, from, to, journal);
            } else if (fact instanceof Fact.OwnedFact owns && owns.packageName().equals(DpkgCataloger.DIVERTED)) {
                pastDiversions.take(owns.paths());
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
                    Owner owner = Owner.of(file.path(), read.cataloger(), owns.packageName());
                    if (installed.contains(owner.key())) {
                        own(owner, owns, file.layer());
                    } else if (!OTHERWISE_NAMED.contains(read.cataloger())) {
                        owns.paths().forEach(path -> lose(owner.key(), path, file.layer()));
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
                            String key = key(file, read, one);
                            if (!versions.getOrDefault(key, Set.of())
                                    .contains(one.version() + '\n' + one.architecture())) {
                                upgraded.add(key);
                            }
                        }
                        case Fact.OwnedFact owns when owns.packageName().equals(DpkgCataloger.DIVERTED) -> {}
                        case Fact.OwnedFact owns -> {
                            listing.add(read.cataloger());
                            Owner owner = Owner.of(file.path(), read.cataloger(), owns.packageName());
                            past(owner, owns, state, end(file, state));
                        }
                        default -> {} // says nothing of executables
                    }
                }
            }
        }
    }

    private void past(Owner owner, Fact.OwnedFact owns, int state, int end) {
        String key = owner.key();
        if (installed.contains(key)) {
            records.listed(key, state, end);
            boolean listAlone = !listed.contains(key) && records.stayed(key, state);
            for (int i = 0; i < owns.paths().size(); i++) {
                String name = owns.paths().get(i);
                for (String place : diversions.places(name)) {
                    String path = executable(place);
                    int layer = layers.getOrDefault(path, 0);
                    if (layer > 0) {
                        records.owned(key, path, state, end);
                        bytes.remember(new OwnedBytes.Claim(owner, path, owns.digest(i), state, layer));
                    }
                    if (listAlone && !path.isEmpty() && layer <= state) { // its list was thrown away, not the package
                        owned.putIfAbsent(path, key);
                        bytes.compare(new OwnedBytes.Claim(owner, path, owns.digest(i), state, layer));
                    }
                }
            }
        } else if (!OTHERWISE_NAMED.contains(owner.cataloger())) {
            owns.paths().forEach(path -> lose(key, path, state));
        }
    }

    /** As lists of files name the package: Portage's with its category. */
    private static String key(FileHistory file, FileFacts read, Fact.InstalledFact one) {
        String name = (one.namespace().isEmpty() ? "" : one.namespace() + "/") + one.name();
        return key(file, read, name);
    }

    private static String key(FileHistory file, FileFacts read, String name) {
        return Owner.of(file.path(), read.cataloger(), name).key();
    }

    /** The facts while there is work left; that a hostile image has more of them is said elsewhere. */
    private List<FileFacts> bounded(List<FileFacts> says) {
        work += 1 + says.stream().mapToLong(read -> read.facts().size()).sum();
        return work > WORK_MAX ? List.of() : says;
    }

    /** The paths of an owner that is there. */
    private void own(Owner owner, Fact.OwnedFact owns, int state) {
        String key = owner.key();
        listed.add(key);
        records.listed(key, state, records.states());
        for (int i = 0; i < owns.paths().size(); i++) {
            String name = owns.paths().get(i);
            if (name.endsWith("/")) {
                folders.add(merged.links().canonical(name.substring(0, name.length() - 1)), owner.cataloger());
                continue;
            }
            for (String place : diversions.places(name)) {
                String path = executable(place);
                if (!path.isEmpty()) {
                    own(new OwnedBytes.Claim(owner, path, owns.digest(i), state, layers.getOrDefault(path, -1)), key);
                }
            }
        }
    }

    private void own(OwnedBytes.Claim claim, String key) {
        String other = owned.putIfAbsent(claim.path(), key);
        if (other != null && !other.equals(key)) {
            shared.add(claim.path());
        }
        if (claim.layer() > 0) {
            records.owned(key, claim.path(), claim.state(), records.states());
        }
        records.owns(key, claim.path(), Math.max(0, claim.layer()));
        bytes.compare(claim);
    }

    /**
     * An owned path of an owner that is not there: only a file of that state or an earlier one is its own, or one in the place
     * that its file was moved to.
     */
    private void lose(String owner, String listed, int state) {
        for (String place : pastDiversions.places(listed)) {
            String path = executable(place);
            if (!path.isEmpty() && (!place.equals(listed) || layers.getOrDefault(path, -1) <= state)) {
                lost.take(path, owner, state);
            }
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
        return installed.contains(Owner.of(path, "dpkg", path.substring(name, colon < 0 ? end : colon))
                .key());
    }

    private boolean isOwned(String path) {
        if (bytes.isModified(path)) {
            return false;
        }
        if ((owned.containsKey(path) && !records.isGrown(path, layers.getOrDefault(path, 0)))
                || isScriptOfPackage(path)) {
            return true;
        }
        return !folders.cataloger(path).isEmpty();
    }
}
