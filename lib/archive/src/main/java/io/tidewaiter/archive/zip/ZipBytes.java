package io.tidewaiter.archive.zip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Little-endian numbers and texts at places of a buffer. */
record ZipBytes(MemorySegment segment) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    long size() {
        return segment.byteSize();
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= size() - count;
    }

    boolean isAt(long at, int signature) {
        return has(at, 4) && segment.get(INT, at) == signature;
    }

    int u16(long at) {
        return segment.get(SHORT, at) & 0xffff;
    }

    long u32(long at) {
        return segment.get(INT, at) & 0xffff_ffffL;
    }

    /** Unsigned in the format; what does not fit comes out negative and fails every bounds check. */
    long u64(long at) {
        return segment.get(LONG, at);
    }

    String text(long at, int length) {
        byte[] bytes = segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        return decode(bytes);
    }

    static String decode(byte[] bytes) {
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
        return MemorySegment.mismatch(segment, a, a + length, segment, b, b + length) == -1;
    }
}
