package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a language's package that a distribution's package brought it (coverage reference 4.5): the attribute
 * {@code ownedBy} names the package that owns the file in which it was seen.
 *
 * <p>The owner's record of the digest decides, where there is one and the layer told that of the file: who upgraded it in
 * place, by pip or by hand, took it from its owner. Without them a file that a layer wrote after the one that installed
 * its owner is taken for nobody's. Nor does a record speak for a later file that was written into it after the owner was
 * installed (B24): a finding of the language's own advisories would go with it.
 */
final class Owners {
    static final String ATTRIBUTE = "ownedBy";

    /** Slices are added to a package of Chisel; Portage builds the same version with more features. */
    private static final Set<String> GROWING = Set.of("chisel", "portage");

    /** Owned paths that are gone through. */
    private static final long WORK_MAX = 20_000_000;

    /** Places of language packages in the list, by the path of their file. */
    private final Map<String, List<Integer>> places = new HashMap<>();

    private final Map<String, InstalledPackage> distribution = new HashMap<>();
    private final List<InstalledPackage> packages;
    private final FolderLinks links;
    private final Map<String, Fact.DigestFact> digests = new HashMap<>();

    /** Whether the file has the bytes of the owner's record, by owner and path; only where that can be told. */
    private final Map<String, Boolean> same = new HashMap<>();

    /** Claims on files that came after their owner, by its cataloger, its name and the path. */
    private final Map<String, Claim> doubtful = new HashMap<>();

    /** Layers of files that tell of no package, by path. */
    private final Map<String, Integer> nameless;

    /** Of those the ones that have an owner. */
    private final Set<String> owned = new HashSet<>();

    private long work;

    private record Claim(InstalledPackage owner, List<Integer> places, String path) {}

    private Owners(List<InstalledPackage> packages, FolderLinks links, Map<String, Integer> nameless) {
        this.packages = packages;
        this.links = links;
        this.nameless = nameless;
    }

    /**
     * Replaces every language package in the list that has an owner.
     *
     * @param files all that say something, in path order
     * @param links of the image; nobody else asks them meanwhile
     * @param nameless files that may hold packages and do not tell which, each with its layer
     * @return those of them that have an owner
     */
    static Set<String> mark(
            List<InstalledPackage> packages,
            List<FileHistory> files,
            FolderLinks links,
            Map<String, Integer> nameless) {
        Owners owners = new Owners(packages, links, nameless);
        nameless.keySet().forEach(path -> owners.places.put(path, new ArrayList<>(1)));
        owners.sort();
        if (!owners.places.isEmpty() && !owners.distribution.isEmpty()) {
            List<FileHistory> there =
                    files.stream().filter(FileHistory::isThere).toList();
            there.forEach(owners::take);
            there.forEach(owners::compare);
            there.forEach(owners::claim);
            if (!owners.doubtful.isEmpty()) {
                SortedSet<Integer> states = owners.doubtful.values().stream()
                        .map(claim -> claim.owner().introducedBy())
                        .collect(Collectors.toCollection(TreeSet::new));
                files.forEach(file -> owners.confirm(file, states));
            }
        }
        return owners.owned;
    }

    private void sort() {
        for (int place = 0; place < packages.size(); place++) {
            InstalledPackage one = packages.get(place);
            if (PackageTypes.isDistribution(one.purl().type())) {
                distribution.put(key(one.evidence().cataloger(), one.name()), one);
            } else {
                String path = one.evidence().path();
                int inner = path.indexOf("!/");
                places.computeIfAbsent(inner < 0 ? path : path.substring(0, inner), _ -> new ArrayList<>(1))
                        .add(place);
            }
        }
    }

    private void take(FileHistory file) {
        if (places.containsKey(file.path())) {
            file.digest().ifPresent(fact -> digests.put(file.path(), fact));
        }
    }

