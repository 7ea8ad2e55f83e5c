package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.LinkedPath;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What layers lay over each other is what their files are in the end: both are read as the same (coverage notes 4.1 to 4.3). */
class LayersAsOneTest {
    private static final int IMAGES = 400;

    /** What was taken out of an image shows in its layers alone; and the others that are not told where that is. */
    private static final Set<CoverageFact.Kind> OF_THE_PAST = EnumSet.of(
            CoverageFact.Kind.DATABASE_TAMPERED,
            CoverageFact.Kind.DATABASE_MISSING,
            CoverageFact.Kind.NOTHING_RECOGNISED,
            CoverageFact.Kind.PROGRAM_UNEXPLAINED);

    private static Inventory scan(List<TarBuilder> layers) throws IOException {
        MergedImage merged = MergedImage.of(read(layers, List.of()));
        List<LinkedPath> linked = merged.unreadDatabases(
                path -> Catalogers.ALL.stream().anyMatch(cataloger -> cataloger.wants(new FileEntry(path, 1, 0644))));
        if (!linked.isEmpty()) {
            merged = MergedImage.of(read(layers, linked));
        }
        return merged.inventory("test", List.of(), List.of());
    }

    private static List<Optional<LayerFacts>> read(List<TarBuilder> layers, List<LinkedPath> linked)
            throws IOException {
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (TarBuilder layer : layers) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            new LayerScan(Catalogers.ALL, Limits.standard(), linked)
                    .run(new ByteArrayInputStream(layer.build()), -1, answer);
            read.add(Optional.of(LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray()))));
        }
        return read;
    }

    /** Everything that does not speak of layers. */
    private static List<String> said(Inventory inventory) {
        List<String> said = new ArrayList<>();
        said.add(inventory.operatingSystem().toString());
        inventory.packages().forEach(one -> said.add(said(one)));
        for (CoverageFact fact : inventory.coverage().facts()) {
            if (!OF_THE_PAST.contains(fact.kind())) {
                said.add(fact.kind() + " " + fact.path() + ": " + fact.detail());
            }
        }
        // Whose a program is may be known from a list of files that a layer removed.
        CoverageCounts counts = inventory.coverage().counts();
        said.add("files %d, databases %d, archives %d, executables %d, of which tell their contents %d"
                .formatted(
                        counts.files(),
                        counts.packageDatabases(),
                        counts.archives(),
                        counts.executables(),
                        counts.executablesParsed()));
        return said.stream().sorted().distinct().toList();
    }

    private static String said(InstalledPackage one) {
        return "%s %s %s %s %s %s %s"
                .formatted(
                        one.purl(),
                        one.ecosystem(),
                        one.source(),
                        one.architecture(),
                        one.evidence().path(),
                        one.evidence().cataloger(),
                        one.attributes());
    }

    @Test
    void layersAreReadAsWhatTheyMakeTogether() throws IOException {
        for (int image = 0; image < IMAGES; image++) {
            long seed = 20261130L * 1000 + image;
            Random random = new Random(seed);
            ContainerSession session = new ContainerSession(random);
            List<ContainerTree> states = new ArrayList<>();
            List<TarBuilder> layers = new ArrayList<>();
            ContainerTree before = new ContainerTree();
            for (int layer = 2 + random.nextInt(4); layer > 0; layer--) {
                ContainerTree after = session.changed(before);
                layers.add(LayerDiff.of(before, after, random));
                states.add(after);
                before = after;
            }
            Inventory inventory = scan(layers);
            assertThat(said(inventory))
                    .as("seed %d: %s", seed, session.told())
                    .isEqualTo(said(scan(List.of(LayerDiff.whole(before, random)))));
            introducedBy(seed, session, inventory, states, random);
        }
    }

    /**
     * The lowest layer from which on each state of the image has the package: at its place, or at least anywhere, since
     * one that two databases tell is told once.
     */
    private static void introducedBy(
            long seed, ContainerSession session, Inventory inventory, List<ContainerTree> states, Random random)
            throws IOException {
        List<Set<String>> names = new ArrayList<>();
        List<Set<String>> places = new ArrayList<>();
        for (ContainerTree state : states) {
            List<InstalledPackage> had =
                    scan(List.of(LayerDiff.whole(state, random))).packages();
            names.add(had.stream().map(LayersAsOneTest::named).collect(Collectors.toSet()));
            places.add(had.stream().map(LayersAsOneTest::placed).collect(Collectors.toSet()));
        }
        for (InstalledPackage one : inventory.packages()) {
            assertThat(one.introducedBy())
                    .as("seed %d, %s: %s", seed, placed(one), session.told())
                    .isBetween(lowest(names, named(one)), lowest(places, placed(one)));
        }
    }

    private static int lowest(List<Set<String>> states, String one) {
        int lowest = states.size() - 1;
        while (lowest > 0 && states.get(lowest - 1).contains(one)) {
            lowest--;
        }
        return lowest;
    }

    private static String named(InstalledPackage one) {
        return one.name() + " " + one.version() + " " + one.architecture();
    }

    private static String placed(InstalledPackage one) {
        return named(one) + " " + one.evidence().path();
    }
}
