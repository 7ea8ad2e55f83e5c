package io.tidewaiter.catalog.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.TarBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Entries behind symbolic links land where a runtime unpacks them. */
class FolderLinksTest {
    private static final int IMAGES = 10_000;
    private static final String[] NAMES = {"a", "b", "c", "x.pkgs"};
    private static final String[] TARGETS = {"a", "b", "/c", "../a", "./b/c", "/a/b", "../../c", "a/../b"};

    private static TarBuilder tar() {
        return new TarBuilder();
    }

    private static List<String> there(TarBuilder... layers) {
        return Layers.merge(layers).histories().stream()
                .filter(FileHistory::isThere)
                .map(file -> file.path() + "@" + file.layer())
                .toList();
    }

    @Test
    void aFileBehindALinkOfALowerLayerReplacesTheOneThatTheLinkLeadsTo() {
        assertThat(there(
                        tar().symlink("lib", "usr/lib").file("usr/lib/apk/db/x.pkgs", "x 1"),
                        tar().file("lib/apk/db/x.pkgs", "x 2")))
                .containsExactly("usr/lib/apk/db/x.pkgs@1");
    }

    @Test
    void aWhiteoutBehindALinkHidesWhatTheLinkLeadsTo() {
        assertThat(there(tar().symlink("lib", "/usr/lib").file("usr/lib/x.pkgs", "x 1"), tar().whiteout("lib/x.pkgs")))
                .isEmpty();
        assertThat(there(
                        tar().symlink("var/lib", "../usr/lib").file("usr/lib/x.pkgs", "x 1"), tar().opaque("var/lib/")))
                .containsExactly("usr/lib/x.pkgs@0"); // the link is replaced by a folder of that name
    }

    @Test
    void linksThatTakeTooLongToFollowAreNotFollowed() {
        TarBuilder links = tar();
        String detour = "x/../".repeat(700);
        for (int i = 0; i < 40; i++) {
            links.symlink("l" + i, detour + (i < 39 ? "l" + (i + 1) : "d"));
        }
        TarBuilder below = tar();
        for (int i = 0; i < 1000; i++) {
            below.file("l0/" + i + "/x.pkgs", "x 1");
        }
        assertThat(Layers.merge(links, tar().file("l0/x.pkgs", "x 1")).links().tooMany())
                .isFalse();
        assertThat(Layers.merge(links, below).links().tooMany()).isTrue();
    }

    @Test
    void aFolderInPlaceOfALinkKeepsItsOwnFiles() {
        assertThat(there(
                        tar().symlink("lib", "usr/lib").file("usr/lib/x.pkgs", "x 1"),
                        tar().directory("lib").file("lib/x.pkgs", "x 2")))
                .containsExactly("lib/x.pkgs@1", "usr/lib/x.pkgs@0");
    }

    @Test
    void aLinkThatALayerTookAwayLeadsNowhere() {
        assertThat(there(
                        tar().symlink("lib", "usr/lib").file("usr/lib/x.pkgs", "x 1"),
                        tar().whiteout("lib"),
                        tar().file("lib/x.pkgs", "x 2")))
                .containsExactly("lib/x.pkgs@2", "usr/lib/x.pkgs@0");
    }

    @Test
    void linksThroughLinksAreFollowedAndNoneLeavesTheRoot() {
        assertThat(there(
                        tar().symlink("a", "b").symlink("b", "../../../c").file("c/x.pkgs", "x 1"),
                        tar().file("a/x.pkgs", "x 2")))
                .containsExactly("c/x.pkgs@1");
    }

    @Test
    void linksInACircleLeaveThePathAsItIs() {
        assertThat(there(tar().symlink("a", "b").symlink("b", "a"), tar().file("a/x.pkgs", "x 1")))
                .containsExactly("a/x.pkgs@1");
    }

    @Test
    void aHardLinkToAFileBehindALinkSaysWhatTheFileSays() {
        List<FileHistory> files = Layers.merge(
                        tar().symlink("lib", "usr/lib").file("usr/lib/x.pkgs", "x 1"),
                        tar().hardlink("y.pkgs", "lib/x.pkgs"))
                .histories();
        assertThat(files)
                .filteredOn(file -> file.path().equals("y.pkgs"))
                .allSatisfy(file -> assertThat(file.last()).isNotEmpty());
        assertThat(files).extracting(FileHistory::path).contains("y.pkgs");
    }

    /** A change of a layer: {@code f} file, {@code d} folder, {@code w} whiteout, {@code l} symbolic link. */
    private record Change(char kind, String path, String target) {}

    /** The obvious way: a map of nodes, changed entry by entry as containerd does. */
    private static final class FileSystem {
        private static final String FOLDER = "/";
        private final TreeMap<String, String> nodes = new TreeMap<>();

        String parent(String path) {
            int slash = path.lastIndexOf('/');
            Deque<String> left = new ArrayDeque<>(
                    slash < 0
                            ? List.of()
                            : Arrays.asList(path.substring(0, slash).split("/")));
            List<String> at = new ArrayList<>();
            for (int hops = 0; !left.isEmpty(); ) {
                String step = left.pop();
                if (step.equals("..")) {
                    if (!at.isEmpty()) {
                        at.removeLast();
                    }
                } else if (!step.isEmpty() && !step.equals(".")) {
                    at.add(step);
                    String node = nodes.get(String.join("/", at));
                    if (node != null && node.startsWith("->")) {
                        if (++hops > 40) {
                            return "?";
                        }
                        at.removeLast();
                        if (node.startsWith("->/")) {
                            at.clear();
                        }
                        List<String> steps = Arrays.asList(node.substring(2).split("/"));
                        steps.reversed().forEach(left::push);
                    }
                }
            }
            return String.join("/", at);
        }

