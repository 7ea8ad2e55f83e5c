package io.tidewaiter.sandbox.frame;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Writes whole frames, one system call each where they fit the buffer. Any thread. */
public final class FrameWriter {
    private static final byte[] NONE = {};

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] buffer = new byte[Frame.HEAD_BYTES + FrameType.BYTES.bytesMax()];

    public FrameWriter(OutputStream out) {
        this.out = Objects.requireNonNull(out);
    }

    /** A frame without payload. */
    public void write(FrameType type, int stream) throws IOException {
        write(type, stream, NONE, 0, 0);
    }

    /** {@code bytes} more may be sent of this stream. */
    public void writeCredit(int stream, int bytes) throws IOException {
        byte[] payload = {(byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes};
        write(FrameType.CREDIT, stream, payload, 0, payload.length);
    }

    public void write(FrameType type, int stream, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length < type.bytesMin() || length > type.bytesMax()) {
            throw new IllegalArgumentException("%s of %d bytes".formatted(type, length));
        }
        lock.lock();
        try {
            buffer[0] = (byte) type.code();
            number(1, stream);
            number(5, length);
            if (Frame.HEAD_BYTES + length <= buffer.length) {
                System.arraycopy(bytes, offset, buffer, Frame.HEAD_BYTES, length);
                out.write(buffer, 0, Frame.HEAD_BYTES + length);
            } else {
                out.write(buffer, 0, Frame.HEAD_BYTES);
                out.write(bytes, offset, length);
            }
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void number(int offset, int value) {
        buffer[offset] = (byte) (value >>> 24);
        buffer[offset + 1] = (byte) (value >>> 16);
        buffer[offset + 2] = (byte) (value >>> 8);
        buffer[offset + 3] = (byte) value;
    }
}
