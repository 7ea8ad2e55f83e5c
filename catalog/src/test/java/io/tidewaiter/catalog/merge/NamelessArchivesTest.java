package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Libraries without a name, whose distribution's package is known (Debian's {@code usr/share/java}). */
class NamelessArchivesTest {
    private static final String PATH = "usr/share/java/acme-1.0.jar";
    private static final String STATUS =
            "Package: libacme-java\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: all\n\n";

    private static byte[] jar(String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(LocalDateTime.of(2024, 1, 1, 0, 0)); // not that of the call: the bytes are digested
            zip.putNextEntry(entry);
            zip.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe});
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static TarBuilder installed(byte[] content) throws IOException {
        String sums = HexFormat.of().formatHex(ContentHash.md5().digest(jar("acme/A.class"))) + "  " + PATH + "\n";
        return new TarBuilder()
                .file("etc/apt/sources.list", "")
                .file("var/lib/dpkg/status", STATUS)
                .file("var/lib/dpkg/info/libacme-java.list", "/.\n/usr\n/" + PATH + "\n")
                .file("var/lib/dpkg/info/libacme-java.md5sums", sums)
                .file(PATH, content);
    }

    private static List<Kind> kinds(TarBuilder... layers) {
        return Inventories.by(List.of(new DpkgCataloger(), new JavaArchiveCataloger()), layers)
                .coverage()
                .facts()
                .stream()
                .filter(fact -> fact.path().equals(PATH))
                .map(CoverageFact::kind)
                .toList();
    }

    @Test
    void theirPackageSpeaksForThem() throws IOException {
        assertThat(kinds(installed(jar("acme/A.class")))).containsExactly(Kind.NOTE);
        assertThat(kinds(new TarBuilder().file(PATH, jar("acme/A.class")))).containsExactly(Kind.NOTHING_RECOGNISED);
    }

    @Test
    void otherBytesAtTheirPlaceAreNotTheirs() throws IOException {
        assertThat(kinds(installed(jar("acme/B.class")))).containsExactly(Kind.NOTHING_RECOGNISED);
        TarBuilder over = new TarBuilder().file(PATH, jar("acme/B.class"));
        assertThat(kinds(installed(jar("acme/A.class")), over)).containsExactly(Kind.NOTHING_RECOGNISED);
        TarBuilder again = new TarBuilder().file(PATH, jar("acme/A.class"));
        assertThat(kinds(installed(jar("acme/A.class")), again)).containsExactly(Kind.NOTE);
    }
}