        String real(String path) {
            String parent = parent(path);
            String name = path.substring(path.lastIndexOf('/') + 1);
            return parent.isEmpty() ? name : parent + "/" + name;
        }

        void remove(String path) {
            nodes.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "/"));
        }

        void put(String path, String node) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                if (!FOLDER.equals(nodes.get(folder))) {
                    nodes.put(folder, FOLDER); // in place of a file
                }
            }
            if (!node.equals(FOLDER) || !FOLDER.equals(nodes.get(path))) {
                remove(path);
            }
            nodes.put(path, node);
        }
    }

    @Test
    void agreesWithAFileSystem() {
        long seed = 20261125;
        Random random = new Random(seed);
        int compared = 0;
        int through = 0;
        for (int image = 0; image < IMAGES; image++) {
            List<List<Change>> layers = new ArrayList<>();
            FileSystem system = new FileSystem();
            boolean plain = true;
            for (int layer = 0; layer < 3 && plain; layer++) {
                List<Change> changes = layer(random, layer);
                plain = apply(changes, layer, system);
                layers.add(changes);
            }
            if (!plain) {
                continue;
            }
            compared++;
            List<String> wanted = system.nodes.entrySet().stream()
                    .filter(node ->
                            node.getKey().endsWith(".pkgs") && node.getValue().startsWith("@"))
                    .map(node -> node.getKey() + node.getValue())
                    .sorted()
                    .toList();
            through += wanted.stream().anyMatch(file -> isMoved(file, layers)) ? 1 : 0;
            assertThat(there(layers.stream().map(FolderLinksTest::tar).toArray(TarBuilder[]::new)).stream()
                            .sorted()
                            .toList())
                    .as("seed %d image %d: %s", seed, image, layers)
                    .isEqualTo(wanted);
        }
        assertThat(compared).isGreaterThan(IMAGES / 10);
        assertThat(through).as("images with a file behind a link").isGreaterThan(20);
    }

    private static boolean isMoved(String file, List<List<Change>> layers) {
        String path = file.substring(0, file.indexOf('@'));
        return layers.stream()
                .flatMap(List::stream)
                .noneMatch(change -> change.path.equals(path) && change.kind == 'f');
    }

    /** Links first, as tars of whole file systems have them; upper layers rather have files. */
    private static List<Change> layer(Random random, int layer) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            StringBuilder path = new StringBuilder(NAMES[random.nextInt(3)]);
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                path.append('/').append(NAMES[random.nextInt(depth == 1 ? 4 : 3)]);
            }
            char kind = (layer == 0 ? "lllfd" : "ffffwdl").charAt(random.nextInt(layer == 0 ? 5 : 7));
            changes.add(new Change(kind, path.toString(), TARGETS[random.nextInt(TARGETS.length)]));
        }
        return changes;
    }

    /** False where the layer contradicts itself: the outcome would hang on the order of its entries. */
    private static boolean apply(List<Change> changes, int layer, FileSystem system) {
        Set<String> touched = new HashSet<>();
        for (Change change : changes) {
            String path = system.real(change.path);
            if (path.startsWith("?")) {
                return false;
            }
            for (String other : touched) {
                if (other.equals(path) || other.startsWith(path + "/") || path.startsWith(other + "/")) {
                    return false;
                }
            }
            boolean textual = changes.stream()
                    .anyMatch(other -> !other.equals(change)
                            && (other.path.equals(change.path)
                                    || (other.path.startsWith(change.path + "/") && change.kind != 'd')));
            if (textual) {
                return false;
            }
            touched.add(path);
            switch (change.kind) {
                case 'w' -> system.remove(path);
                case 'f' -> system.put(path, "@" + layer);
                case 'd' -> system.put(path, FileSystem.FOLDER);
                default -> system.put(path, "->" + change.target);
            }
        }
        // What one entry of the layer made must not have changed where another one leads.
        return changes.stream().allMatch(change -> touched.contains(system.real(change.path)));
    }

    private static TarBuilder tar(List<Change> changes) {
        TarBuilder tar = new TarBuilder();
        for (Change change : changes) {
            switch (change.kind) {
                case 'f' -> tar.file(change.path, "p 1");
                case 'w' -> tar.whiteout(change.path);
                case 'd' -> tar.directory(change.path);
                default -> tar.symlink(change.path, change.target);
            }
        }
        return tar;
    }

    @Test
    void pathsOfThePackageManagerAreLookedUpWhereTheyAre() {
        FolderLinks links = Layers.merge(tar().symlink("bin", "usr/bin").symlink("usr/bin/sh", "dash"))
                .links();
        assertThat(Map.of("bin/dash", links.canonical("bin/dash"), "usr/bin/sh", links.canonical("usr/bin/sh")))
                .containsEntry("bin/dash", "usr/bin/dash")
                .containsEntry("usr/bin/sh", "usr/bin/sh");
    }
}
