package io.tidewaiter.archive;

import io.tidewaiter.clib.CMemory;

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
}
