package io.tidewaiter.archive;

import io.tidewaiter.clib.CMemory;
import java.util.zip.CRC32;

/**
 * Takes what is decoded beside the sink, from memory outside the heap that a decoder may write to itself: a digest of all
 * bytes then costs no copy of them.
 */
public interface ByteTap {
    /** Memory for the next bytes; asked for anew before each writing. */
    CMemory memory();

    /** Where in {@link #memory} the next byte belongs. */
    int from();

    /** The next {@code count} bytes were written from {@link #from} on; never past the memory's end. */
    void filled(int count);

    /** The next bytes, from a decoder that writes to the heap. */
    void write(byte[] bytes, int offset, int length);

    /**
     * Has the bytes that come from here on summed as well, perhaps by another thread.
     *
     * @param crc touched by nobody else until {@link #summed} has returned
     */
    void sum(CRC32 crc);

    /** Waits until what was given to {@link #sum} has all bytes so far; those that come are not summed. */
    void summed();
}
