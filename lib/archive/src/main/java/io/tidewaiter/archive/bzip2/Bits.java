package io.tidewaiter.archive.bzip2;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bits of a stream, the highest of each byte first. */
final class Bits {
    private final InputStream in;
    private long held;
    private int count;

    Bits(InputStream in) {
        this.in = in;
    }

    /** The next bits as a number; at most 32 at once. */
    int next(int bits) throws IOException {
        while (count < bits) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("bzip2: the stream ends early");
            }
            held = (held << 8) | b;
            count += 8;
        }
        count -= bits;
        return (int) ((held >>> count) & ((1L << bits) - 1));
    }

    boolean flag() throws IOException {
        return next(1) == 1;
    }

    /** Drops what is left of a byte that was begun. */
    void align() {
        count -= count % 8;
    }

    /** The next whole byte, or -1 at the end; only where aligned. */
    int byteOrEnd() throws IOException {
        return count >= 8 ? next(8) : in.read();
    }
}
