package io.tidewaiter.archive.zip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Little-endian numbers and texts at places of a buffer. A buffer that is an array is read as one: a segment's accessors
 * take ten times as long in a process too short for the optimising compiler, and a large archive's directory has
 * thousands of entries.
 */
final class ZipBytes {
    private final MemorySegment segment;
    private final byte @Nullable [] array;
    private final int base;
    private final long size;

    ZipBytes(MemorySegment segment) {
        this.segment = segment;
        this.array = segment.heapBase().orElse(null) instanceof byte[] bytes ? bytes : null;
        this.base = array == null ? 0 : (int) segment.address();
        this.size = segment.byteSize();
    }

    long size() {
        return size;
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= size - count;
    }

    /** A part of the buffer; throws an {@link IndexOutOfBoundsException} where it has no such part. */
    MemorySegment slice(long at, long count) {
        return segment.asSlice(at, count).asReadOnly();
    }

    boolean isAt(long at, int signature) {
        return has(at, 4) && (int) u32(at) == signature;
    }

    int u16(long at) {
        int first = place(at, 2);
        byte[] held = array;
        if (held == null) {
            return (int) number(at, 2);
        }
        return (held[first] & 0xff) | (held[first + 1] & 0xff) << 8;
    }

    long u32(long at) {
        int first = place(at, 4);
        byte[] held = array;
        if (held == null) {
            return number(at, 4);
        }
        int value = (held[first] & 0xff)
                | (held[first + 1] & 0xff) << 8
                | (held[first + 2] & 0xff) << 16
                | held[first + 3] << 24;
        return value & 0xffff_ffffL;
    }

    /** Unsigned in the format; what does not fit comes out negative and fails every bounds check. */
    long u64(long at) {
        return u32(at) | u32(at + 4) << 32;
    }

    String text(long at, int length) {
        int first = place(at, length);
        byte[] held = array;
        if (held != null && isAscii(held, first, length)) {
            return new String(held, first, length, StandardCharsets.ISO_8859_1);
        }
        return decode(segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE));
    }

    static String decode(byte[] bytes) {
        if (isAscii(bytes, 0, bytes.length)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    boolean sameBytes(long a, long b, int length) {
        int first = place(a, length);
        int second = place(b, length);
        byte[] held = array;
        if (held != null) {
            return Arrays.equals(held, first, first + length, held, second, second + length);
        }
        return MemorySegment.mismatch(segment, a, a + length, segment, b, b + length) == -1;
    }

    /** Where the place is in the array, if there is one. */
    private int place(long at, int count) {
        if (!has(at, count)) {
            throw new IndexOutOfBoundsException(count + " bytes at " + at + " of " + size);
        }
        return array == null ? 0 : base + (int) at;
    }

    /** Of a buffer that is no array. */
    private long number(long at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (segment.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) << (8 * i);
        }
        return value;
    }

    private static boolean isAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
