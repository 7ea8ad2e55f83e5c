package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.catalog.channel.RpmDatabase;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.catalog.layer.PathOrder;
import io.tidewaiter.catalog.layer.PathTable;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.overlay.FileHistory;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.catalog.read.LinkedNames;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.catalog.text.RootPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Package databases that lie where no cataloger looks, because their folder, or the file itself, is a symbolic link:
 * {@code /var/lib/dpkg -> /data/dpkg}. Only all layers together tell; the image is then read once more, with their names.
 */
final class LinkedDatabases {
    /** Folders of databases with the files that make them one. */
    private record Place(String folder, List<String> files) {}

    private static final List<Place> PLACES = List.of(
            new Place("var/lib/dpkg", List.of("status")),
            new Place("lib/apk/db", List.of("installed")),
            new Place("var/lib/rpm", List.of("rpmdb.sqlite", "Packages.db", "Packages")),
            new Place("usr/lib/sysimage/rpm", List.of("rpmdb.sqlite", "Packages.db", "Packages")),
            new Place("usr/share/rpm", List.of("rpmdb.sqlite", "Packages.db", "Packages")),
            new Place("var/lib/pacman/local", List.of()),
            new Place("usr/lib/opkg", List.of("status")),
            new Place("var/lib/opkg", List.of("status")),
            new Place("var/db/pkg", List.of()));

    /** What the image says it is may be a link, too: to one of the known names, mostly, or to any other. */
    private static final List<String> IDENTITIES = List.of("etc/os-release", "usr/lib/os-release");

    /** Ends of folders that catalogers know wherever they are. */
    private static final List<String> KNOWN = List.of(
            "lib/dpkg",
            "lib/apk/db",
            "var/lib/rpm",
            "usr/lib/sysimage/rpm",
            "usr/share/rpm",
            "lib/pacman/local",
            "lib/opkg",
            "var/db/pkg");

    private static final int HARD_LINKS_MAX = 20_000;

    /** Images of ostree have 180 for each, of which a quarter is left where the task has them deflated. */
    private static final int HARD_LINK_BYTES_MAX = 4_000_000;

    private static final int PATH_BYTES_MAX = 16_384;

    /** A task has no room for a longer path. */
    private static final int LINKED_BYTES_MAX = 65_535;

    /** All of these files. */
    private static final Set<String> NAMES = Stream.concat(
                    IDENTITIES.stream(),
                    PLACES.stream().flatMap(place -> place.files().stream().map(name -> place.folder() + "/" + name)))
            .collect(Collectors.toUnmodifiableSet());

    private LinkedDatabases() {}

    /** Those of a merged image that no cataloger can have seen; mostly none. */
    static List<LinkedPath> of(
            FolderLinks links, RpmDatabase rpm, List<Optional<LayerFacts>> layers, Predicate<String> wanted) {
        List<LinkedPath> found = new ArrayList<>();
        String named = rpm.folder().isEmpty() ? "" : links.followed(rpm.folder());
        add(found, named, "usr/lib/sysimage/rpm", isKnown(named));
        for (Place place : PLACES) {
            String folder = links.followed(place.folder);
            if (!folder.equals(place.folder)) {
                add(found, folder, place.folder, isKnown(folder));
                continue;
            }
            for (String name : place.files) {
                String path = place.folder + "/" + name;
                String file = links.followed(path);
                if (!file.equals(path)) {
                    int slash = file.lastIndexOf('/');
                    add(found, file, path, slash > 0 && file.endsWith("/" + name) && isKnown(file.substring(0, slash)));
                }
            }
        }
        for (String identity : IDENTITIES) {
            String file = links.followed(identity);
            boolean known = OsReleaseCataloger.pathInRoot(file).equals(file);
            add(found, file, identity, file.equals(identity) || known);
        }
        found.removeIf(link -> bytes(link.path()) > LINKED_BYTES_MAX); // no layer has it, whatever a cell says
        found.removeIf(link -> layers.stream()
                .noneMatch(layer ->
                        layer.filter(facts -> has(facts.paths(), link.path())).isPresent()));
        Map<String, LinkedPath> kept = new LinkedHashMap<>();
        links.hardLinked().forEach(layer -> hardLinks(layer, NAMES::contains, wanted, kept)); // before the many others
        links.hardLinked().forEach(layer -> hardLinks(layer, _ -> true, wanted, kept));
        if (!links.hardLinked().isEmpty()) {
            programs(links.hardLinked(), layers, kept);
        }
        found.forEach(link -> kept.remove(link.path()));
        found.addAll(kept.values());
        return LayerTask.fitting(found);
    }

    /** Where the macros of the image's own rpm say that its database is. */
    static RpmDatabase rpm(List<FileHistory> files) {
        Map<String, List<Fact>> facts = new HashMap<>();
        for (FileHistory file : files) {
            boolean isMacros =
                    file.path().startsWith("usr/lib/rpm/macros") || file.path().startsWith("etc/rpm/macros");
            if (isMacros && file.isThere()) {
                file.last()
                        .forEach(read -> facts.computeIfAbsent(file.path(), key -> new ArrayList<>())
                                .addAll(read.facts()));
            }
        }
        return facts.isEmpty() ? RpmDatabase.UNKNOWN : RpmDatabase.of(facts);
    }

    /** The name under which what a file says of the image's own identity is known; its path where no link leads to it. */
    static String identity(FolderLinks links, String path) {
        if (OsReleaseCataloger.pathInRoot(path).equals(path)) {
            return path;
        }
        return IDENTITIES.stream()
                .filter(identity -> links.followed(identity).equals(path))
                .findFirst()
                .orElse(path);
    }

