package io.tidewaiter.archive.bzip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

/** The writer of commons-compress is the oracle. */
class Bzip2InputStreamTest {
    private static byte[] packed(byte[] plain, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out, level)) {
            bzip2.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] expanded(byte[] packed) throws IOException {
        try (Bzip2InputStream in = new Bzip2InputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] plain(Random random, int kind, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte)
                    switch (kind) {
                        case 0 -> random.nextInt();
                        case 1 -> random.nextInt(2);
                        case 2 -> 'a';
                        case 3 -> i / 5;
                        default -> "<definition id=\"oval:a\"/>\n".charAt(i % 26) + random.nextInt(1 + i % 3);
                    };
        }
        return bytes;
    }

    @Test
    void whatAnotherProgramPackedComesOutAsItWas() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kind = 0; kind < 5; kind++) {
            for (int length : new int[] {0, 1, 3, 4, 5, 255, 259, 260, 1000, 99_999, 100_001, 350_000}) {
                byte[] plain = plain(random, kind, length);
                assertThat(expanded(packed(plain, 1 + random.nextInt(9))))
                        .as("kind %d, length %d, seed %d", kind, length, seed)
                        .isEqualTo(plain);
            }
        }
    }

    @Test
    void streamsBehindEachOtherAreOneAndOtherBytesBehindThemAreLeftAlone() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(packed("one ".getBytes(StandardCharsets.US_ASCII), 1));
        both.write(packed("two".getBytes(StandardCharsets.US_ASCII), 9));
        assertThat(expanded(both.toByteArray())).asString().isEqualTo("one two");
        both.write(new byte[512]);
        assertThat(expanded(both.toByteArray())).asString().isEqualTo("one two");
    }

    @Test
    void damageIsAnErrorAndNeverOtherBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] plain = plain(random, 4, 20_000);
        byte[] packed = packed(plain, 1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(expanded(damaged)).as("seed %d", seed).isEqualTo(plain);
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageStartingWith("bzip2: ");
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(250);
        for (int length = 0; length < packed.length; length += 97) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> expanded(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNoneIsSaidToBeNone() {
        assertThatThrownBy(() -> expanded(new byte[] {'P', 'K', 3, 4})).hasMessageContaining("it is none");
        assertThatThrownBy(() -> expanded(new byte[] {'B', 'Z', 'h', '0', 0})).hasMessageContaining("it is none");
        assertThatThrownBy(() -> expanded(new byte[0])).hasMessageContaining("empty");
    }
}
