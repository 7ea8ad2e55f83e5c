package io.tidewaiter.clib;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Memory that C functions read and write. It lives as long as {@code bytes} can be reached: whoever hands out the address keeps
 * this object until the function is back ({@link CArena}, {@link java.lang.ref.Reference#reachabilityFence}).
 *
 * <p>A direct buffer and not a segment of an {@link java.lang.foreign.Arena}, whose first use, like that of a segment's own
 * accessors and texts, makes the JDK link method handles: a tenth of the time in which a cell starts, in both processes (ADR
 * 15).
 *
 * @param address of the first byte, for C
 * @param bytes in this machine's order, at position 0 and with the limit at the end
 */
public record CMemory(long address, ByteBuffer bytes) {
    /** Where any structure and any vector may begin. */
    private static final int ALIGNMENT = 64;

    public CMemory {
        Objects.requireNonNull(bytes);
    }

    /** That many zeros. */
    public static CMemory allocate(int bytes) {
        // Alignment ends a slice, too: cut it to what was asked for.
        ByteBuffer room = ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT).alignedSlice(ALIGNMENT);
        ByteBuffer cut = room.slice(0, bytes).order(ByteOrder.nativeOrder());
        return new CMemory(MemorySegment.ofBuffer(room).address(), cut);
    }
}
