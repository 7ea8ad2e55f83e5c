package io.tidewaiter.catalog;

import static io.tidewaiter.catalog.Images.catalog;
import static io.tidewaiter.catalog.Images.debian;
import static io.tidewaiter.catalog.Images.layer;
import static io.tidewaiter.catalog.Images.names;
import static io.tidewaiter.catalog.Images.npm;
import static io.tidewaiter.catalog.Images.said;
import static io.tidewaiter.catalog.Images.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.sandbox.Confinement;
import io.tidewaiter.testkit.LayerForms;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What B15, B17 and B19 of the bad inputs ask for and the readers' own tests do not show: through a real cell. */
@Timeout(120)
class HostileFormsTest {
    private static final String PACKAGE_JSON = "node_modules/p/package.json";

    @BeforeAll
    static void confined() {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
    }

    /** A frame of so many runs of 128 KiB of zeros, four bytes each (RFC 8878 section 3.1.1.2). */
    private static byte[] zstdRuns(int runs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("28b52ffd0050")); // a window of 1 MiB, no size
        for (int i = 1; i <= runs; i++) {
            int head = (i == runs ? 1 : 0) | (1 << 1) | ((128 << 10) << 3);
            out.writeBytes(new byte[] {(byte) head, (byte) (head >> 8), (byte) (head >> 16), 0});
        }
        return out.toByteArray();
    }

    @Test
    void b15BombsChainsAndDictionariesOfZstdAndGzip() throws InterruptedException {
        CatalogLimits limits = CatalogLimits.standard();
        CatalogLimits small = limits.withLayer(limits.layer().withRatioMax(200, 32 << 20));
        byte[] zeros = LayerForms.zstdFrame(Streams.fileHeader("zeros", 8L << 30));
        byte[] chain =
                LayerForms.gzipMembers(tar().file(PACKAGE_JSON, npm("chain")).build(), 1);
        byte[] skippable = LayerForms.joined(
                LayerForms.zstdSkippable(new byte[3 << 20]),
                LayerForms.zstdFrame(
                        tar().file("b/" + PACKAGE_JSON, npm("behind")).build()));
        Inventory inventory = catalog(
                small,
                layer(0, debian()),
                layer(1, LayerForms.joined(zeros, zstdRuns(80_000)), null),
                layer(2, HexFormat.of().parseHex("28b52ffd61050003032000"), null),
                layer(3, chain, null),
                layer(4, skippable, null));
        assertThat(names(inventory)).containsExactly("base-files", "behind", "chain");
        assertThat(said(inventory, 1)).singleElement().asString().contains("LIMIT_REACHED", "ratioMax");
        assertThat(said(inventory, 2)).singleElement().asString().startsWith("LAYER_UN");
        assertThat(said(inventory, 3)).isEmpty();
        assertThat(said(inventory, 4)).isEmpty();
    }

    @Test
    void b17ArchivesThatEndOddly() throws InterruptedException {
        byte[] whole = tar().file("a/" + PACKAGE_JSON, npm("first")).build();
        byte[] open = Arrays.copyOf(whole, whole.length - 1024);
        byte[] two = LayerForms.joined(
                whole, tar().file("b/" + PACKAGE_JSON, npm("second")).build());
        Inventory inventory =
                catalog(layer(0, debian()), layer(1, open, Images.diffId(open)), layer(2, two, Images.diffId(two)));
        assertThat(names(inventory)).containsExactly("base-files", "first");
        assertThat(said(inventory, 2)).singleElement().asString().contains("NOTE", "bytes follow the end");
        assertThat(inventory.coverage().level()).isEqualTo(Coverage.Level.COMPLETE);
    }

    @Test
    void b17LinksAndWhiteoutsOfEveryOddKind() throws InterruptedException {
        TarBuilder chain = tar();
        for (int i = 0; i < 60; i++) {
            chain.symlink("chain" + i, "chain" + (i + 1));
        }
        chain.symlink("chain60", "srv")
                .hardlink("early/" + PACKAGE_JSON, "late/" + PACKAGE_JSON)
                .file("late/" + PACKAGE_JSON, npm("late"))
                .file(".wh..wh.x", "")
                .file(".wh.", "")
                .file("../.wh.srv", "")
                .file("srv/.wh..wh..opq", "")
                .file("srv/" + PACKAGE_JSON, npm("new"));
        TarBuilder through = tar().file("chain0/y/" + PACKAGE_JSON, npm("through"));
        Inventory inventory = catalog(
                layer(0, debian().file("srv/x/" + PACKAGE_JSON, npm("hidden")).file(".wh.x", "")),
                layer(1, chain),
                layer(2, through));
        assertThat(names(inventory)).contains("base-files", "late", "new").doesNotContain("hidden");
    }

    @Test
    void b17AFolderTenThousandDeepAndAPathOf64Kilobytes() throws InterruptedException {
        String deep = "d/".repeat(6_000);
        Inventory inventory = catalog(
                layer(0, debian()),
                layer(1, tar().file(deep + PACKAGE_JSON, npm("deep"))),
                layer(2, tar().file("e/".repeat(10_000) + PACKAGE_JSON, npm("deeper"))),
                layer(3, tar().file("x".repeat(65_000), "").file("z/" + PACKAGE_JSON, npm("after"))));
        assertThat(names(inventory)).contains("base-files", "deep");
        assertThat(said(inventory, 2)).singleElement().asString().contains("LIMIT_REACHED", "pathBytesMax");
        assertThat(said(inventory, 3)).singleElement().asString().contains("LIMIT_REACHED", "pathBytesMax");
    }

    @Test
    void b19ATableInTheMiddleOrOfGarbageHidesNothing() throws InterruptedException {
        byte[] middle = tar().file("stargz.index.json", "{\"version\":1,\"entries\":[]}")
                .file("a/" + PACKAGE_JSON, npm("a"))
                .build();
        byte[] deep = tar().file("stargz.index.json", "[".repeat(100_000))
                .file("b/" + PACKAGE_JSON, npm("b"))
                .file("b/stargz.index.json", "a file of the image")
                .build();
        Inventory inventory = catalog(
                layer(0, debian()),
                layer(1, TestImage.gzip(middle), Images.diffId(middle)),
                layer(2, TestImage.gzip(deep), Images.diffId(deep)));
        assertThat(names(inventory)).containsExactly("base-files", "a", "b");
        assertThat(said(inventory, 1)).singleElement().asString().contains("NOTE", "eStargz table lists other files");
        assertThat(said(inventory, 2)).singleElement().asString().startsWith("NOTE");
    }
}
