package io.tidewaiter.catalog.merge;

import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.PathOrder;
import io.tidewaiter.catalog.layer.PathTable;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.catalog.overlay.FolderLinks;
import io.tidewaiter.catalog.read.LinkedPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final int HARD_LINKS_MAX = 32;

    /** All of these files. */
    private static final Set<String> NAMES = Stream.concat(
                    IDENTITIES.stream(),
                    PLACES.stream().flatMap(place -> place.files().stream().map(name -> place.folder() + "/" + name)))
            .collect(Collectors.toUnmodifiableSet());

    private LinkedDatabases() {}

    /** Those of a merged image that no cataloger can have seen; mostly none. */
    static List<LinkedPath> of(FolderLinks links, List<Optional<LayerFacts>> layers) {
        List<LinkedPath> found = new ArrayList<>();
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
        layers.forEach(layer -> layer.ifPresent(facts -> hardLinks(facts, found)));
        found.removeIf(link -> layers.stream()
                .noneMatch(layer ->
                        layer.filter(facts -> has(facts.paths(), link.path())).isPresent()));
        return found;
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

    /** Layers of ostree hold each file under its checksum, and in its place a hard link to that. */
    private static void hardLinks(LayerFacts layer, List<LinkedPath> found) {
        PathTable.Cursor entry = layer.paths().cursor();
        while (entry.next() && found.size() < HARD_LINKS_MAX) {
            if (EntryMarks.node(entry.marks()) == EntryMarks.HARDLINK && NAMES.contains(entry.text())) {
                String target = EntryPath.normalise(entry.target()).value();
                add(found, target, entry.text(), !layer.of(entry.text()).isEmpty());
            }
        }
    }

    private static void add(List<LinkedPath> found, String path, String name, boolean known) {
        boolean twice = found.stream().anyMatch(link -> link.path().equals(path));
        if (!known && !path.isEmpty() && !twice) {
            found.add(new LinkedPath(path, name));
        }
    }

    private static boolean isKnown(String folder) {
        return KNOWN.stream().anyMatch(end -> folder.equals(end) || folder.endsWith("/" + end));
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
