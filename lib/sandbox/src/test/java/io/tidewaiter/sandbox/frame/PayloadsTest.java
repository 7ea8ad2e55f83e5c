package io.tidewaiter.sandbox.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Payloads that are handed on hold what came last and nothing of what was there before. */
class PayloadsTest {
    private static final int LONGEST = FrameType.BYTES.bytesMax();

    @Test
    void handsOnTheLongestAlone() {
        byte[] payload = new byte[LONGEST];
        byte[] shorter = new byte[LONGEST - 1];
        Payloads.give(payload);
        Payloads.give(shorter);
        assertThat(Payloads.take(shorter.length)).isNotSameAs(shorter);
        assertThat(payload)
                .isIn(Stream.generate(() -> Payloads.take(LONGEST)).limit(64).toList());
    }

    @Test
    void streamsThatShareThemKeepTheirBytes() throws IOException {
        Random random = new Random(7);
        byte[][] sent = {new byte[10 * LONGEST + 5], new byte[8 * LONGEST]};
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(wire);
        for (byte[] bytes : sent) {
            random.nextBytes(bytes);
        }
        for (int at = 0; at < sent[0].length; at += LONGEST) {
            for (int stream = 0; stream < 2; stream++) {
                int count = Math.min(LONGEST, sent[stream].length - at);
                if (count > 0) {
                    writer.write(FrameType.BYTES, stream + 1, sent[stream], at, count);
                }
            }
        }
        ByteQueue[] queues = {queue(), queue()};
        ByteArrayOutputStream[] read = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
        FrameReader reader = new FrameReader(new ByteArrayInputStream(wire.toByteArray()));
        for (var frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            int stream = frame.get().stream() - 1;
            queues[stream].offer(frame.get().payload());
            if (stream == 1 || random.nextBoolean()) { // the first is behind, mostly
                read[stream].writeBytes(queues[stream].readNBytes(LONGEST));
            }
        }
        for (int stream = 0; stream < 2; stream++) {
            queues[stream].end();
            read[stream].writeBytes(queues[stream].readAllBytes());
            assertThat(read[stream].toByteArray()).isEqualTo(sent[stream]);
        }
    }

    private static ByteQueue queue() {
        return new ByteQueue(32 * LONGEST, new ByteQueue.Sender() {
            @Override
            public void credit(int bytes) {}

            @Override
            public void enough() {}
        });
    }
}
