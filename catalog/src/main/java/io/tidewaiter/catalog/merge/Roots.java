package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.distro.Distributions;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The roots of an image: its own, and folders that hold the root of another system (a chroot, the image of a virtual
 * machine, a layer of another runtime), each with the distribution that it says it is.
 */
final class Roots {
    private final Map<String, OperatingSystem> systems = new HashMap<>();

    /** Reads the distribution of every root that says one. */
    static Roots of(List<FileHistory> files) {
        Map<String, Map<String, SortedMap<String, String>>> found = new HashMap<>();
        for (FileHistory file : files) {
            if (file.isThere()) {
                for (FileFacts facts : file.last()) {
                    for (Fact fact : facts.facts()) {
                        if (fact instanceof Fact.DistributionFact(SortedMap<String, String> fields)) {
                            add(file.path(), fields, found);
                        }
                    }
                }
            }
        }
        Roots roots = new Roots();
        found.forEach((root, fields) -> {
            OperatingSystem system = Distributions.choose(fields);
            if (system.isNamed() || root.isEmpty()) {
                roots.systems.put(root, system);
            }
        });
        return roots;
    }

    private static void add(
            String path, SortedMap<String, String> fields, Map<String, Map<String, SortedMap<String, String>>> found) {
        String within = OsReleaseCataloger.pathInRoot(path);
        String root = path.substring(0, path.length() - within.length());
        found.computeIfAbsent(root, key -> new HashMap<>()).put(within, fields);
    }

    /** The distribution of the image itself. */
    OperatingSystem own() {
        return systems.getOrDefault("", OperatingSystem.NONE);
    }

    /** The distribution of the innermost root that a file lies in and that says one. */
    OperatingSystem at(String path) {
        if (systems.size() > 1 || !systems.containsKey("")) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                OperatingSystem system = systems.get(path.substring(0, slash + 1));
                if (system != null) {
                    return system;
                }
            }
        }
        return own();
    }
}
