package io.tidewaiter.catalog.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.TarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random images against the obvious way: a map of paths to which each layer is applied, path by path. */
class MergeOracleTest {
    private static final int IMAGES = 3000;
    private static final String[] NAMES = {"a", "b", "a-b", "a.b", "x.pkgs"};

    private record Change(char kind, String path) {}

    @Test
    void agreesWithTheObviousWay() {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int image = 0; image < IMAGES; image++) {
            List<List<Change>> layers = new ArrayList<>();
            for (int layer = 1 + random.nextInt(5); layer > 0; layer--) {
                layers.add(layer(random));
            }
            LayerMerge.Merged merged =
                    Layers.merge(layers.stream().map(MergeOracleTest::tar).toArray(TarBuilder[]::new));
            SortedMap<String, Integer> expected = oracle(layers);
            List<String> found = merged.histories().stream()
                    .filter(FileHistory::isThere)
                    .map(file -> file.path() + "@" + file.layer())
                    .sorted()
                    .toList();
            List<String> wanted = expected.entrySet().stream()
                    .filter(file -> file.getKey().endsWith(".pkgs"))
                    .map(file -> file.getKey() + "@" + file.getValue())
                    .sorted()
                    .toList();
            assertThat(found).as("seed %d image %d: %s", seed, image, layers).isEqualTo(wanted);
            assertThat(merged.files())
                    .as("seed %d image %d: %s", seed, image, layers)
                    .isEqualTo(expected.size());
        }
    }

    /** A layer without the contradictions that no tar program writes: a file and something below it. */
    private static List<Change> layer(Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            StringBuilder path = new StringBuilder(NAMES[random.nextInt(4)]);
            for (int depth = random.nextInt(3); depth > 0; depth--) {
                path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
            }
            Change change = new Change("ffwo".charAt(random.nextInt(4)), path.toString());
            boolean contradicts = changes.stream()
                    .anyMatch(other -> (below(change.path, other.path) && other.kind == 'f')
                            || (below(other.path, change.path) && change.kind == 'f')
                            || change.path.equals(other.path));
            if (!contradicts) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static boolean below(String path, String folder) {
        return path.startsWith(folder + "/");
    }

    private static TarBuilder tar(List<Change> changes) {
        TarBuilder tar = new TarBuilder();
        for (Change change : changes) {
            switch (change.kind) {
                case 'f' -> tar.file(change.path, "p 1");
                case 'w' -> tar.whiteout(change.path);
                default -> tar.opaque(change.path);
            }
        }
        return tar;
    }

    private static SortedMap<String, Integer> oracle(List<List<Change>> layers) {
        SortedMap<String, Integer> files = new TreeMap<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (Change change : layers.get(layer)) {
                if (change.kind != 'f') {
                    files.keySet()
                            .removeIf(path ->
                                    below(path, change.path) || (change.kind == 'w' && path.equals(change.path)));
                }
            }
            for (Change change : layers.get(layer)) {
                if (change.kind == 'f') {
                    files.keySet().removeIf(path -> below(path, change.path));
                }
            }
            for (Change change : layers.get(layer)) {
                if (change.kind == 'f') {
                    files.put(change.path, layer);
                }
            }
        }
        return files;
    }
}
