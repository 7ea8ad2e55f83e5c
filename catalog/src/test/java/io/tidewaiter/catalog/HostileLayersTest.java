package io.tidewaiter.catalog;

import static io.tidewaiter.catalog.Images.catalog;
import static io.tidewaiter.catalog.Images.debian;
import static io.tidewaiter.catalog.Images.diffId;
import static io.tidewaiter.catalog.Images.kinds;
import static io.tidewaiter.catalog.Images.layer;
import static io.tidewaiter.catalog.Images.names;
import static io.tidewaiter.catalog.Images.npm;
import static io.tidewaiter.catalog.Images.said;
import static io.tidewaiter.catalog.Images.stanza;
import static io.tidewaiter.catalog.Images.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.sandbox.Confinement;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Layers that lie, break off or swell: each costs itself, says so, and leaves the layers around it alone. */
@Timeout(120)
class HostileLayersTest {
    /** The layer of most tests: it has a package that must or must not be listed. */
    private static final byte[] EVIL = tar().file("app/node_modules/p/package.json", npm("evil"))
            .file("app/noise", noise(300_000))
            .build();

    @BeforeAll
    static void confined() {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(5).nextBytes(noise);
        return noise;
    }

    /** What breaks its layer in different ways, in one image. */
    @Test
    void ofABrokenLayerNothingIsListedAndTheOthersAre() throws InterruptedException {
        byte[] gzip = TestImage.gzip(EVIL);
        byte[] flipped = gzip.clone();
        flipped[flipped.length - 5] ^= 1; // the length in the trailer
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4, 1, 2, 3, 4};
        Inventory inventory = catalog(
                layer(0, debian()),
                layer(1, Arrays.copyOf(gzip, gzip.length / 2), diffId(EVIL)),
                layer(2, flipped, diffId(EVIL)),
                layer(3, gzip, diffId(new byte[0])),
                layer(4, gzip.length, diffId(EVIL), () -> throwing(gzip, new IOException("connection reset"))),
                layer(5, gzip.length, diffId(EVIL), () -> throwing(gzip, mismatch())),
                layer(6, gzip.length, diffId(EVIL), () -> {
                    throw new LayerReadException(CoverageFact.Kind.LAYER_UNREADABLE, "404");
                }),
                layer(7, xz, diffId(EVIL)),
                layer(8, noise(2_000), diffId(EVIL)),
                layer(9, Arrays.copyOf(EVIL, EVIL.length / 2), diffId(EVIL)),
                layer(10, tar().file("top/node_modules/p/package.json", npm("top"))));
        assertThat(names(inventory)).containsExactly("base-files", "top");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.PARTIAL);
        assertThat(said(inventory, 1)).singleElement().asString().startsWith("LAYER_UNREADABLE");
        assertThat(said(inventory, 2)).singleElement().asString().startsWith("LAYER_UNREADABLE");
        assertThat(said(inventory, 3)).singleElement().asString().startsWith("DIFF_ID_MISMATCH");
        assertThat(said(inventory, 4)).singleElement().asString().contains("LAYER_UNREADABLE", "connection reset");
        assertThat(said(inventory, 5)).containsExactly("DIGEST_MISMATCH : not the digest");
        assertThat(said(inventory, 6)).containsExactly("LAYER_UNREADABLE : 404");
        assertThat(said(inventory, 7)).singleElement().asString().startsWith("LAYER_UNSUPPORTED");
        assertThat(said(inventory, 8)).singleElement().asString().startsWith("LAYER_UNREADABLE");
        assertThat(said(inventory, 9)).singleElement().asString().startsWith("LAYER_UNREADABLE");
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(2);
    }

    private static LayerReadException mismatch() {
        return new LayerReadException(CoverageFact.Kind.DIGEST_MISMATCH, "not the digest");
    }

    /** Bytes, then a failure where the end should be. */
    private static InputStream throwing(byte[] bytes, IOException failure) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        });
    }

    @Test
    void everyCompressionThatRuntimesKnowIsRead() throws InterruptedException {
        byte[] plain = tar().file("a/node_modules/p/package.json", npm("plain")).build();
        byte[] zstd = tar().file("b/node_modules/p/package.json", npm("zstd")).build();
        byte[] chain = tar().file("c/node_modules/p/package.json", npm("chain")).build();
        byte[] first = TestImage.gzip(Arrays.copyOf(chain, 700));
        byte[] second = TestImage.gzip(Arrays.copyOfRange(chain, 700, chain.length));
        PulledLayer members = layer(
                2,
                first.length + second.length,
                diffId(chain),
                () -> new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second)));
        Inventory inventory =
                catalog(layer(0, plain, diffId(plain)), layer(1, Zstd.compress(zstd), diffId(zstd)), members);
        assertThat(names(inventory)).containsExactly("chain", "plain", "zstd");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(3);
    }

    /** Each fills more than half of what the cell has, and the first is still digested when the second one comes. */
    @Test
    void twoVeryLargeProgramsBehindEachOtherAreRead() throws Exception {
        byte[] program = new byte[150 << 20];
        byte[] pattern = noise(16 << 10);
        for (int at = 0; at < program.length; at += pattern.length) {
            System.arraycopy(pattern, 0, program, at, pattern.length);
        }
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3e, 0};
        System.arraycopy(head, 0, program, 0, head.length);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(stored, 1 << 16)) {
            byte[] first = tar().directory("var/lib/dpkg")
                    .executable("opt/small", Arrays.copyOf(program, 300_000))
                    .build();
            gzip.write(first, 0, first.length - 1024); // its end would be that of all
            for (String name : List.of("opt/one", "opt/other")) {
                gzip.write(Streams.fileHeader(name, program.length));
                gzip.write(program);
            }
            gzip.write(new byte[1024]);
        }
        byte[] bytes = stored.toByteArray();
        Inventory inventory =
                catalog(layer(0, debian()), layer(1, bytes.length, null, () -> new ByteArrayInputStream(bytes)));
        assertThat(said(inventory, 1)).isEmpty();
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(2);
    }

    @Test
    void tenGibibytesOfZerosEndAtTheRatioLimit() throws InterruptedException {
        byte[] head = Streams.fileHeader("zeros", 10L << 30);
        Inventory inventory = catalog(
                layer(0, debian()), layer(1, 10_500_000, null, () -> Streams.gzippedZeros(head, 10 * 1024 / 16)));
        assertThat(names(inventory)).containsExactly("base-files");
        assertThat(said(inventory, 1)).singleElement().asString().contains("LIMIT_REACHED", "ratioMax");
        assertThat(inventory.layers().get(1).expandedBytes()).isLessThan(3L << 30);
    }

    @Test
    void threeHundredThousandEmptyFiles() throws InterruptedException {
        Inventory inventory = catalog(layer(0, debian()), files(1, 300_000));
        assertThat(names(inventory)).containsExactly("base-files");
        assertThat(inventory.coverage().counts().files()).isEqualTo(300_002);
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
    }

    @Test
    @Tag("slow")
    void threeMillionEmptyFiles() throws InterruptedException {
        Inventory inventory = catalog(layer(0, debian()), files(1, 3_000_000));
        assertThat(names(inventory)).containsExactly("base-files");
        assertThat(inventory.coverage().counts().files()).isEqualTo(3_000_002);
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
    }

    private static PulledLayer files(int index, int count) {
        return layer(index, count * 512L, null, () -> Streams.emptyFiles(count));
    }

    /** The cell answers megabytes while half the layer is still on its way: neither side may wait for the other. */
    @Test
    void aLimitInTheMiddleOfAHugeLayer() throws InterruptedException {
        CatalogLimits limits = CatalogLimits.standard()
                .withLayer(CatalogLimits.standard().layer().withEntriesMax(140_000));
        InputStream broken = new SequenceInputStream(Streams.emptyFiles(150_000), throwing(new byte[0], mismatch()));
        Inventory inventory = catalog(
                limits,
                layer(0, debian()),
                files(1, 150_000),
                layer(2, 150_000 * 512L, null, () -> broken),
                layer(3, tar().file("top/node_modules/p/package.json", npm("top"))));
        assertThat(names(inventory)).containsExactly("base-files", "top");
        assertThat(said(inventory, 1)).singleElement().asString().contains("LIMIT_REACHED", "entriesMax");
        assertThat(said(inventory, 2)).containsExactly("DIGEST_MISMATCH : not the digest");
        assertThat(inventory.coverage().counts().files()).isEqualTo(140_003);
    }

    @Test
    void pathsThatLeaveTheImageAndLinksInCircles() throws InterruptedException {
        TarBuilder odd = tar().file("../../up/node_modules/p/package.json", npm("up"))
                .file("/abs/node_modules/p/package.json", npm("abs"))
                .file("x/../y/node_modules/p/package.json", npm("y"))
                .file("../.wh.base", "")
                .symlink("loop/a", "b")
                .symlink("loop/b", "a")
                .symlink("loop/self", "self")
                .symlink("out", "../../../etc/passwd")
                .hardlink("hard/a.jar", "hard/b.jar")
                .hardlink("hard/b.jar", "hard/a.jar")
                .hardlink("hard/self.jar", "hard/self.jar")
                .hardlink("hard/out.jar", "../../etc/shadow")
                .entry("dev/null", '3', "", 0666, new byte[0])
                .entry("dev/pipe", '6', "", 0666, new byte[0])
                .file("Case/node_modules/p/package.json", npm("upper"))
                .file("case/node_modules/p/package.json", npm("lower"))
                .file(".wh..wh.plnk", "")
                .file("a/.wh..wh.aufs", "");
        Inventory inventory = catalog(layer(0, debian()), layer(1, odd));
        assertThat(names(inventory)).containsExactly("base-files", "abs", "lower", "up", "upper", "y");
        assertThat(said(inventory, 1))
                .anySatisfy(fact -> assertThat(fact).startsWith("ENTRY_REFUSED up/node_modules/p/package.json"));
        assertThat(said(inventory, 1)).anySatisfy(fact -> assertThat(fact).startsWith("FILE_UNREADABLE hard/out.jar"));
    }

    @Test
    void aStatusFileWithAnEndlessLine() throws InterruptedException {
        byte[] head = Streams.fileHeader("var/lib/dpkg/status", 160L << 20);
        TarBuilder long48 = tar().file("etc/os-release", Images.DEBIAN)
                .file("var/lib/dpkg/status.d/long", stanza("long") + "X: " + "y".repeat(30 << 20) + "\n");
        Inventory inventory = catalog(
                layer(0, long48),
                layer(
                        1,
                        300_000,
                        null,
                        () -> new SequenceInputStream(
                                Streams.gzippedZeros(head, 10),
                                new ByteArrayInputStream(TestImage.gzip(new byte[1024])))));
        assertThat(names(inventory)).containsExactly("long");
        assertThat(said(inventory, 1)).singleElement().asString().contains("LIMIT_REACHED var/lib/dpkg/status: ");
    }

    @Test
    void corruptDatabases() throws InterruptedException {
        byte[] sqlite = noise(40_000);
        System.arraycopy("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 0, sqlite, 0, 16);
        Inventory inventory = catalog(
                layer(
                        0,
                        tar().file("etc/os-release", "ID=fedora\nVERSION_ID=41\n")
                                .executable("bin/sh", Images.ELF)),
                layer(1, tar().file("var/lib/rpm/rpmdb.sqlite", sqlite)),
                layer(2, tar().file("var/lib/rpm/Packages", noise(9_000)).file("lib/apk/db/installed", noise(5_000))),
                layer(3, tar().file("var/lib/dpkg/status", noise(9_000)).file("app/a.jar", noise(5_000))));
        assertThat(inventory.packages()).isEmpty();
        assertThat(inventory.coverage().facts())
                .filteredOn(fact -> fact.kind() == CoverageFact.Kind.DATABASE_UNREADABLE)
                .extracting(CoverageFact::path)
                .contains("var/lib/rpm/rpmdb.sqlite", "var/lib/rpm/Packages", "var/lib/dpkg/status");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.PARTIAL);
    }

    @Test
    void aDeletedDatabaseIsNotHealthy() throws InterruptedException {
        Inventory inventory = catalog(
                layer(0, debian().executable("usr/sbin/nginx", Images.ELF)), layer(1, tar().whiteout("var/lib/dpkg")));
        assertThat(inventory.packages()).isEmpty();
        assertThat(kinds(inventory)).containsExactly(CoverageFact.Kind.DATABASE_MISSING);
    }

    @Test
    void aServerInAnImageFromScratchIsNotRecognised() throws InterruptedException {
        Inventory inventory = catalog(layer(0, tar().executable("server", Images.ELF)));
        assertThat(kinds(inventory)).containsExactly(CoverageFact.Kind.NOTHING_RECOGNISED);
    }

    @Test
    void nothingAtAllIsNotHealthy() throws InterruptedException {
        Inventory empty = catalog(layer(0, tar()));
        Inventory folders = catalog(layer(0, tar().directory("etc").directory("srv/app")));
        Inventory removed =
                catalog(layer(0, tar().file("srv/app/a.txt", "a")), layer(1, tar().whiteout("srv/app/a.txt")));
        Inventory noLayers = catalog();
        Inventory nothingToRemove =
                catalog(layer(0, tar().whiteout("srv/app/a.txt").whiteout("srv/.wh..opq")));
        Inventory replaced = catalog(
                layer(0, tar().file("srv/app/a.txt", "a").executable("bin/a", Images.ELF)),
                layer(1, tar().whiteout("srv").whiteout("bin")),
                layer(2, tar().directory("srv")));
        for (Inventory inventory : List.of(empty, folders, removed, noLayers, nothingToRemove, replaced)) {
            assertThat(kinds(inventory)).containsExactly(CoverageFact.Kind.NOTHING_RECOGNISED);
            assertThat(inventory.coverage().facts().getFirst().detail())
                    .isEqualTo("the image holds no file: there is nothing to judge");
        }
    }

    /** Why nothing is known is told once. */
    @Test
    void aLayerThatWasNotReadIsNotEmpty() throws InterruptedException {
        byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0, 4, 1, 2, 3, 4};
        Inventory unread = catalog(layer(0, xz, diffId(EVIL)), layer(1, tar().directory("srv")));
        assertThat(kinds(unread)).containsExactly(CoverageFact.Kind.LAYER_UNSUPPORTED);
    }

    @Test
    void aDatabaseThatListsNothingExplainsNoFile() throws InterruptedException {
        Inventory inventory =
                catalog(layer(0, tar().file("var/lib/dpkg/status", "").file("srv/app/start.sh", "#!/bin/sh\n")));
        assertThat(kinds(inventory)).containsExactly(CoverageFact.Kind.NOTHING_RECOGNISED);
    }

    @Test
    void manyLayersAndTheSameLayerAgain() throws InterruptedException {
        PulledLayer[] layers = new PulledLayer[127];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = layer(
                    i,
                    tar().file("app/node_modules/p/package.json", npm(i % 2 == 0 ? "even" : "odd"))
                            .file("v" + i % 50 + "/node_modules/p/package.json", npm("p" + i % 50)));
        }
        Inventory inventory = catalog(layers);
        assertThat(inventory.packages()).hasSize(51);
        assertThat(inventory.coverage().counts().layersRead()).isEqualTo(127);
        assertThat(inventory.packages())
                .filteredOn(found -> found.name().equals("even"))
                .singleElement()
                .satisfies(found -> assertThat(found.introducedBy()).isEqualTo(126));
        assertThat(catalog(layers)).isEqualTo(inventory);
    }

    @Test
    void hardLinksReachIntoLowerLayers() throws InterruptedException {
        Inventory inventory = catalog(
                layer(0, tar().file("lib/node_modules/p/package.json", npm("kept"))),
                layer(
                        1,
                        tar().hardlink("one/node_modules/p/package.json", "lib/node_modules/p/package.json")
                                .whiteout("lib/node_modules/p")),
                layer(
                        2,
                        tar().hardlink("two/node_modules/p/package.json", "one/node_modules/p/package.json")
                                .whiteout("one")),
                layer(
                        3,
                        tar().file("x/node_modules/p/package.json", npm("moved"))
                                .hardlink("y/node_modules/p/package.json", "x/node_modules/p/package.json")
                                .file("x/node_modules/p/package.json", "{}")));
        assertThat(inventory.packages())
                .extracting(found -> found.name() + " in " + found.evidence().path() + " of "
                        + found.evidence().layer())
                .containsExactly(
                        "kept in two/node_modules/p/package.json of 2", "moved in y/node_modules/p/package.json of 3");
    }

    @Test
    void theSameInputTwiceIsTheSameInventory() throws InterruptedException {
        PulledLayer[] layers = {
            layer(0, debian()),
            layer(1, Arrays.copyOf(TestImage.gzip(EVIL), 5_000), diffId(EVIL)),
            layer(2, tar().file("var/lib/dpkg/status", stanza("b") + stanza("a") + "no field\n")),
            layer(3, tar().file("z/node_modules/p/package.json", npm("z")).file("../q", "q"))
        };
        Inventory first = catalog(layers);
        assertThat(catalog(layers)).isEqualTo(first);
        assertThat(List.copyOf(first.packages())).hasSize(3);
    }
}