    private void compare(FileHistory file) {
        for (FileFacts read : digests.isEmpty() ? List.<FileFacts>of() : file.last()) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact owns && !owns.digests().isEmpty()) {
                    work += owns.digests().size();
                    for (int i = 0; i < owns.paths().size() && work <= WORK_MAX; i++) {
                        compare(owns.packageName(), owns.paths().get(i), owns.digest(i));
                    }
                }
            }
        }
    }

    private void compare(String owner, String listed, String recorded) {
        String path = recorded.isEmpty() ? "" : placed(listed);
        Fact.DigestFact seen = digests.get(path);
        if (seen != null && seen.speaksOf(recorded)) {
            same.merge(key(owner, path), seen.digests().contains(recorded), Boolean::logicalOr);
        }
    }

    private void claim(FileHistory file) {
        for (FileFacts read : file.last()) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact(String name, List<String> paths, List<String> _)) {
                    InstalledPackage owner = distribution.get(key(read.cataloger(), name));
                    work += paths.size();
                    if (owner != null && work <= WORK_MAX) {
                        paths.forEach(path -> claim(owner, path));
                    }
                }
            }
        }
    }

    /** Package managers list {@code lib/x} where a merged /usr, with its links or without them, has {@code usr/lib/x}. */
    private String placed(String path) {
        if (!places.containsKey(path)
                && (path.startsWith("lib") || path.startsWith("bin/") || path.startsWith("sbin/"))) {
            String canonical = links.canonical(path);
            return places.containsKey(canonical) ? canonical : "usr/" + path;
        }
        return path;
    }

    private void claim(InstalledPackage owner, String listed) {
        String path = placed(listed);
        List<Integer> found = places.get(path);
        if (found != null) {
            Boolean bytes = same.get(key(owner.name(), path));
            boolean isLater = nameless.getOrDefault(path, -1) > owner.introducedBy()
                    || found.stream()
                            .anyMatch(place -> packages.get(place).evidence().layer() > owner.introducedBy());
            if (Boolean.TRUE.equals(bytes)
                    && isLater
                    && !GROWING.contains(owner.evidence().cataloger())) {
                doubtful.put(
                        key(owner.evidence().cataloger(), owner.name()) + '\n' + path, new Claim(owner, found, path));
            } else {
                found.forEach(place -> claim(owner, place, bytes));
                own(owner, path, bytes);
            }
        }
    }

    /** What an owner listed when it was installed is its own, whoever wrote it again. */
    private void confirm(FileHistory file, SortedSet<Integer> states) {
        for (int state : states) {
            for (FileFacts read : file.facts().get(state)) {
                work += read.facts().size();
                if (work > WORK_MAX) {
                    return;
                }
                for (Fact fact : read.facts()) {
                    if (fact instanceof Fact.OwnedFact owns) {
                        confirm(key(read.cataloger(), owns.packageName()), owns.paths(), state);
                    }
                }
            }
        }
    }

    private void confirm(String owner, List<String> listed, int state) {
        work += listed.size();
        for (int i = 0; i < listed.size() && work <= WORK_MAX; i++) {
            Claim claim = doubtful.get(owner + '\n' + placed(listed.get(i)));
            if (claim != null && state == claim.owner().introducedBy()) {
                claim.places().forEach(place -> claim(claim.owner(), place, true));
                own(claim.owner(), claim.path(), true);
            }
        }
    }

    private void own(InstalledPackage owner, String path, @Nullable Boolean same) {
        Integer layer = nameless.get(path);
        if (layer != null && (same == null ? layer <= owner.introducedBy() : same)) {
            owned.add(path);
        }
    }

    /** @param same whether the file has the bytes of the record; null where that cannot be told */
    private void claim(InstalledPackage owner, int place, @Nullable Boolean same) {
        InstalledPackage one = packages.get(place);
        boolean its = same == null ? one.evidence().layer() <= owner.introducedBy() : same;
        if (!its || one.attributes().containsKey(ATTRIBUTE)) {
            return;
        }
        SortedMap<String, String> attributes = new TreeMap<>(one.attributes());
        attributes.put(ATTRIBUTE, owner.name());
        packages.set(place, one.with(one.introducedBy(), attributes));
    }

    private static String key(String cataloger, String name) {
        return cataloger + '\n' + name;
    }
}
