package io.tidewaiter.sandbox.frame;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The longest payloads of {@link FrameType#BYTES}, handed on from stream to stream: most bytes of a layer come in such, and
 * made anew for each frame they would be what the collector runs for.
 */
final class Payloads {
    private static final int LENGTH = FrameType.BYTES.bytesMax();
    private static final int KEPT_MAX = 64; // 4 MiB, four streams' windows

    private static final Queue<byte[]> KEPT = new ArrayBlockingQueue<>(KEPT_MAX);

    private Payloads() {}

    /** An array of that length, whatever is in it. */
    static byte[] take(int length) {
        byte[] kept = length == LENGTH ? KEPT.poll() : null;
        return kept == null ? new byte[length] : kept;
    }

    /** Takes back what nobody reads any more. */
    static void give(byte[] payload) {
        if (payload.length == LENGTH) {
            KEPT.offer(payload); // one too many is the collector's
        }
    }
}
