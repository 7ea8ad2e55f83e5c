package io.tidewaiter.catalog.rust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RustCatalogerTest {
    /** What {@code cargo auditable 0.7.7} wrote into a small program. */
    private static final String REAL = """
            {"packages":[{"name":"cc","version":"1.0.79","source":"crates.io","kind":"build"},
            {"name":"itoa","version":"1.0.9","source":"crates.io"},
            {"name":"probe","version":"0.3.1","source":"local","dependencies":[0,1],"root":true},
            {"name":"fork","version":"1.0.0","source":"git"},
            {"name":"serde_json","version":"1.0.100","source":"crates.io","dependencies":[1]}],"format":1}
            """;

    private static List<Fact> facts(byte[] program) {
        return Layouts.facts(new RustCataloger(), Layouts.file("usr/bin/probe", program), program);
    }

    private static byte[] zlib(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A program of three sections: none, the audit data, the names. */
    private static byte[] elf(boolean wide, boolean bigEndian, byte[] data) {
        byte[] names = "\0.dep-v0\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int size = wide ? 64 : 40;
        int at = 64;
        int table = at + data.length + names.length;
        ByteBuffer out =
                ByteBuffer.allocate(table + 3 * size).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (bigEndian ? 2 : 1), 1});
        out.putShort(16, (short) 3);
        int fields = wide ? 58 : 46;
        out.putShort(fields, (short) size).putShort(fields + 2, (short) 3).putShort(fields + 4, (short) 2);
        out.put(at, data).put(at + data.length, names);
        if (wide) {
            out.putLong(40, table);
        } else {
            out.putInt(32, table);
        }
        section(out, table + size, wide, 1, at, data.length);
        section(out, table + 2 * size, wide, 9, at + data.length, names.length);
        return out.array();
    }

    private static void section(ByteBuffer out, int header, boolean wide, int name, int offset, int length) {
        out.putInt(header, name);
        if (wide) {
            out.putLong(header + 24, offset).putLong(header + 32, length);
        } else {
            out.putInt(header + 16, offset).putInt(header + 20, length);
        }
    }

    @Test
    void readsCratesOfTheRegistryThatAreLinked() {
        byte[] data = zlib(REAL.getBytes(StandardCharsets.UTF_8));
        for (boolean wide : new boolean[] {true, false}) {
            for (boolean bigEndian : new boolean[] {true, false}) {
                List<Fact> facts = facts(elf(wide, bigEndian, data));
                assertThat(Layouts.packages(facts)).containsExactly("cargo:itoa@1.0.9", "cargo:serde_json@1.0.100");
                assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
            }
        }
    }

    @Test
    void wantsProgramsOnly() {
        RustCataloger cataloger = new RustCataloger();
        byte[] program = elf(true, false, new byte[0]);
        assertThat(cataloger.wantsHead(Layouts.file("a", program), program, 64)).isTrue();
        assertThat(cataloger.wantsHead(Layouts.file("a", new byte[64]), new byte[64], 64))
                .isFalse();
    }

    @Test
    void aBombAndWhatIsNoZlibAreSaid() {
        assertThat(Layouts.unread(facts(elf(true, false, zlib(new byte[100 << 20])))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(elf(true, false, new byte[] {1, 2, 3}))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(elf(true, false, new byte[0])))).hasSize(1);
        assertThat(Layouts.unread(facts(elf(true, false, zlib("{\"packages\":[".getBytes(StandardCharsets.UTF_8))))))
                .hasSize(1);
        assertThat(facts(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})).isEmpty();
    }

    @Test
    void forgedHeadersEnd() {
        Random random = new Random(7);
        byte[] program = elf(true, false, zlib(REAL.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = program.clone();
            for (int j = 0; j < 4; j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertThat(facts(mutated).size()).isLessThan(10);
        }
    }
}
