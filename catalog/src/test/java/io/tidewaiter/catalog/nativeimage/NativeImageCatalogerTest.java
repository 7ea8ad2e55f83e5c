package io.tidewaiter.catalog.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NativeImageCatalogerTest {
    private static final String LIST = """
            {"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{"component":{"name":"app"}},
            "components":[{"type":"library","group":"io.micronaut","name":"micronaut-core","version":"4.2.0",
            "purl":"pkg:maven/io.micronaut/micronaut-core@4.2.0","properties":[{"name":"syft:cpe23","value":"x"}]},
            {"type":"library","name":"svm","version":"23.1.2"},
            {"type":"library","group":"org.yaml","name":"snakeyaml"}]}
            """;
    private static final long BASE = 0x400000;
    private static final String SYMBOLS = "\0sbom\0sbom_length\0";
    private static final String NAMES = "\0.dynsym\0.dynstr\0.svm_heap\0.shstrtab\0";

    private static List<Fact> facts(byte[] program) {
        return Layouts.facts(new NativeImageCataloger(), Layouts.file("app", program), program);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    /** Header, one segment, list, its length, symbols, their names, names of sections, sections. */
    private static byte[] program(byte[] list, long length, String heap) {
        byte[] names = NAMES.replace(".svm_heap", heap).getBytes(UTF_8);
        int listed = 120;
        int counted = listed + list.length;
        int symbols = counted + 8;
        int texts = symbols + 72;
        int named = texts + SYMBOLS.length();
        int table = named + names.length;
        ByteBuffer out = ByteBuffer.allocate(table + 5 * 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        out.putShort(16, (short) 2).putLong(32, 64).putLong(40, table);
        out.putShort(54, (short) 56).putShort(56, (short) 1).putShort(58, (short) 64);
        out.putShort(60, (short) 5).putShort(62, (short) 4);
        out.putInt(64, 1).putLong(72, 0).putLong(80, BASE).putLong(96, table);
        out.put(listed, list).putLong(counted, length);
        out.putInt(symbols + 24, 1).putLong(symbols + 32, BASE + listed);
        out.putInt(symbols + 48, 6).putLong(symbols + 56, BASE + counted);
        out.put(texts, SYMBOLS.getBytes(UTF_8)).put(named, names);
        int[][] sections = {{1, symbols, 72}, {9, texts, SYMBOLS.length()}, {17, listed, 1}, {27, named, names.length}};
        for (int i = 0; i < sections.length; i++) {
            int header = table + (i + 1) * 64;
            out.putInt(header, sections[i][0])
                    .putLong(header + 24, sections[i][1])
                    .putLong(header + 32, sections[i][2]);
        }
        return out.array();
    }

    private static byte[] program(byte[] list) {
        return program(list, list.length, ".svm_heap");
    }

    @Test
    void readsTheArtifactsOfTheList() {
        List<Fact> facts = facts(program(gzip(LIST.getBytes(UTF_8))));
        assertThat(Layouts.packages(facts)).containsExactly("maven:io.micronaut/micronaut-core@4.2.0");
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        assertThat(Layouts.unread(facts)).as("the one without a version").hasSize(1);
    }

    @Test
    void programsOfOtherMakersSayNothing() {
        byte[] list = gzip(LIST.getBytes(UTF_8));
        assertThat(facts(program(list, list.length, ".not_heap"))).isEmpty();
    }

    @Test
    void whatIsNotThereOrNoListIsSaid() {
        byte[] list = gzip(LIST.getBytes(UTF_8));
        for (long length : new long[] {0, -1, 1L << 40}) {
            assertThat(Layouts.unread(facts(program(list, length, ".svm_heap"))))
                    .hasSize(1);
        }
        assertThat(Layouts.unread(facts(program(gzip("{\"components\":[".getBytes(UTF_8))))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(program(gzip(new byte[100 << 20]))))).hasSize(1);
    }

    @Test
    void forgedHeadersEnd() {
        Random random = new Random(11);
        byte[] program = program(gzip(LIST.getBytes(UTF_8)));
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = program.clone();
            for (int j = 0; j < 4; j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertThat(facts(mutated).size()).isLessThan(10);
        }
    }
}
