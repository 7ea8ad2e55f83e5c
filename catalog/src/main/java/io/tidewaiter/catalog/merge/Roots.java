package io.tidewaiter.catalog.merge;

import io.tidewaiter.catalog.distro.Identification;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.FileFacts;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roots of an image: its own, and folders that hold the root of another system (a chroot, the image of a virtual
 * machine, a layer of another runtime), each with the distribution that it says it is.
 */
final class Roots {
    private static final String DPKG = "var/lib/dpkg/";

    /** More facts than these are not gone through for each of a million links to one file. */
    private static final int FEW = 16;

    private final Map<String, OperatingSystem> systems = new HashMap<>();
    private final List<CoverageFact> notes = new ArrayList<>();

    /** Reads the distribution of every root that says one. */
    static Roots of(List<FileHistory> files, FolderLinks links) {
        Map<String, Identification> found = new HashMap<>();
        found.put("", new Identification());
        Set<FileFacts> silent = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FileHistory file : files) {
            if (file.isThere()) {
                for (FileFacts facts : file.last()) {
                    if (!silent.contains(facts) || file.path().startsWith(DPKG)) {
                        facts.facts().forEach(fact -> add(file.path(), fact, links, found));
                        if (facts.facts().size() > FEW && facts.facts().stream().noneMatch(Roots::speaks)) {
                            silent.add(facts);
                        }
                    }
                }
            }
        }
        Roots roots = new Roots();
        found.forEach((root, identification) -> {
            OperatingSystem system = identification.system();
            if (system.isNamed() || root.isEmpty()) {
                roots.systems.put(root, system);
            }
            if (root.isEmpty()) {
                roots.notes.addAll(identification.notes());
            }
        });
        return roots;
    }

    /** Whether a fact may tell of a distribution wherever its file lies. */
    private static boolean speaks(Fact fact) {
        return fact instanceof Fact.DistributionFact || fact instanceof Fact.ChannelFact;
    }

    private static void add(String path, Fact fact, FolderLinks links, Map<String, Identification> found) {
        if (fact instanceof Fact.DistributionFact) {
            String name = LinkedDatabases.identity(links, path);
            String within = OsReleaseCataloger.pathInRoot(name);
            String root = name.substring(0, name.length() - within.length());
            found.computeIfAbsent(root, key -> new Identification()).add(within, fact);
        } else if (fact instanceof Fact.ChannelFact || path.startsWith(DPKG)) {
            found.computeIfAbsent("", key -> new Identification()).add(path, fact);
        }
    }

    /** What a person should know of how the image's own distribution was told. */
    List<CoverageFact> notes() {
        return notes;
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
