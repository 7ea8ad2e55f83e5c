package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.cache.LayerFactsFolder;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.LayerBytes;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a layer is not read again, and nothing is believed of one whose bytes were not read. */
class CachedLayersTest {
    private static final CatalogLimits LIMITS = CatalogLimits.standard();

    /** A cell that does not start. */
    private static final CellProgram NO_CELL =
            new CellProgram(Path.of("/nonexistent/java"), List.of(), Optional.empty(), List.of(), List.of());

    @TempDir
    Path folder;

    private final Map<String, Integer> opened = new ConcurrentHashMap<>();
    private LayerFactsFolder cache;

    @BeforeEach
    void open() {
        cache = new LayerFactsFolder(folder.resolve("layers"), LayerFactsFolder.BYTES_MAX, Clock.systemUTC());
    }

    private static byte[] base() {
        return Images.debian()
                .file("usr/lib/node_modules/base/package.json", Images.npm("base"))
                .build();
    }

    private static byte[] own(String name) {
        return Images.tar()
                .file("app/node_modules/" + name + "/package.json", Images.npm(name))
                .build();
    }

    private PulledLayer remote(int index, byte[] tar) {
        return remote(index, TestImage.gzip(tar), Images.diffId(tar));
    }

    private PulledLayer remote(int index, byte[] stored, Digest diffId) {
        Digest digest = Images.diffId(stored);
        return layer(index, stored, diffId, LayerBytes.remote(() -> {
            opened.merge(digest.toString(), 1, Integer::sum);
            return new ByteArrayInputStream(stored);
        }));
    }

    private static PulledLayer layer(int index, byte[] stored, Digest diffId, LayerBytes bytes) {
        return new PulledLayer(index, "tar", Images.diffId(stored), diffId, stored.length, "step " + index, bytes);
    }

    private Inventory catalog(CellProgram program, CatalogLimits limits, PulledLayer... layers)
            throws InterruptedException {
        try (ImageCataloger cataloger = new ImageCataloger(program, limits, false, cache)) {
            return cataloger.catalog(Images.image(layers));
        }
    }

    private Inventory catalog(PulledLayer... layers) throws InterruptedException {
        return catalog(CellProgram.ofThisProcess(), LIMITS, layers);
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("layers"))) {
            return files.count();
        }
    }

    @Test
    void theSecondImageOnABaseAsksForItsOwnLayersOnly() throws Exception {
        byte[] base = base();
        catalog(remote(0, base), remote(1, own("one")));
        Inventory second = catalog(remote(0, base), remote(1, own("two")));
        assertThat(Images.names(second)).containsExactly("base-files", "base", "two");
        assertThat(second.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
        assertThat(opened)
                .hasSize(3)
                .allSatisfy((digest, times) -> assertThat(times).as(digest).isEqualTo(1));
    }

    @Test
    void whereAllLayersAreKnownNoCellIsStartedAndTheInventoryIsTheSame() throws Exception {
        PulledLayer[] layers = {remote(0, base()), remote(1, own("one")), remote(2, own("one"))};
        Inventory first = catalog(layers);
        assertThat(catalog(NO_CELL, LIMITS, layers)).isEqualTo(first);
        assertThat(Images.catalog(layers)).isEqualTo(first);
        assertThat(first.coverage().counts().layersRead()).isEqualTo(3);
    }

    @Test
    void bytesThatLieBeforeUsAreVerifiedInEveryScan() throws Exception {
        byte[] tar = base();
        catalog(remote(0, tar));
        PulledLayer changed = layer(0, TestImage.gzip(tar), Images.diffId(tar), () -> {
            throw new LayerReadException(CoverageFact.Kind.DIGEST_MISMATCH, "read layer: it is another");
        });
        Inventory found = catalog(NO_CELL, LIMITS, changed);
        assertThat(found.packages()).isEmpty();
        assertThat(Images.said(found, 0)).containsExactly("DIGEST_MISMATCH : read layer: it is another");
    }

    @Test
    void anotherBlobUnderAKnownDiffIdIsReadAndFoundOut() throws Exception {
        byte[] clean = Images.debian().build();
        catalog(remote(0, clean));
        byte[] hidden = Images.debian()
                .file("app/node_modules/evil/package.json", Images.npm("evil"))
                .build();
        PulledLayer lying = remote(0, TestImage.gzip(hidden), Images.diffId(clean));
        for (int scan = 0; scan < 2; scan++) {
            Inventory found = catalog(lying);
            assertThat(Images.kinds(found)).contains(CoverageFact.Kind.DIFF_ID_MISMATCH);
            assertThat(found.packages()).isEmpty();
        }
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void neitherAReadingThatALimitEndedNorOneUnderOtherLimitsIsUsed() throws Exception {
        TarBuilder many = Images.debian();
        for (int i = 0; i < 50; i++) {
            many.file("srv/" + i, "x");
        }
        PulledLayer layer = remote(0, many.build());
        CatalogLimits few = LIMITS.withLayer(LIMITS.layer().withEntriesMax(20));
        for (int scan = 0; scan < 2; scan++) {
            assertThat(Images.kinds(catalog(CellProgram.ofThisProcess(), few, layer)))
                    .contains(CoverageFact.Kind.LIMIT_REACHED);
        }
        assertThat(kept()).isZero();
        assertThat(Images.kinds(catalog(layer))).isEmpty();
        assertThat(kept()).isEqualTo(1);
        assertThat(Images.kinds(catalog(CellProgram.ofThisProcess(), few, layer)))
                .contains(CoverageFact.Kind.LIMIT_REACHED);
        assertThat(Images.kinds(
                        catalog(NO_CELL, LIMITS.withTimeMax(LIMITS.timeMax().dividedBy(2)), layer)))
                .isEmpty();
    }

    @Test
    void twoScansOfTheSameNewLayerBothWork() throws Exception {
        byte[] base = base();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Inventory> scan = () -> catalog(remote(0, base), remote(1, own("one")));
            List<Future<Inventory>> both = threads.invokeAll(List.of(scan, scan));
            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
        }
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void aDamagedFileOfTheCacheIsReadAnew() throws Exception {
        PulledLayer layer = remote(0, base());
        Inventory first = catalog(layer);
        try (Stream<Path> files = Files.list(folder.resolve("layers"))) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 30] ^= 1;
            Files.write(file, bytes);
        }
        assertThat(catalog(layer)).isEqualTo(first);
        assertThat(catalog(NO_CELL, LIMITS, layer)).isEqualTo(first);
    }
}
