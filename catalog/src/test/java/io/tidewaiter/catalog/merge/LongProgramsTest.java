package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.elf.LongProgram;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs that are too long to be held, in an image (issue 6, "Coverage as a proof"). */
class LongProgramsTest {
    private static final String PATH = "usr/bin/big";
    private static final String STATUS =
            "Package: big\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: amd64\n\n";
    private static final String OS = "ID=debian\nVERSION_ID=12\n";
    private static final int CODE = 170 << 20;

    private static LongProgram program() {
        return LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, CODE, 1 << 20, 1 << 20);
    }

    private static LongProgram withMore() {
        return program().with(program().length(), new byte[1 << 20]);
    }

    private static TarBuilder owned(String md5) {
        return new TarBuilder()
                .file("etc/os-release", OS)
                .file("var/lib/dpkg/status", STATUS)
                .file("var/lib/dpkg/info/big.list", "/.\n/usr\n/usr/bin\n/" + PATH + "\n")
                .file("var/lib/dpkg/info/big.md5sums", md5 + "  " + PATH + "\n");
    }

    private static Inventory inventory(TarBuilder others, LongProgram program) throws IOException {
        byte[] archive = others.build();
        InputStream layer = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(archive, 0, archive.length - 1024),
                new ByteArrayInputStream(header(program.length())),
                program.stream(),
                new ByteArrayInputStream(new byte[(int) (-program.length() & 511) + 1024]))));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, Limits.standard()).run(layer, -1, answer);
        LayerFacts facts = LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray()));
        return InventoryBuilder.build("test", List.of(), List.of(Optional.of(facts)), List.of());
    }

    /** The header of an empty program, with another size. */
    private static byte[] header(long bytes) {
        byte[] header =
                Arrays.copyOf(new TarBuilder().executable(PATH, new byte[0]).build(), 512);
        System.arraycopy("%011o".formatted(bytes).getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        System.arraycopy("%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII), 0, header, 148, 7);
        return header;
    }

    private static String md5(LongProgram program) throws IOException {
        MessageDigest digest = ContentHash.md5();
        byte[] chunk = new byte[1 << 20];
        InputStream in = program.stream();
        for (int count = in.read(chunk, 0, chunk.length); count >= 0; count = in.read(chunk, 0, chunk.length)) {
            digest.update(chunk, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void whatIsReadOfThemIsRead() throws IOException {
        Inventory inventory = inventory(new TarBuilder().file("etc/os-release", OS), program());
        assertThat(inventory.packages().stream().map(InstalledPackage::name))
                .contains("stdlib", "golang.org/x/net", "itoa");
        assertThat(inventory.coverage().facts()).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(Kind.NOTE);
            assertThat(fact.path()).isEqualTo(PATH);
            assertThat(fact.detail()).endsWith("are held: all that is read of a program");
        });
    }

    @Test
    void whatIsNotReadOfThemBreaksTheProofOnlyWhereNoPackageOwnsThem() throws IOException {
        Inventory alone = inventory(new TarBuilder().file("etc/os-release", OS), withMore());
        assertThat(kinds(alone)).containsExactly(Kind.LIMIT_REACHED);
        assertThat(alone.coverage().facts().getFirst().detail()).endsWith(": not 1048576 bytes behind the program");

        Inventory owned = inventory(owned(md5(withMore())), withMore());
        assertThat(kinds(owned)).containsExactly(Kind.NOTE);
        assertThat(owned.coverage().facts().getFirst().detail()).endsWith("; it is a package's");
    }

    @Test
    void theDigestOfAllTheirBytesIsComparedWithTheRecord() throws IOException {
        assertThat(inventory(owned(md5(program())), program()).coverage().facts())
                .extracting(CoverageFact::kind)
                .containsExactly(Kind.NOTE);
        LongProgram changed = program().with(CODE / 2, new byte[] {1}); // in what is not held
        assertThat(kinds(inventory(owned(md5(program())), changed))).contains(Kind.EXECUTABLE_MODIFIED);
    }

    private static List<Kind> kinds(Inventory inventory) {
        return inventory.coverage().facts().stream().map(CoverageFact::kind).toList();
    }
}
