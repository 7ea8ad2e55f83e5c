package io.tidewaiter.archive.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Intel's ISA-L inflate through FFM.
 *
 * <p>Problem: inflate is three quarters of the time that a layer costs. Choice: {@code isal_inflate} in raw mode, the
 * gzip wrapper and the CRC staying in {@link Gunzip}, so that both engines share every decision but the decoding
 * itself. Cost: 640 KB of native memory per open stream, one copy in and one copy out (memory speed, 2 percent).
 * Rejected: the library's own gzip mode (it does not say where a member ends when the trailer is cut), critical calls
 * with heap segments (the pointers live inside the structure, and a call would hold off the garbage collector).
 *
 * <p>Known differences, both in damaged streams only: ISA-L accepts some incomplete Huffman codes that zlib refuses (the
 * CRC still has to fit), and at a cut it may hold back the last three bytes that zlib would give.
 */
final class IsalInflate implements Inflate {
    private static final int OUT_BYTES = 256 * 1024;

    private final IsalLibrary library;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(IsalLibrary.STATE_BYTES, 64);
    private final MemorySegment in = arena.allocate(Source.CHUNK_BYTES, 64);
    private final MemorySegment out = arena.allocate(OUT_BYTES, 64);
    private final ByteBuffer fields = IsalLibrary.fields(state);
    private int length;
    private int position;

    IsalInflate(IsalLibrary library) {
        this.library = library;
        reset();
    }

    @Override
    public void reset() {
        library.callInit(state);
    }

    @Override
    public void load(byte[] chunk, int newLength) {
        MemorySegment.copy(chunk, 0, in, ValueLayout.JAVA_BYTE, 0, newLength);
        length = newLength;
    }

    @Override
    public int inflate(int from, byte[] target) throws CorruptDeflate {
        int capacity = Math.min(target.length, OUT_BYTES);
        fields.putLong(IsalLibrary.NEXT_IN, in.address() + from);
        fields.putInt(IsalLibrary.AVAIL_IN, length - from);
        fields.putLong(IsalLibrary.NEXT_OUT, out.address());
        fields.putInt(IsalLibrary.AVAIL_OUT, capacity);
        int result = library.callInflate(state);
        position = length - fields.getInt(IsalLibrary.AVAIL_IN);
        if (finished()) {
            // Whole bytes that were taken into the bit buffer and are not of this stream.
            position -= fields.getInt(IsalLibrary.READ_IN_LENGTH) / 8;
        }
        int written = capacity - fields.getInt(IsalLibrary.AVAIL_OUT);
        MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, target, 0, written);
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
    public int position() {
        return position;
    }

    @Override
    public boolean finished() {
        return fields.getInt(IsalLibrary.BLOCK_STATE) == IsalLibrary.ISAL_BLOCK_FINISH;
    }

    @Override
    public void close() {
        arena.close();
    }
}
