package io.tidewaiter.catalog.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.rust.RustCataloger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfExcerptTest {
    private static final int MAX = 4 << 20;
    private static final List<Cataloger> CATALOGERS =
            List.of(new PackageNoteCataloger(), new GolangCataloger(), new RustCataloger());

    private static List<Fact> facts(byte[] program) {
        List<Fact> facts = new ArrayList<>();
        CATALOGERS.forEach(one -> facts.addAll(Layouts.facts(one, Layouts.file("bin/app", program), program)));
        return facts;
    }

    private static ElfExcerpt excerpt(byte[] program, int chunk) {
        ElfExcerpt excerpt = new ElfExcerpt(program.length, MAX);
        for (int at = 0; at < program.length; at += chunk) {
            excerpt.take(program, at, Math.min(chunk, program.length - at));
        }
        return excerpt;
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void saysTheSameOfALongProgramAsAllOfItsBytes(boolean wide, boolean bigEndian) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] program = LongProgram.of(wide, order, 20 << 20, 1 << 20, 5 << 20).bytes();
        List<Fact> whole = facts(program);
        assertThat(Layouts.packages(whole))
                .containsExactly(
                        "deb:big@1.0",
                        "golang:stdlib@1.22.1",
                        "golang:github.com/acme/app@",
                        "golang:golang.org/x/net@v0.5.0",
                        "golang:github.com/new/a@v1.0.1",
                        "golang:k8s.io/api@",
                        "cargo:itoa@1.0.9");
        for (int chunk : new int[] {1000, 64 << 10, 1 << 20, program.length}) {
            ElfExcerpt excerpt = excerpt(program, chunk);
            assertThat(facts(excerpt.content())).isEqualTo(whole);
            assertThat(excerpt.missing()).isEmpty();
            assertThat(excerpt.content().length).isLessThanOrEqualTo(MAX);
            assertThat(excerpt.leftOut()).isGreaterThan(program.length - MAX);
        }
    }

    @Test
    void whatSomebodyReadsAndWasNotKeptIsNamed() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 1 << 20, 10 << 20, 1 << 20)
                .bytes();
        ElfExcerpt excerpt = excerpt(program, 8192);
        assertThat(excerpt.missing()).contains(".dep-v0");
        assertThat(Layouts.packages(facts(excerpt.content())))
                .contains("deb:big@1.0", "golang:stdlib@1.22.1")
                .doesNotContain("cargo:itoa@1.0.9");
    }

    @Test
    void embeddedFilesLeaveRoomForTheRest() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 1 << 20, 512 << 10, 25 << 20)
                .embedding(20 << 20)
                .bytes();
        ElfExcerpt excerpt = excerpt(program, 8192);
        assertThat(facts(excerpt.content())).isEqualTo(facts(program)).isNotEmpty();
        assertThat(excerpt.missing()).isEmpty();
    }

    @Test
    void whatIsKeptTwiceIsCountedOnce() {
        Ranges ranges = new Ranges(1000, 100);
        ranges.keep(200, 290, 40);
        assertThat(ranges.all()).containsExactly(Map.entry(200L, 220L), Map.entry(270L, 290L));
        ranges.keep(200, 290);
        assertThat(ranges.all()).containsExactly(Map.entry(200L, 290L));
        ranges.keep(0, 200);
        assertThat(ranges.all()).containsExactly(Map.entry(0L, 5L), Map.entry(195L, 290L));
        assertThat(ranges.place(200)).isEqualTo(10);
        assertThat(ranges.has(195, 290)).isTrue();
        assertThat(ranges.has(5, 6)).isFalse();
    }

    @Test
    void bytesBehindAProgramAreNamed() {
        LongProgram program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 10 << 20, 4096, 4096);
        byte[] whole = program.with(program.length(), new byte[5 << 20]).bytes();
        assertThat(excerpt(whole, 8192).missing()).contains((5 << 20) + " bytes behind the program");
    }

    @Test
    void aProgramWithoutSectionsIsReadByItsSegments() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 10 << 20, 1 << 20, 0)
                .with(40, new byte[8])
                .bytes();
        ElfExcerpt excerpt = excerpt(program, 8192);
        assertThat(excerpt.missing()).isEmpty();
        assertThat(facts(excerpt.content())).isEqualTo(facts(program)).isNotEmpty();
    }

    private static byte[] renamed(byte[] program, String from, String to) {
        byte[] name = from.getBytes(StandardCharsets.US_ASCII);
        int at = program.length - name.length;
        while (!Arrays.equals(program, at, at + name.length, name, 0, name.length)) {
            at--;
        }
        byte[] renamed = program.clone();
        System.arraycopy(
                Arrays.copyOf(to.getBytes(StandardCharsets.US_ASCII), name.length), 0, renamed, at, name.length);
        return renamed;
    }

    @Test
    void writableDataThatWasNotKeptIsToldWhereNoSectionSaysThatThisIsOfGo() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 1 << 20, 512 << 10, 25 << 20)
                .embedding(20 << 20)
                .bytes();
        assertThat(excerpt(renamed(program, ".go.buildinfo", ".data"), 8192).missing())
                .contains("a writable segment");
    }

    @Test
    void symbolsOfANativeImageThatWereNotKeptAreTold() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 1 << 20, 4096, 25 << 20)
                .bytes();
        byte[] image = renamed(renamed(program, ".go.buildinfo", ".svm_heap"), ".debug_info", ".symtab");
        assertThat(excerpt(image, 8192).missing()).contains(".symtab");
    }

    @Test
    void aTableOfSectionsMayComeFirstAsGoWritesIt() {
        LongProgram program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 20 << 20, 1 << 20, 5 << 20);
        byte[] whole = program.bytes();
        System.arraycopy(whole, whole.length - 7 * 64, whole, 1024, 7 * 64);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(40, 1024);
        ElfExcerpt excerpt = excerpt(Arrays.copyOf(whole, whole.length - 7 * 64), 8192);
        assertThat(facts(excerpt.content())).isEqualTo(facts(program.bytes()));
        assertThat(excerpt.missing()).isEmpty();
    }

    @Test
    void segmentsThatAreToldOfLateAreNotSeen() {
        LongProgram program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 10 << 20, 4096, 4096);
        byte[] table = Arrays.copyOfRange(program.bytes(), 64, 64 + 5 * 56);
        int late = 1 << 20;
        byte[] moved = program.with(late, table).bytes();
        ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN).putLong(32, late);
        assertThat(Layouts.packages(facts(moved))).contains("deb:big@1.0");
        assertThat(excerpt(moved, 8192).missing()).contains("its segments");
    }

    @Test
    void aTableOfSectionsBeyondAllNumbersIsNone() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 5 << 20, 4096, 4096)
                .bytes();
        ByteBuffer.wrap(program)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(40, 0x7fff_ffff_8000_0001L)
                .putShort(58, (short) -1)
                .putShort(60, (short) -1)
                .putShort(62, (short) 0);
        assertThat(excerpt(program, 8192).missing())
                .hasValueSatisfying(lost -> assertThat(lost).contains("the table of sections"));
    }

    @Test
    void aTableOfSectionsOverTheHeaderSaysAsManyAsBefore() {
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 0x3000000 - 0x1000, 1 << 20, 4096)
                .bytes();
        System.arraycopy(program, 64, program, 8192, 5 * 56);
        ByteBuffer.wrap(program)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(32, 8192)
                .putLong(40, 35)
                .putShort(58, (short) 255)
                .putLong(59, 0x3002000) // the first section's place, and over it the number of sections
                .putLong(67, 16);
        assertThat(facts(excerpt(program, 1 << 20).content())).isNotEmpty();
    }

    @Test
    void headersThatLieEndInAFactOrNothing() {
        Random random = new Random(11);
        byte[] program = LongProgram.of(true, ByteOrder.LITTLE_ENDIAN, 3 << 20, 1 << 20, 1 << 20)
                .bytes();
        for (int round = 0; round < 300; round++) {
            byte[] forged = program.clone();
            for (int i = 0; i < 12; i++) {
                int at = i % 2 == 0 ? 16 + random.nextInt(400) : forged.length - 1 - random.nextInt(7 * 64);
                forged[at] = (byte) random.nextInt(256);
            }
            ElfExcerpt excerpt = excerpt(forged, 64 << 10);
            facts(excerpt.content());
            assertThat(excerpt.content().length).isLessThanOrEqualTo(MAX);
            assertThat(excerpt.leftOut()).isNotNegative();
        }
        byte[] cut = new byte[63];
        System.arraycopy(program, 0, cut, 0, cut.length);
        assertThat(excerpt(cut, 10).missing()).isPresent();
    }
}
