package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.LayerMerge;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is left of packages whose record a later layer took away, or gave another version, where no program tells: scripts,
 * libraries of an interpreter, data.
 *
 * <p>Who removes a package removes its files; what package managers leave lies in {@code etc} and {@code var}, and people
 * remove documentation by itself. So other files of the state that still had the record are enough, where they are no small
 * part of its list: who removes a package by hand forgets commands and helpers ({@code rm -rf site-packages/pip*} leaves
 * {@code bin/pip}). A package of npm has no list: its folder is one.
 *
 * <p>The paths of all layers are gone through once more, and only where a record is gone.
 */
final class Remains {
    private static final int PATHS_MAX = 1_000_000;

    /** Facts and owned paths that are gone through: a million hard links may lead to one list of a million paths. */
    private static final long WORK_MAX = 40_000_000;

    /** A smaller part of a package is left by mistake: one file of so many. */
    private static final int PART = 4;

    private static final String NPM = "npm";
    private static final List<String> LEFT_BEHIND = List.of(
            "etc/",
            "var/",
            "run/",
            "tmp/",
            "usr/share/doc/",
            "usr/share/man/",
            "usr/share/info/",
            "usr/share/locale/",
            "usr/share/licenses/");

    /** Whose a path was, and the last state that said so. */
    private record Claim(String owner, int state) {}

    private final LayerMerge.Merged merged;
    private final Set<String> installed;
    private final Set<String> otherwiseNamed;
    private final Map<String, Claim> files = new HashMap<>();
    private final Map<String, Claim> folders = new HashMap<>();
    private final Map<String, Claim> rewritten = new HashMap<>();
    /** How many files the owners of {@link #files} had, and how many of those or of a folder are still there. */
    private final Map<String, Integer> listed = new HashMap<>();

    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Integer> lastStates = new HashMap<>();
    private final Set<String> old = new HashSet<>();
    private final Set<String> fresh = new HashSet<>();
    /** Paths that dpkg-divert(1) moved what packages have there away from, each with the first state that said so. */
    private final Map<String, Integer> diverted = new HashMap<>();

    private long work;

    /**
     * For one image.
     *
     * @param installed keys of the owners that are there; it may be filled later
     * @param otherwiseNamed catalogers whose lists name no packages
     */
    Remains(LayerMerge.Merged merged, Set<String> installed, Set<String> otherwiseNamed) {
        this.merged = merged;
        this.installed = installed;
        this.otherwiseNamed = otherwiseNamed;
    }

    /**
     * Looks for them. Where a layer was not read nothing is gone for certain: its whiteouts are not known.
     *
     * @param told owners that are told of already
     * @param changed owners with another version and no programs, each with the last state of the one before
     */
    void look(List<FileHistory> histories, Set<String> told, Map<String, Integer> changed) {
        if (merged.layers().stream().anyMatch(Optional::isEmpty)) {
            return;
        }
        for (FileHistory file : histories) {
            past(file, told);
            if (file.isThere() && !changed.isEmpty()) {
                changed(file, changed);
            }
        }
        if (!files.isEmpty()) {
            histories.forEach(this::handedOver);
            files.values().forEach(claim -> listed.merge(claim.owner(), 1, Integer::sum));
        }
        if (!files.isEmpty() || !folders.isEmpty() || !rewritten.isEmpty()) {
            merged.visit(this::file);
        }
    }

    private void past(FileHistory file, Set<String> told) {
        int last = file.layers().length - 1;
        for (int state = last; state >= 0; state--) {
            boolean same = state < last && file.layers()[state] == file.layers()[state + 1];
            for (FileFacts read :
                    same ? List.<FileFacts>of() : bounded(file.facts().get(state))) {
                for (Fact fact : read.facts()) {
                    switch (fact) {
                        case Fact.OwnedFact owns
                        when owns.packageName().equals(DpkgCataloger.DIVERTED) ->
                            diverted(owns.paths(), file.layers()[state]);
                        case Fact.OwnedFact owns -> owned(file, read, owns, state, told);
                        case Fact.InstalledFact one
                        when one.type().equals(NPM) && one.inner().isEmpty() && isSilent(file) ->
                            claim(folders, folder(file.path()), new Claim(NPM + '\n' + one.name() + '\n', state));
                        default -> {} // says nothing of files
                    }
                }
            }
        }
    }

    /** The facts while there is work left; that there were more is said. */
    private List<FileFacts> bounded(List<FileFacts> says) {
        work += 1 + says.stream().mapToLong(read -> read.facts().size()).sum();
        return work > WORK_MAX ? List.of() : says;
    }

    private List<String> paths(Fact.OwnedFact owns) {
        work += owns.paths().size();
        return work > WORK_MAX ? List.of() : owns.paths();
    }

    /** Whether a package.json is gone, or names no package any more; one that cannot be read is told as that. */
    private static boolean isSilent(FileHistory file) {
        return !file.isThere()
                || file.last().stream()
                        .flatMap(read -> read.facts().stream())
                        .noneMatch(fact -> fact instanceof Fact.InstalledFact || fact instanceof Fact.UnreadFact);
    }

