package io.tidewaiter.catalog;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.LayerBytes;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images as the pull hands them over, made of bytes in memory or of generated streams; and what a real cell says. */
final class Images {
    static final String DEBIAN = "ID=debian\nVERSION_ID=\"12\"\n";
    static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};

    private Images() {}

    static TarBuilder tar() {
        return new TarBuilder();
    }

    /** A Debian with one package, {@code base-files}. */
    static TarBuilder debian() {
        return tar().file("etc/os-release", DEBIAN).file("var/lib/dpkg/status", stanza("base-files"));
    }

    static String stanza(String name) {
        return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n\n";
    }

    static byte[] npm(String name) {
        return ("{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** A sound layer, compressed. */
    static PulledLayer layer(int index, TarBuilder tar) {
        byte[] bytes = tar.build();
        return layer(index, TestImage.gzip(bytes), diffId(bytes));
    }

    static PulledLayer layer(int index, byte[] stored, @Nullable Digest diffId) {
        return layer(index, stored.length, diffId, () -> new ByteArrayInputStream(stored));
    }

    static PulledLayer layer(int index, long storedBytes, @Nullable Digest diffId, LayerBytes bytes) {
        return new PulledLayer(
                index, "application/vnd.oci.image.layer.v1.tar+gzip", null, diffId, storedBytes, "", bytes);
    }

    static Digest diffId(byte[] tar) {
        return new Digest("sha256", TestImage.digest(tar).substring("sha256:".length()));
    }

    static PulledImage image(PulledLayer... layers) {
        return new PulledImage(
                new ImageIdentity("test:latest", null, "", "linux/amd64", 0), List.of(layers), List.of());
    }

    static Inventory catalog(PulledLayer... layers) throws InterruptedException {
        return catalog(CatalogLimits.standard(), layers);
    }

    static Inventory catalog(CatalogLimits limits, PulledLayer... layers) throws InterruptedException {
        return new ImageCataloger(CellProgram.ofThisProcess(), limits).catalog(image(layers));
    }

    static List<String> names(Inventory inventory) {
        return inventory.packages().stream()
                .map(InstalledPackage::name)
                .distinct()
                .toList();
    }

    static List<CoverageFact.Kind> kinds(Inventory inventory) {
        return inventory.coverage().facts().stream().map(CoverageFact::kind).toList();
    }

    /** The facts of a layer as {@code KIND path: detail}. */
    static List<String> said(Inventory inventory, int layer) {
        return inventory.coverage().facts().stream()
                .filter(fact -> fact.layer() == layer)
                .map(fact -> fact.kind() + " " + fact.path() + ": " + fact.detail())
                .toList();
    }
}