    /**
     * Layers of ostree hold each file under its checksum, and in its place a hard link to that; pnpm and Bun link what they
     * install to their stores, of which the tar may have the names first.
     */
    private static void hardLinks(
            LayerFacts layer, Predicate<String> among, Predicate<String> wanted, Map<String, LinkedPath> kept) {
        Map<String, String> sought = new LinkedHashMap<>();
        PathTable.Cursor entry = layer.paths().cursor();
        long bytes = bytes(kept);
        while (entry.next() && kept.size() + sought.size() < HARD_LINKS_MAX && bytes < HARD_LINK_BYTES_MAX) {
            if (EntryMarks.node(entry.marks()) == EntryMarks.HARDLINK && (entry.marks() & EntryMarks.FACTS) == 0) {
                String name = entry.text();
                if (!among.test(name)) {
                    continue;
                }
                String target = EntryPath.normalise(entry.target()).value();
                // To ask the catalogers about the hard links of other images would load them all in this process.
                if ((NAMES.contains(name)
                                || EntryMarks.isWantedLink(entry.marks())
                                || (LinkedNames.isObject(target) && wanted.test(name)))
                        && !target.isEmpty()
                        && bytes(target) + bytes(name) <= PATH_BYTES_MAX
                        && !wanted.test(target)
                        && !kept.containsKey(target)
                        && sought.putIfAbsent(target, name) == null) {
                    bytes += bytes(target) + bytes(name);
                }
            }
        }
        PathTable.Cursor file =
                sought.isEmpty() ? PathTable.EMPTY.cursor() : layer.paths().cursor();
        while (file.next()) {
            // Whatever is there now: the link is to what was there before it.
            String name = EntryMarks.node(file.marks()) == EntryMarks.NONE ? null : sought.get(file.text());
            if (name != null) {
                kept.put(file.text(), new LinkedPath(file.text(), name, true));
            }
        }
    }

    /**
     * Programs whose bytes tell a version where their name says whose, and that have the name by a hard link alone, be it of
     * a layer above them. They are programs under their own names, too.
     */
    private static void programs(
            List<LayerFacts> linking, List<Optional<LayerFacts>> layers, Map<String, LinkedPath> kept) {
        Map<String, String> sought = new LinkedHashMap<>();
        long bytes = bytes(kept);
        for (LayerFacts layer : linking) {
            PathTable.Cursor entry = layer.paths().cursor();
            while (entry.next() && kept.size() + sought.size() < HARD_LINKS_MAX && bytes < HARD_LINK_BYTES_MAX) {
                if (EntryMarks.isNamedLink(entry.marks())) {
                    String target = EntryPath.normalise(entry.target()).value();
                    long both = bytes(target) + bytes(entry.text());
                    if (both > PATH_BYTES_MAX || kept.containsKey(target)) {
                        continue;
                    }
                    if ((entry.marks() & EntryMarks.ELF) != 0) { // of the same layer, whatever is there now
                        kept.put(target, new LinkedPath(target, entry.text(), false));
                        bytes += both;
                    } else if (sought.putIfAbsent(target, entry.text()) == null) {
                        bytes += both;
                    }
                }
            }
        }
        for (Optional<LayerFacts> layer : sought.isEmpty() ? List.<Optional<LayerFacts>>of() : layers) {
            PathTable.Cursor file =
                    layer.map(LayerFacts::paths).orElse(PathTable.EMPTY).cursor();
            while (file.next()) {
                boolean isProgram = EntryMarks.node(file.marks()) == EntryMarks.REGULAR
                        && ((file.marks() & EntryMarks.ELF) != 0 || LinkedNames.isObject(file.text()));
                String name = isProgram ? sought.get(file.text()) : null;
                if (name != null) {
                    kept.putIfAbsent(file.text(), new LinkedPath(file.text(), name, false));
                }
            }
        }
    }

    /** What the links take in the frame. */
    private static long bytes(Map<String, LinkedPath> links) {
        return links.values().stream()
                .mapToLong(link -> bytes(link.path()) + bytes(link.name()))
                .sum();
    }

    /** At most as many as the frame needs for it. */
    private static long bytes(String text) {
        return 2 + text.chars().mapToLong(c -> c > 0 && c < 0x80 ? 1 : 3).sum();
    }

    private static void add(List<LinkedPath> found, String path, String name, boolean known) {
        boolean twice = found.stream().anyMatch(link -> link.path().equals(path));
        if (!known && !path.isEmpty() && !twice) {
            found.add(new LinkedPath(path, name, false));
        }
    }

    /**
     * Whether catalogers know a folder, and that it speaks of the image's own root: where a link leads out of {@code var}
     * or {@code usr}, its path looks like that of another root.
     */
    private static boolean isKnown(String folder) {
        String text = folder + "/";
        return KNOWN.stream()
                .anyMatch(end -> (folder.equals(end) || folder.endsWith("/" + end))
                        && (end.startsWith("lib/")
                                ? RootPath.of(text, end + "/").isEmpty()
                                : folder.equals(end)));
    }

    /** Whether a layer has something at the path or below it. */
    private static boolean has(PathTable table, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        PathTable.Cursor entry = table.cursor();
        while (entry.next()) {
            if (PathOrder.isBelow(bytes, bytes.length, entry.path(), entry.length())
                    || PathOrder.compare(bytes, 0, bytes.length, entry.path(), 0, entry.length()) == 0) {
                return true;
            }
        }
        return false;
    }
}
