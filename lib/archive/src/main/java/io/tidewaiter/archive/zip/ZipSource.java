package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/** The bytes of a streamed zip, with a window that headers are read from. */
final class ZipSource {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final InputStream in;
    private final Limits limits;
    private final byte[] window = new byte[WINDOW_BYTES];
    private final ZipBytes bytes = new ZipBytes(MemorySegment.ofArray(window));
    private int position;
    private int end;
    private long read;

    ZipSource(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** Tries to have {@code count} bytes, at most {@value #WINDOW_BYTES}, at hand; tells how many there are. */
    int want(int count) throws IOException {
        if (position + count > window.length) {
            System.arraycopy(window, position, window, 0, end - position);
            end -= position;
            position = 0;
        }
        while (end - position < count) {
            int more = in.read(window, end, window.length - end);
            if (more <= 0) {
                break;
            }
            end += more;
            read += more;
            if (read > limits.compressedBytesMax()) {
                throw ArchiveException.limit("zip", read, "compressedBytesMax", limits.compressedBytesMax(), read);
            }
        }
        return end - position;
    }

    void need(int count, String part) throws IOException {
        if (want(count) < count) {
            throw ArchiveException.truncated("zip", read, part);
        }
    }

    /** The window; numbers are at {@link #position} plus their place. */
    ZipBytes bytes() {
        return bytes;
    }

    byte[] window() {
        return window;
    }

    int position() {
        return position;
    }

    void skip(int count) {
        position += count;
    }

    /** Bytes used up so far. */
    long offset() {
        return read - (end - position);
    }
}
