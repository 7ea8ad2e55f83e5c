package io.tidewaiter.archive.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private static final byte[] TEXT = "one line and another\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] decode(byte[] compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Decoded decoded = Decoder.decode(new ByteArrayInputStream(compressed), Limits.standard(), out::write);
        assertThat(decoded.compressedBytes()).isEqualTo(compressed.length);
        assertThat(decoded.expandedBytes()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static ArchiveException fault(InputStream compressed, Limits limits) {
        return catchThrowableOfType(
                ArchiveException.class, () -> Decoder.decode(compressed, limits, ByteSink.discard()));
    }

    private static ArchiveException fault(byte[] compressed) {
        return fault(new ByteArrayInputStream(compressed), Limits.standard());
    }

    @Test
    void readsPlainGzipMembersAndZstdFrames() throws IOException {
        assertThat(decode(new byte[0])).isEmpty();
        assertThat(decode(TEXT)).isEqualTo(TEXT);
        byte[] twice = concat(TEXT, TEXT);
        assertThat(decode(concat(gzip(TEXT), gzip(new byte[0]), gzip(TEXT), new byte[1_000])))
                .isEqualTo(twice);
        assertThat(decode(concat(Zstd.compress(TEXT), Zstd.compress(TEXT)))).isEqualTo(twice);
    }

    @Test
    void skippableFramesAreSkipped() throws IOException {
        byte[] skippable = ByteBuffer.allocate(108)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A5A)
                .putInt(100)
                .array();
        assertThat(decode(concat(skippable, Zstd.compress(TEXT), skippable))).isEqualTo(TEXT);
        byte[] endless = skippable.clone();
        Arrays.fill(endless, 4, 7, (byte) 0xff);
        endless[7] = 0x7f; // two gigabytes
        assertThat(fault(endless).code()).isEqualTo(ArchiveException.Code.TRUNCATED);
        endless[7] = (byte) 0xff; // with its header more than 32 bits count
        assertThat(fault(endless).code()).isEqualTo(ArchiveException.Code.CORRUPT);
    }

    @Test
    void everyCutIsTruncated() throws IOException {
        for (byte[] whole : new byte[][] {gzip(TEXT), Zstd.compress(TEXT)}) {
            for (int length = Compression.SNIFF_BYTES; length < whole.length; length += 3) {
                assertThat(fault(Arrays.copyOf(whole, length)).code())
                        .as("%d of %d bytes", length, whole.length)
                        .isEqualTo(ArchiveException.Code.TRUNCATED);
            }
        }
    }

    @Test
    void aFlippedByteIsNeverTakenForTheOriginal() throws IOException {
        Random random = new Random(9L);
        byte[] whole = gzip(TEXT);
        for (int i = 0; i < 1_000; i++) {
            byte[] flipped = whole.clone();
            flipped[10 + random.nextInt(flipped.length - 10)] ^= (byte) (1 << random.nextInt(8));
            assertThat(fault(flipped)).as("byte %d", i).isNotNull();
        }
    }

    @Test
    void tenGibibytesOfZerosEndByTheirRatio() throws IOException {
        byte[] member = gzip(new byte[16 << 20]);
        InputStream bomb = new SequenceInputStream(Collections.enumeration(Collections.nCopies(640, member).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
        long begin = System.nanoTime();
        ArchiveException limit = fault(bomb, Limits.standard().withRatioMax(200, 64 << 20));
        assertThat(limit.limit().orElseThrow().name()).isEqualTo("ratioMax");
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        byte[] zstd = Zstd.compress(new byte[128 << 20]);
        ArchiveException frame =
                fault(new ByteArrayInputStream(zstd), Limits.standard().withRatioMax(200, 64 << 20));
        assertThat(frame.limit().orElseThrow().name()).isEqualTo("ratioMax");
    }

    @Test
    void bytesAreBoundedOnBothSides() throws IOException {
        byte[] whole = gzip(TEXT);
        assertThat(fault(new ByteArrayInputStream(whole), Limits.standard().withExpandedBytesMax(1_000))
                        .limit()
                        .orElseThrow()
                        .name())
                .isEqualTo("expandedBytesMax");
        assertThat(fault(new ByteArrayInputStream(TEXT), Limits.standard().withCompressedBytesMax(1_000))
                        .limit()
                        .orElseThrow()
                        .name())
                .isEqualTo("compressedBytesMax");
    }

    @Test
    void aWindowOfGigabytesIsALimit() {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, (byte) (21 << 3), 0x01, 0x00, 0x00, 0x00, 0x00, 0x00
        };
        ArchiveException limit = fault(frame);
        assertThat(limit.limit().orElseThrow().name()).isEqualTo("windowLogMax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FD377A585A00", "425A6839314159265359", "04224D18", "4C5A495001", "1F9D90"})
    void whatIsKnownAndNotReadIsNamed(String magic) {
        byte[] bytes = Arrays.copyOf(java.util.HexFormat.of().parseHex(magic), 64);
        assertThat(fault(bytes).code()).isEqualTo(ArchiveException.Code.UNSUPPORTED);
    }
}
