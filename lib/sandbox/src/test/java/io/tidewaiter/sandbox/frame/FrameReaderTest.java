package io.tidewaiter.sandbox.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames there and back, and whatever else a peer may send. */
class FrameReaderTest {
    @Test
    void readsWhatWasWritten() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(wire);
        byte[] longest = noise(1, FrameType.OPEN.bytesMax());
        byte[] bytes = noise(2, FrameType.BYTES.bytesMax());
        writer.write(FrameType.OPEN, 1, longest, 0, longest.length);
        writer.write(FrameType.BYTES, Integer.MAX_VALUE, bytes, 0, bytes.length);
        writer.write(FrameType.BYTES, 3, bytes, 7, 1);
        writer.writeCredit(4, 0x0102_0304);
        writer.write(FrameType.END, 5);
        FrameReader reader = new FrameReader(new ByteArrayInputStream(wire.toByteArray()));
        assertThat(next(reader, FrameType.OPEN, 1).payload()).isEqualTo(longest);
        assertThat(next(reader, FrameType.BYTES, Integer.MAX_VALUE).payload()).isEqualTo(bytes);
        assertThat(next(reader, FrameType.BYTES, 3).payload()).containsExactly(bytes[7]);
        assertThat(next(reader, FrameType.CREDIT, 4).credit()).isEqualTo(0x0102_0304);
        assertThat(next(reader, FrameType.END, 5).payload()).isEmpty();
        assertThat(reader.read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00 00000001 00000000, a frame of unknown type 0",
        "09 00000001 00000000, a frame of unknown type 9",
        "ff 00000001 00000000, a frame of unknown type 255",
        "03 80000001 00000001, a BYTES frame for stream -2147483647",
        "03 00000001 00000000, 'a BYTES frame of 0 bytes, allowed are 1 to 65536'",
        "03 00000001 00010001, 'a BYTES frame of 65537 bytes, allowed are 1 to 65536'",
        "03 00000001 ffffffff, 'a BYTES frame of 4294967295 bytes, allowed are 1 to 65536'",
        "02 00000001 7fffffff, 'a OPEN frame of 2147483647 bytes, allowed are 0 to 1048576'",
        "06 00000001 00000003, 'a CREDIT frame of 3 bytes, allowed are 4 to 4'",
        "03 00000001 0000, 'a frame''s head ends after 7 of 9 bytes'",
        "03 00000001 00000005 0102, a BYTES frame ends after 2 of 5 bytes"
    })
    void refuses(String hex, String says) {
        byte[] wire = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(wire)).read())
                .isInstanceOf(FrameFault.class)
                .hasMessage(says);
    }

    @Test
    void noiseIsFramesOrAFaultAndNothingElse() throws IOException {
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] wire = noise(seed, 1 + seed % 200);
            wire[0] = (byte) (wire[0] & 0x0f); // or most would end at the first byte
            if (seed % 2 == 0 && wire.length > 7) {
                wire[5] = 0; // a length that may be allowed
                wire[6] = 0;
            }
            FrameReader reader = new FrameReader(new ByteArrayInputStream(wire));
            long read = 0;
            try {
                for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
                    read += Frame.HEAD_BYTES + frame.get().payload().length;
                }
                assertThat(read).as("seed %d", seed).isEqualTo(wire.length);
            } catch (FrameFault e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Frame next(FrameReader reader, FrameType type, int stream) throws IOException {
        Frame frame = reader.read().orElseThrow();
        assertThat(frame.type()).isEqualTo(type);
        assertThat(frame.stream()).isEqualTo(stream);
        return frame;
    }
}