    /** The first of each pair is where a package's file is no more. */
    private void diverted(List<String> pairs, int layer) {
        for (int i = 0; i + 1 < pairs.size() && diverted.size() < PATHS_MAX; i += 2) {
            diverted.merge(merged.links().canonical(pairs.get(i)), layer, Math::min);
        }
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void owned(FileHistory file, FileFacts read, Fact.OwnedFact owns, int state, Set<String> told) {
        Owner named = Owner.of(file.path(), read.cataloger(), owns.packageName());
        String owner = named.key();
        if (otherwiseNamed.contains(read.cataloger()) || installed.contains(owner) || told.contains(owner)) {
            return;
        }
        Claim claim = new Claim(owner, state);
        List<String> paths = paths(owns);
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            boolean isFolder = i + 1 < paths.size() && paths.get(i + 1).startsWith(path + "/");
            if (!isFolder && !isLeftBehind(path) && named.holds(path)) {
                claim(files, merged.links().canonical(path), claim);
            }
        }
    }

    private static void claim(Map<String, Claim> claims, String path, Claim claim) {
        if (claims.size() < PATHS_MAX) {
            claims.merge(path, claim, (one, other) -> one.state() >= other.state() ? one : other);
        }
    }

    private static boolean isLeftBehind(String path) {
        return path.endsWith("/")
                || path.contains("/etc/")
                || path.contains("/__pycache__/")
                || LEFT_BEHIND.stream().anyMatch(path::startsWith);
    }

    /** The lists of owners with another version. */
    private void changed(FileHistory file, Map<String, Integer> changed) {
        for (FileFacts read : bounded(file.last())) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact owns) {
                    String owner = Owner.of(file.path(), read.cataloger(), owns.packageName())
                            .key();
                    Integer state = changed.get(owner);
                    if (state != null) {
                        Claim claim = new Claim(owner, state);
                        paths(owns)
                                .forEach(listed ->
                                        claim(rewritten, merged.links().canonical(listed), claim));
                    }
                }
            }
        }
    }

    /** What an owner that is there listed at the same time is its own. */
    private void handedOver(FileHistory file) {
        for (int state = 0; state < file.layers().length; state++) {
            boolean same = state > 0 && file.layers()[state] == file.layers()[state - 1];
            for (FileFacts read :
                    same ? List.<FileFacts>of() : bounded(file.facts().get(state))) {
                for (Fact fact : read.facts()) {
                    if (fact instanceof Fact.OwnedFact owns
                            && installed.contains(Owner.of(file.path(), read.cataloger(), owns.packageName())
                                    .key())) {
                        for (String listed : paths(owns)) {
                            String path = merged.links().canonical(listed);
                            Claim claim = files.get(path);
                            if (claim != null && state <= claim.state()) {
                                files.remove(path);
                            }
                        }
                    }
                }
            }
        }
    }

    private void file(String path, int layer) {
        Claim claim = diverted.getOrDefault(path, Integer.MAX_VALUE) <= layer ? null : files.get(path);
        if (claim == null && !folders.isEmpty()) {
            claim = folders.get(innermost(path));
        }
        if (claim != null && layer <= claim.state()) {
            left.merge(claim.owner(), 1, Integer::sum);
            lastStates.merge(claim.owner(), claim.state(), Math::max);
        }
        Claim changed = rewritten.get(path);
        if (changed != null && layer > changed.state()) {
            fresh.add(changed.owner());
        } else if (changed != null && !isLeftBehind(path)) {
            old.add(changed.owner());
        }
    }

    /** The folder of the package that a file is of: packages within it are others. */
    private static String innermost(String path) {
        int modules = path.lastIndexOf("node_modules/");
        if (modules < 0) {
            return "";
        }
        int from = modules + "node_modules/".length();
        int end = path.indexOf('/', from);
        if (end > 0 && path.charAt(from) == '@') {
            end = path.indexOf('/', end + 1);
        }
        return end < 0 ? "" : path.substring(0, end);
    }

    /** What it says of records that are gone. */
    Optional<CoverageFact> gone() {
        SortedSet<String> gone = new TreeSet<>();
        int count = 0;
        int last = -1;
        for (Map.Entry<String, Integer> one : left.entrySet()) {
            String owner = one.getKey();
            if ((long) one.getValue() * PART >= listed.getOrDefault(owner, 0)) {
                gone.add(Owner.name(owner));
                count += one.getValue();
                last = Math.max(last, lastStates.getOrDefault(owner, -1));
            }
        }
        return Telling.gone(gone, count, "file", last);
    }

    /** The names of packages with another version, all of whose files are still those of the one before. */
    List<String> rewritten() {
        return old.stream()
                .filter(owner -> !fresh.contains(owner))
                .map(Owner::name)
                .toList();
    }

    /** Whether there was more than was looked at. */
    boolean isCutOff() {
        return work > WORK_MAX
                || files.size() >= PATHS_MAX
                || folders.size() >= PATHS_MAX
                || rewritten.size() >= PATHS_MAX;
    }
}
