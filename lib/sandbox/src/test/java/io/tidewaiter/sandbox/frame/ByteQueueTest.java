package io.tidewaiter.sandbox.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer's bytes and credits are counted: whoever sends or grants more than was agreed is found out. */
class ByteQueueTest {
    private final List<Integer> credits = new ArrayList<>();
    private int enoughs;
    private final ByteQueue queue = new ByteQueue(100, new ByteQueue.Sender() {
        @Override
        public void credit(int bytes) {
            credits.add(bytes);
        }

        @Override
        public void enough() {
            enoughs++;
        }
    });

    @Test
    void grantsAgainWhatWasReadAQuarterAtATime() throws IOException {
        queue.offer(new byte[60]);
        queue.offer(new byte[40]);
        assertThat(queue.read(new byte[24], 0, 24)).isEqualTo(24);
        assertThat(credits).isEmpty();
        assertThat(queue.readNBytes(50)).hasSize(50);
        assertThat(credits).containsExactly(74);
        queue.offer(new byte[74]);
        assertThatThrownBy(() -> queue.offer(new byte[1])).isInstanceOf(FrameFault.class);
    }

    @Test
    void refusesBytesWithoutCreditAndAfterTheEnd() throws IOException {
        assertThatThrownBy(() -> queue.offer(new byte[101])).isInstanceOf(FrameFault.class);
        queue.end();
        assertThatThrownBy(() -> queue.offer(new byte[1])).isInstanceOf(FrameFault.class);
        assertThat(queue.read()).isEqualTo(-1);
    }

    @Test
    void dropsWhatIsQueuedWhenItFails() throws IOException {
        queue.offer(new byte[10]);
        queue.fail(new IOException("aborted"));
        assertThatThrownBy(queue::read).hasMessage("aborted");
        queue.offer(new byte[10]); // was on its way
        assertThat(queue.available()).isZero();
    }

    @Test
    void aCompleteStreamDoesNotFailAfterwards() throws IOException {
        queue.offer(new byte[] {7});
        assertThat(queue.read()).isEqualTo(7);
        queue.end();
        queue.fail(new IOException("the cell was closed"));
        assertThat(queue.read()).isEqualTo(-1);
    }

    @Test
    void saysOnceThatItWantsNoMore() throws IOException {
        queue.close();
        queue.close();
        queue.offer(new byte[10]);
        assertThat(enoughs).isOne();
        assertThatThrownBy(queue::read).hasMessage("the stream was closed");
    }

    @Test
    void creditsNeverExceedTheWindow() throws Exception {
        Credits sent = new Credits(100);
        assertThat(sent.take(70)).isEqualTo(70);
        assertThat(sent.take(70)).isEqualTo(30);
        sent.add(60);
        for (int bad : new int[] {41, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> sent.add(bad)).isInstanceOf(FrameFault.class);
        }
        assertThat(sent.take(70)).isEqualTo(60);
        sent.close();
        assertThat(sent.take(1)).isZero();
    }
}
