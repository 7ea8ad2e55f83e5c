package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a language's package that a distribution's package brought it (coverage reference 4.5): the attribute
 * {@code ownedBy} names the package that owns the file in which it was seen.
 *
 * <p>The owner's record of the digest decides, where there is one and the layer told that of the file: who upgraded it in
 * place, by pip or by hand, took it from its owner. Without them a file that a layer wrote after the one that installed
 * its owner is taken for nobody's.
 */
final class Owners {
    static final String ATTRIBUTE = "ownedBy";

    /** Owned paths that are gone through. */
    private static final long WORK_MAX = 20_000_000;

    /** Places of language packages in the list, by the path of their file. */
    private final Map<String, List<Integer>> places = new HashMap<>();

    private final Map<String, InstalledPackage> distribution = new HashMap<>();
    private final List<InstalledPackage> packages;
    private final LayerMerge.Merged merged;
    private final Map<String, Fact.DigestFact> digests = new HashMap<>();

    /** Whether the file has the bytes of the owner's record, by owner and path; only where that can be told. */
    private final Map<String, Boolean> same = new HashMap<>();

    private long work;

    private Owners(List<InstalledPackage> packages, LayerMerge.Merged merged) {
        this.packages = packages;
        this.merged = merged;
    }

    /** Replaces every language package in the list that has an owner. */
    static void mark(List<InstalledPackage> packages, LayerMerge.Merged merged) {
        Owners owners = new Owners(packages, merged);
        owners.sort();
        if (!owners.places.isEmpty() && !owners.distribution.isEmpty()) {
            List<FileHistory> there =
                    merged.histories().stream().filter(FileHistory::isThere).toList();
            there.forEach(owners::take);
            there.forEach(owners::compare);
            there.forEach(owners::claim);
        }
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
            OwnedBytes.of(file).ifPresent(fact -> digests.put(file.path(), fact));
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
            String canonical = merged.links().canonical(path);
            return places.containsKey(canonical) ? canonical : "usr/" + path;
        }
        return path;
    }

    private void claim(InstalledPackage owner, String listed) {
        String path = placed(listed);
        List<Integer> found = places.get(path);
        if (found != null) {
            Boolean bytes = same.get(key(owner.name(), path));
            found.forEach(place -> claim(owner, place, bytes));
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
        packages.set(
                place,
                new InstalledPackage(
                        one.purl(),
                        one.ecosystem(),
                        one.name(),
                        one.version(),
                        one.source(),
                        one.architecture(),
                        one.evidence(),
                        one.introducedBy(),
                        attributes));
    }

    private static String key(String cataloger, String name) {
        return cataloger + '\n' + name;
    }
}
