package io.tidewaiter.catalog;

import static io.tidewaiter.catalog.Images.catalog;
import static io.tidewaiter.catalog.Images.debian;
import static io.tidewaiter.catalog.Images.layer;
import static io.tidewaiter.catalog.Images.names;
import static io.tidewaiter.catalog.Images.npm;
import static io.tidewaiter.catalog.Images.said;
import static io.tidewaiter.catalog.Images.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Confinement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cells that die or are killed over a layer: the death is that layer's, and nothing else happens. */
@Timeout(120)
class CellLimitsTest {
    private static final long MIB = 1 << 20;

    @BeforeAll
    static void confined() {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
    }

    private static CatalogLimits limits(long heap, Duration time, int streams) {
        CatalogLimits standard = CatalogLimits.standard();
        return new CatalogLimits(
                Limits.standard(), heap, standard.dataBytesMax(), standard.cpuMax(), time, streams, false);
    }

    /** Kills every cell of this process in the middle of the stream, as often as it is opened up to a number. */
    private static PulledLayer killer(int index, int times) {
        byte[] stored = tar().file("a/node_modules/p/package.json", npm("killer"))
                .file("zeros", new byte[2 << 20])
                .build();
        AtomicInteger opened = new AtomicInteger();
        return layer(index, stored.length, Images.diffId(stored), () -> {
            boolean kill = opened.incrementAndGet() <= times;
            InputStream half = new ByteArrayInputStream(stored, 0, stored.length / 2);
            InputStream rest = new ByteArrayInputStream(stored, stored.length / 2, stored.length);
            return new SequenceInputStream(half, new InputStream() {
                @Override
                public int read() throws IOException {
                    return rest.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    if (kill) {
                        killCells();
                    }
                    return rest.read(bytes, offset, length);
                }
            });
        });
    }

    private static void killCells() {
        Set<ProcessHandle> cells = ProcessHandle.current().children().collect(Collectors.toSet());
        cells.forEach(ProcessHandle::destroyForcibly);
        cells.forEach(cell -> cell.onExit().join());
    }

    @Test
    void aKilledCellIsReplaced() throws InterruptedException {
        Inventory inventory = catalog(layer(0, debian()), killer(1, 1), layer(2, tar().file("x", "x")));
        assertThat(names(inventory)).containsExactly("base-files", "killer");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
    }

    @Test
    void aLayerThatKillsEveryCellCostsItself() throws InterruptedException {
        PulledLayer[] layers = new PulledLayer[12];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = i == 5
                    ? killer(i, 100)
                    : layer(i, tar().file("a/node_modules/p%02d/package.json".formatted(i), npm("p%02d".formatted(i))));
        }
        Inventory inventory = catalog(layers);
        assertThat(inventory.packages()).hasSize(11);
        assertThat(said(inventory, 5)).singleElement().asString().startsWith("CELL_FAILED");
        assertThat(inventory.coverage().facts()).hasSize(1);

        Inventory next = catalog(layer(0, debian()));
        assertThat(names(next)).containsExactly("base-files");
        assertThat(next.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
    }

    @Test
    void aLayerThatTakesMoreMemoryThanTheCellHas() throws InterruptedException {
        byte[] head = Streams.fileHeader("var/lib/dpkg/status", 60 * MIB);
        Inventory inventory = catalog(
                limits(44 * MIB, Duration.ofMinutes(1), 2),
                layer(0, debian()),
                layer(
                        1,
                        100_000,
                        null,
                        () -> new SequenceInputStream(new ByteArrayInputStream(head), Streams.zeros(61 * MIB))),
                layer(2, tar().file("a/node_modules/p/package.json", npm("top"))));
        assertThat(names(inventory)).containsExactly("base-files", "top");
        assertThat(said(inventory, 1)).singleElement().asString().contains("LIMIT_REACHED", "heapBytesMax");
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(2);
    }

    /** The layer's own clock does not strike: the cell is killed by its parent. */
    @Test
    void aLayerThatTakesMoreTimeThanTheImageHas() throws InterruptedException {
        byte[] head = Streams.fileHeader("zeros", 7L << 30);
        AtomicInteger opened = new AtomicInteger();
        Inventory inventory = catalog(
                limits(320 * MIB, Duration.ofMillis(2500), 1),
                layer(0, 7, null, () -> {
                    opened.incrementAndGet();
                    return new SequenceInputStream(new ByteArrayInputStream(head), slow());
                }),
                layer(1, debian()));
        assertThat(names(inventory)).containsExactly("base-files"); // the larger layer comes first
        assertThat(said(inventory, 0)).singleElement().asString().contains("LIMIT_REACHED", "PT2.5S");
        assertThat(opened).hasValue(1);
    }

    /** Zeros without an end, never so many that a limit of bytes strikes first. */
    private static InputStream slow() {
        InputStream zeros = Streams.zeros(1L << 40);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return zeros.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return zeros.read(bytes, offset, Math.min(length, 512));
            }
        };
    }

    @Test
    void twoLayersWithLargeFilesAtATimeFitIntoTheStandardCell() throws InterruptedException {
        byte[] first = Streams.fileHeader("var/lib/rpm/Packages", 120 * MIB);
        byte[] second = Streams.fileHeader("usr/lib/sysimage/rpm/Packages.db", 120 * MIB);
        Inventory inventory = catalog(
                limits(320 * MIB, Duration.ofMinutes(1), 2),
                layer(
                        0,
                        3,
                        null,
                        () -> new SequenceInputStream(new ByteArrayInputStream(first), Streams.zeros(121 * MIB))),
                layer(
                        1,
                        2,
                        null,
                        () -> new SequenceInputStream(new ByteArrayInputStream(second), Streams.zeros(121 * MIB))));
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(2);
        assertThat(List.of(said(inventory, 0), said(inventory, 1)))
                .allSatisfy(
                        facts -> assertThat(facts).singleElement().asString().startsWith("DATABASE_UNREADABLE"));
    }

    @Test
    void twoZstdLayersWithTheLargestWindowAtATimeFitIntoTheStandardCell() throws Exception {
        byte[] tar = tar().file("a/node_modules/p/package.json", npm("wide"))
                .file("zeros", new byte[4 << 20])
                .build();
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(stored)) {
            zstd.setLong(27);
            zstd.write(tar);
        }
        byte[] wide = stored.toByteArray();
        Inventory inventory = catalog(
                limits(320 * MIB, Duration.ofMinutes(1), 2),
                layer(0, wide, Images.diffId(tar)),
                layer(1, wide, Images.diffId(tar)));
        assertThat(names(inventory)).containsExactly("wide");
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(2);
    }

    @Test
    void aSourceThatBreaksItsPromiseIsNotTakenForALayer() {
        assertThatThrownBy(() -> catalog(layer(0, debian()), layer(1, 10, null, () -> {
                    throw new UnsupportedOperationException("no source");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no source");
    }

    @Test
    void aCellThatDoesNotStartIsNoInventory() {
        CellProgram program = CellProgram.ofThisProcess();
        CellProgram broken =
                new CellProgram(program.java(), List.of(), program.aotCache(), program.readable(), program.options());
        assertThatThrownBy(() ->
                        new ImageCataloger(broken, CatalogLimits.standard()).catalog(Images.image(layer(0, debian()))))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("class path");
    }
}
