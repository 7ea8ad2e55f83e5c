package io.tidewaiter.archive.decode;

import io.tidewaiter.archive.ByteTap;
import io.tidewaiter.clib.CMemory;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Intel's ISA-L inflate.
 *
 * <p>Problem: inflate is three quarters of the time that a layer costs. Choice: {@code isal_inflate} in raw mode, the
 * gzip wrapper and the CRC staying in {@link Gunzip}, so that both engines share every decision but the decoding
 * itself. Cost: 640 KB of native memory per stream that was ever open beside others, one copy in and one copy out
 * (memory speed, 2 percent). Rejected: the library's own gzip mode (it does not say where a member ends when the
 * trailer is cut), critical calls with heap segments (the pointers live inside the structure, and a call would hold off
 * the garbage collector).
 *
 * <p>Known differences, both in damaged streams only: ISA-L accepts some incomplete Huffman codes that zlib refuses (the
 * CRC still has to fit), and at a cut it may hold back the last three bytes that zlib would give.
 */
final class IsalInflate implements Inflate {
    private static final int OUT_BYTES = 256 * 1024;

    private final IsalLibrary library;
    private final @Nullable ByteTap tap;
    private final Room room = Objects.requireNonNullElseGet(Room.FREE.poll(), Room::make);
    private final CMemory state = room.state;
    private final CMemory in = room.in;
    private final CMemory out = room.out;
    private final ByteBuffer fields = state.bytes();
    private int length;
    private int position;
    private boolean full;
    private boolean closed;

    /** What a stream needs outside the heap. Handed on, not left to the garbage collector, which does not see how much it is. */
    private record Room(CMemory state, CMemory in, CMemory out) {
        static final Queue<Room> FREE = new ConcurrentLinkedQueue<>();

        static Room make() {
            return new Room(
                    CMemory.allocate(IsalLibrary.STATE_BYTES),
                    CMemory.allocate(Source.CHUNK_BYTES),
                    CMemory.allocate(OUT_BYTES));
        }
    }

    IsalInflate(IsalLibrary library, @Nullable ByteTap tap) {
        this.library = library;
        this.tap = tap;
        reset();
    }

    @Override
    public void reset() {
        library.callInit(state);
    }

    @Override
    public void load(byte[] chunk, int newLength) {
        in.bytes().put(0, chunk, 0, newLength);
        length = newLength;
    }

    @Override
    public int inflate(int from, byte[] target) throws CorruptDeflate {
        CMemory to = tap == null ? out : tap.memory();
        int first = tap == null ? 0 : tap.from();
        int capacity = Math.min(Math.min(target.length, OUT_BYTES), to.bytes().capacity() - first);
        fields.putLong(IsalLibrary.NEXT_IN, in.address() + from);
        fields.putInt(IsalLibrary.AVAIL_IN, length - from);
        fields.putLong(IsalLibrary.NEXT_OUT, to.address() + first);
        fields.putInt(IsalLibrary.AVAIL_OUT, capacity);
        int result = library.callInflate(state);
        position = length - fields.getInt(IsalLibrary.AVAIL_IN);
        if (finished()) {
            // Whole bytes that were taken into the bit buffer and are not of this stream.
            position -= fields.getInt(IsalLibrary.READ_IN_LENGTH) / 8;
        }
        int written = capacity - fields.getInt(IsalLibrary.AVAIL_OUT);
        full = written == capacity;
        to.bytes().get(first, target, 0, written);
        if (tap != null) {
            tap.filled(written);
        }
        if (result < 0 || position < 0) {
            throw new CorruptDeflate("deflate: " + meaning(result), written);
        }
        return written;
    }

    private static String meaning(int result) {
        return switch (result) {
            case -1 -> "invalid block";
            case -2 -> "invalid symbol";
            case -3 -> "invalid distance";
            default -> "result " + result;
        };
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean finished() {
        return fields.getInt(IsalLibrary.BLOCK_STATE) == IsalLibrary.ISAL_BLOCK_FINISH;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Room.FREE.add(room);
        }
    }
}
