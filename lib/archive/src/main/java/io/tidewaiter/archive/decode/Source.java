package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import java.io.IOException;
import java.io.InputStream;

/** The compressed bytes, a chunk at a time, and the meter that holds both sides of the decoding to {@link Limits}. */
final class Source {
    /** Large enough that the cost per read and per native call vanishes, small enough to stay in the L2 cache. */
    static final int CHUNK_BYTES = 128 * 1024;

    private final InputStream in;
    private final Limits limits;
    private final long deadlineNanos;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int position;
    private int end;
    private long read;
    private long expanded;

    Source(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
        this.deadlineNanos = System.nanoTime() + limits.timeMax().toNanos();
    }

    /** The chunk at hand; its bytes from {@link #position} to {@link #end} are still to be used. */
    byte[] chunk() {
        return chunk;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    void position(int newPosition) {
        position = newPosition;
    }

    /** Bytes taken from the source so far and used up. */
    long offset() {
        return read - (end - position);
    }

    long read() {
        return read;
    }

    long expanded() {
        return expanded;
    }

    Limits limits() {
        return limits;
    }

    /** Makes at least one byte available unless the source has ended. */
    boolean available() throws IOException {
        if (position < end) {
            return true;
        }
        position = 0;
        end = 0;
        return more();
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return available() ? chunk[position++] & 0xff : -1;
    }

    /** Fills the chunk up to {@code bytes} from its start, for a look ahead; fewer at the end of the source. */
    void fill(int bytes) throws IOException {
        while (end < bytes && more()) {
            // the loop's condition does the work
        }
    }

    private boolean more() throws IOException {
        int count = in.read(chunk, end, chunk.length - end);
        if (count <= 0) {
            return false;
        }
        end += count;
        read += count;
        if (read > limits.compressedBytesMax()) {
            throw ArchiveException.limit(
                    "compressed bytes", read, "compressedBytesMax", limits.compressedBytesMax(), read);
        }
        return true;
    }

    /** Accounts for bytes that are about to be handed out, and looks at the clock. */
    void expanded(String what, int count) {
        expanded += count;
        if (expanded > limits.expandedBytesMax()) {
            throw ArchiveException.limit(what, offset(), "expandedBytesMax", limits.expandedBytesMax(), expanded);
        }
        if (expanded > limits.ratioFloorBytes() && expanded / limits.ratioMax() > offset()) {
            throw ArchiveException.limit(
                    what, offset(), "ratioMax", limits.ratioMax(), expanded / Math.max(1, offset()));
        }
        tick(what);
    }

    void tick(String what) {
        long over = System.nanoTime() - deadlineNanos;
        if (over > 0) {
            long max = limits.timeMax().toMillis();
            throw ArchiveException.limit(what, offset(), "timeMax (ms)", max, max + over / 1_000_000);
        }
    }
}
