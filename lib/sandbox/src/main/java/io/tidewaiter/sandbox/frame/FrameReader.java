package io.tidewaiter.sandbox.frame;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads frames from a peer that may be hostile: nothing is allocated before its length was judged. One thread. */
public final class FrameReader {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final byte[] head = new byte[Frame.HEAD_BYTES];

    public FrameReader(InputStream in) {
        this.in = new BufferedInputStream(Objects.requireNonNull(in), BUFFER_BYTES);
    }

    /**
     * The next frame; empty where the peer closed its end between two frames.
     *
     * @throws FrameFault for an unknown type, a length that the type forbids, a negative stream or a cut frame
     */
    public Optional<Frame> read() throws IOException {
        int got = in.readNBytes(head, 0, head.length);
        if (got == 0) {
            return Optional.empty();
        }
        if (got < head.length) {
            throw new FrameFault("a frame's head ends after %d of %d bytes".formatted(got, head.length));
        }
        int code = head[0] & 0xff;
        FrameType type = FrameType.of(code).orElseThrow(() -> new FrameFault("a frame of unknown type " + code));
        int stream = number(1);
        int length = number(5);
        if (stream < 0) {
            throw new FrameFault("a %s frame for stream %d".formatted(type, stream));
        }
        if (length < type.bytesMin() || length > type.bytesMax()) {
            throw new FrameFault("a %s frame of %d bytes, allowed are %d to %d"
                    .formatted(type, length & 0xffff_ffffL, type.bytesMin(), type.bytesMax()));
        }
        byte[] payload = Payloads.take(length);
        got = in.readNBytes(payload, 0, length);
        if (got < length) {
            throw new FrameFault("a %s frame ends after %d of %d bytes".formatted(type, got, length));
        }
        return Optional.of(new Frame(type, stream, payload));
    }

    private int number(int offset) {
        return ((head[offset] & 0xff) << 24)
                | ((head[offset + 1] & 0xff) << 16)
                | ((head[offset + 2] & 0xff) << 8)
                | (head[offset + 3] & 0xff);
    }
}
