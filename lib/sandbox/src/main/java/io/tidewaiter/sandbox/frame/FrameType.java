package io.tidewaiter.sandbox.frame;

import java.util.Optional;

/** The kinds of frames and how long each may be. */
public enum FrameType {
    /** Child to parent, first and once, stream 0: one byte (1: confined), then UTF-8: what was proved or why not. */
    HELLO(1, 1, 16 << 10),
    /** Parent to child: a new stream; the payload is the task's header. */
    OPEN(2, 0, 1 << 20),
    /** Either way: bytes of a stream, paid for with credits. */
    BYTES(3, 1, 64 << 10),
    /** Parent to child: the input is complete. Child to parent: the task returned and its answer is complete. */
    END(4, 0, 0),
    /** Parent to child: the source broke, the rest of the input will never come. */
    ABORT(5, 0, 0),
    /** Either way: so many more bytes (unsigned 31 bits, big endian) of this stream may be sent. */
    CREDIT(6, 4, 4),
    /** Child to parent: the task failed; UTF-8 says why. */
    FAIL(7, 0, 8 << 10),
    /** Either way: the receiver of BYTES wants no more of them. */
    ENOUGH(8, 0, 0);

    private static final FrameType[] BY_CODE = new FrameType[9];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int bytesMin;
    private final int bytesMax;

    FrameType(int code, int bytesMin, int bytesMax) {
        this.code = code;
        this.bytesMin = bytesMin;
        this.bytesMax = bytesMax;
    }

    static Optional<FrameType> of(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    int code() {
        return code;
    }

    int bytesMin() {
        return bytesMin;
    }

    /** The longest payload of this kind, in bytes. */
    public int bytesMax() {
        return bytesMax;
    }
}
