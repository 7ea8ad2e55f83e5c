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

/**
 * Tells of a language's package that a distribution's package brought it (coverage reference 4.5): the attribute
 * {@code ownedBy} names the package that owns the file in which it was seen.
 *
 * <p>A file that a layer wrote after the one that installed its owner is no longer what the owner brought (pip upgraded
 * it in place), and is taken for nobody's. Digests of the contents are not compared.
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
            merged.histories().stream().filter(FileHistory::isThere).forEach(owners::claim);
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

    private void claim(FileHistory file) {
        for (FileFacts read : file.last()) {
            for (Fact fact : read.facts()) {
                if (fact instanceof Fact.OwnedFact(String name, List<String> paths)) {
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
    private void claim(InstalledPackage owner, String path) {
        List<Integer> found = places.get(path);
        if (found == null && (path.startsWith("lib") || path.startsWith("bin/") || path.startsWith("sbin/"))) {
            found = places.get(merged.links().canonical(path));
            found = found == null ? places.get("usr/" + path) : found;
        }
        if (found != null) {
            found.forEach(place -> claim(owner, place));
        }
    }

    private void claim(InstalledPackage owner, int place) {
        InstalledPackage one = packages.get(place);
        if (one.evidence().layer() > owner.introducedBy() || one.attributes().containsKey(ATTRIBUTE)) {
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
