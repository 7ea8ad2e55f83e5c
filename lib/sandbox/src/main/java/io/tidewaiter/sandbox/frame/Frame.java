package io.tidewaiter.sandbox.frame;

import java.util.Objects;

/**
 * One frame: on the wire a type byte, the stream and the payload's length (4 bytes each, big endian), the payload.
 *
 * @param stream 0 is the cell itself
 * @param payload owned by whoever holds the frame
 */
public record Frame(FrameType type, int stream, byte[] payload) {
    static final int HEAD_BYTES = 9;

    public Frame {
        Objects.requireNonNull(type);
        Objects.requireNonNull(payload);
    }

    /** What a {@link FrameType#CREDIT} grants, in bytes; more than 2^31 - 1 reads as a negative number. */
    public int credit() {
        return ((payload[0] & 0xff) << 24)
                | ((payload[1] & 0xff) << 16)
                | ((payload[2] & 0xff) << 8)
                | (payload[3] & 0xff);
    }
}
