package io.tidewaiter.archive.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.ByteTap;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.clib.CMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ISA-L and the JDK have to tell the same about every stream: the slow, obvious twin is the oracle. */
class InflateTwinsTest {
    private static final long SEED = 20261124;

    /** ISA-L looks up several literals at once and holds them back where the stream is cut among their bits. */
    private static final int HELD_BACK_MAX = 3;

    /** What an engine made of a gzip file: the bytes that came out and how it ended. */
    private record Outcome(byte[] bytes, String end) {
        boolean complete() {
            return end.equals("complete");
        }
    }

    @BeforeEach
    void needsTheLibrary() {
        if (IsalLibrary.get().isEmpty() && !"true".equals(System.getenv("CI"))) {
            assumeThat(false).as("libisal.so.2 is not installed").isTrue();
        }
    }

    @Test
    void theLibraryIsLinked() {
        assertThat(IsalLibrary.get()).isPresent();
    }

    @Test
    void agreeOnRandomStreamsOfEveryKindInRandomPieces() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 400; round++) {
            byte[] plain = plain(random, random.nextInt(round % 10 == 0 ? 900_000 : 20_000));
            byte[] gzip = gzip(plain, random);
            int pieceMax = 1 + random.nextInt(round % 3 == 0 ? 7 : 70_000);
            Outcome isal = run(InflateEngine.ISAL, gzip, pieceMax, random.nextLong());
            Outcome java = run(InflateEngine.JAVA, gzip, pieceMax, random.nextLong());
            assertThat(java.end()).as("seed %d round %d", SEED, round).isEqualTo("complete");
            assertThat(isal.end()).as("seed %d round %d", SEED, round).isEqualTo("complete");
            assertThat(java.bytes()).isEqualTo(plain);
            assertThat(isal.bytes()).as("seed %d round %d", SEED, round).isEqualTo(plain);
        }
    }

    @Test
    void agreeOnChainsOfMembersIncludingEmptyOnes() throws IOException {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < 60; round++) {
            ByteArrayOutputStream chain = new ByteArrayOutputStream();
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            for (int member = random.nextInt(40); member >= 0; member--) {
                byte[] part = plain(random, random.nextInt(3) == 0 ? 0 : random.nextInt(5_000));
                plain.writeBytes(part);
                chain.writeBytes(gzip(part, random));
            }
            chain.writeBytes(new byte[random.nextInt(3) * 100]);
            for (InflateEngine engine : new InflateEngine[] {InflateEngine.ISAL, InflateEngine.JAVA}) {
                Outcome outcome = run(engine, chain.toByteArray(), 1 + random.nextInt(5_000), round);
                assertThat(outcome.end()).isEqualTo("complete");
                assertThat(outcome.bytes()).isEqualTo(plain.toByteArray());
            }
        }
    }

    @Test
    void agreeOnAStreamCutAtEveryByte() throws IOException {
        Random random = new Random(SEED + 2);
        for (int round = 0; round < 6; round++) {
            byte[] gzip = gzip(plain(random, 1_500), random);
            for (int cut = 2; cut < gzip.length; cut++) {
                byte[] part = Arrays.copyOf(gzip, cut);
                Outcome isal = run(InflateEngine.ISAL, part, 1 + random.nextInt(500), cut);
                Outcome java = run(InflateEngine.JAVA, part, 1 + random.nextInt(500), cut);
                assertThat(isal.end()).as("round %d cut %d", round, cut).isEqualTo("TRUNCATED");
                assertThat(java.end()).isEqualTo("TRUNCATED");
                assertThat(Arrays.copyOf(java.bytes(), isal.bytes().length))
                        .as("round %d cut %d", round, cut)
                        .isEqualTo(isal.bytes());
                assertThat(java.bytes().length - isal.bytes().length)
                        .as("round %d cut %d", round, cut)
                        .isLessThanOrEqualTo(HELD_BACK_MAX);
            }
        }
    }

    /**
     * zlib refuses incomplete Huffman codes that ISA-L decodes on with, so the word for the damage may differ; that it
     * is damage may not, and neither may either engine hand out what the other contradicts.
     */
    @Test
    void agreeThatCorruptedBytesAreDamage() throws IOException {
        Random random = new Random(SEED + 3);
        int sameWord = 0;
        int rounds = 6_000;
        for (int round = 0; round < rounds; round++) {
            byte[] gzip = gzip(plain(random, 1 + random.nextInt(3_000)), random);
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                gzip[10 + random.nextInt(gzip.length - 10)] ^= (byte) (1 << random.nextInt(8));
            }
            Outcome isal = run(InflateEngine.ISAL, gzip, 1 + random.nextInt(4_000), round);
            Outcome java = run(InflateEngine.JAVA, gzip, 1 + random.nextInt(4_000), round);
            assertThat(isal.complete()).as("seed %d round %d", SEED, round).isEqualTo(java.complete());
            sameWord += isal.end().equals(java.end()) ? 1 : 0;
        }
        assertThat(sameWord).isGreaterThan(rounds * 95 / 100);
    }

    @Test
    void agreeOnRandomBytesBehindAHeader() throws IOException {
        Random random = new Random(SEED + 4);
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = new byte[10 + random.nextInt(400)];
            random.nextBytes(bytes);
            System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, 0, bytes, 0, 10);
            Outcome isal = run(InflateEngine.ISAL, bytes, 1 + random.nextInt(400), round);
            Outcome java = run(InflateEngine.JAVA, bytes, 1 + random.nextInt(400), round);
            assertThat(isal.complete()).as("seed %d round %d", SEED, round).isEqualTo(java.complete());
        }
    }

    @Test
    void agreeOnMembersSoLongThatTheTapSumsThem() throws IOException {
        Random random = new Random(SEED + 5);
        byte[] first = new byte[17 << 20];
        Arrays.fill(first, 100, 5 << 20, (byte) 7);
        first[first.length - 1] = 1; // where only the tap has summed
        byte[] second = plain(random, 5_000);
        byte[] sound = concat(gzip(first, random), gzip(second, random));
        byte[] wrong = concat(gzip(first, random), gzip(first, random));
        wrong[wrong.length - 8] ^= 1; // of the second CRC
        for (InflateEngine engine : new InflateEngine[] {InflateEngine.ISAL, InflateEngine.JAVA}) {
            for (int seed = 0; seed < 4; seed++) { // with a tap and without one
                Outcome outcome = run(engine, sound, 100_000, seed);
                assertThat(outcome.end()).isEqualTo("complete");
                assertThat(outcome.bytes()).isEqualTo(concat(first, second));
                assertThat(run(engine, wrong, 100_000, seed).end()).isEqualTo("CORRUPT");
            }
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static Outcome run(InflateEngine kind, byte[] gzip, int pieceMax, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteSink sink = out::write;
        Random random = new Random(seed);
        Source source = new Source(new Pieces(gzip, pieceMax, random), Limits.standard());
        Tap tap = new Tap(1 + random.nextInt(random.nextBoolean() ? 100 : 300_000));
        String end = "complete";
        Tap given = random.nextBoolean() ? tap : null;
        try (Inflate engine = kind.open(-1, given)) {
            new Gunzip(source, engine, sink, given).run();
        } catch (ArchiveException e) {
            end = e.code().name();
        }
        if (tap.used) {
            assertThat(tap.taken()).as("%s, seed %d", kind, seed).isEqualTo(out.toByteArray());
        }
        return new Outcome(out.toByteArray(), end);
    }

    /** Keeps what it is given, by way of a memory that has seldom room for all that an engine has. */
    private static final class Tap implements ByteTap {
        private final CMemory memory;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int fill;
        private boolean used;
        private @Nullable CRC32 sum;
        private int sumFrom;

        Tap(int bytes) {
            memory = CMemory.allocate(bytes);
        }

        @Override
        public CMemory memory() {
            used = true;
            if (fill == memory.bytes().capacity()) {
                take();
            }
            return memory;
        }

        @Override
        public int from() {
            return fill;
        }

        @Override
        public void filled(int count) {
            fill += count;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            used = true;
            taken.write(bytes, offset, length);
        }

        @Override
        public void sum(CRC32 crc) {
            take();
            sum = crc;
            sumFrom = taken.size();
        }

        @Override
        public void summed() {
            take();
            byte[] all = taken.toByteArray();
            Objects.requireNonNull(sum).update(all, sumFrom, all.length - sumFrom);
        }

        private void take() {
            byte[] bytes = new byte[fill];
            memory.bytes().get(0, bytes);
            taken.writeBytes(bytes);
            fill = 0;
        }

        byte[] taken() {
            take();
            return taken.toByteArray();
        }
    }

    /** Text, noise, runs and copies from far back in one, so that all block kinds and long distances come up. */
    private static byte[] plain(Random random, int size) {
        byte[] plain = new byte[size];
        int at = 0;
        while (at < size) {
            int run = Math.min(size - at, 1 + random.nextInt(2_000));
            switch (random.nextInt(4)) {
                case 0 -> Arrays.fill(plain, at, at + run, (byte) random.nextInt());
                case 1 -> {
                    for (int i = at; i < at + run; i++) {
                        plain[i] = (byte) ('a' + random.nextInt(20));
                    }
                }
                case 2 -> {
                    byte[] noise = new byte[run];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, plain, at, run);
                }
                default -> {
                    int from = at == 0 ? 0 : Math.max(0, at - 1 - random.nextInt(33_000));
                    for (int i = 0; i < run && at > 0; i++) {
                        plain[at + i] = plain[from + i];
                    }
                }
            }
            at += run;
        }
        return plain;
    }

    private static byte[] gzip(byte[] plain, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean named = random.nextBoolean();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) (named ? 8 : 0), 0, 0, 0, 0, 0, 3});
        out.writeBytes(named ? new byte[] {'n', 0} : new byte[0]);
        Deflater deflater = new Deflater(random.nextInt(10), true);
        int[] strategies = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};
        deflater.setStrategy(strategies[random.nextInt(3)]);
        int[] flushes = {Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH};
        byte[] buffer = new byte[70_000];
        int at = 0;
        while (at < plain.length) {
            int piece = Math.min(plain.length - at, 1 + random.nextInt(60_000));
            deflater.setInput(plain, at, piece);
            int flush = flushes[random.nextInt(3)];
            int count = deflater.deflate(buffer, 0, buffer.length, flush);
            while (count > 0 || !deflater.needsInput()) {
                out.write(buffer, 0, count);
                count = deflater.deflate(buffer, 0, buffer.length, flush);
            }
            at += piece;
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(plain);
        littleEndian(out, (int) crc.getValue());
        littleEndian(out, plain.length);
        return out.toByteArray();
    }

    private static void littleEndian(ByteArrayOutputStream out, int value) {
        for (int i = 0; i < 4; i++) {
            out.write(value >>> (8 * i));
        }
    }

    /** Gives the bytes in random pieces, as a network does. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int pieceMax;
        private final Random random;

        Pieces(byte[] bytes, int pieceMax, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.pieceMax = pieceMax;
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(pieceMax)));
        }
    }
}
