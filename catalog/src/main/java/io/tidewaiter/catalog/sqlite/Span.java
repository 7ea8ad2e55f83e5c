package io.tidewaiter.catalog.sqlite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A page or a row: a part of some bytes with big-endian numbers; what lies outside of it is a {@link SqliteFault}. */
record Span(byte[] bytes, int start, int length) {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    static Span of(byte[] bytes) {
        return new Span(bytes, 0, bytes.length);
    }

    int u8(long at) {
        return bytes[place(at, 1)] & 0xff;
    }

    int u16(long at) {
        return (short) SHORT.get(bytes, place(at, 2)) & 0xffff;
    }

    long u32(long at) {
        return (int) INT.get(bytes, place(at, 4)) & 0xffffffffL;
    }

    /** A number of one to nine bytes, the high bit of the first eight saying that another follows. */
    long varint(long at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            int b = u8(at + i);
            value = value << 7 | (b & 0x7f);
            if (b < 0x80) {
                return value;
            }
        }
        return value << 8 | u8(at + 8);
    }

    int varintBytes(long at) {
        int count = 1;
        while (count < 9 && u8(at + count - 1) >= 0x80) {
            count++;
        }
        return count;
    }

    /** A signed number of one to eight bytes. */
    long integer(long at, int count) {
        long value = (byte) u8(at);
        for (int i = 1; i < count; i++) {
            value = value << 8 | u8(at + i);
        }
        return value;
    }

    byte[] copy(long at, long count) {
        int from = place(at, count);
        return Arrays.copyOfRange(bytes, from, from + (int) count);
    }

    void copyTo(long at, byte[] target, int targetFrom, int count) {
        System.arraycopy(bytes, place(at, count), target, targetFrom, count);
    }

    private int place(long at, long count) {
        if (at < 0 || count < 0 || at > length || count > length - at) {
            throw new SqliteFault("byte " + at + " is outside of its " + length + " bytes");
        }
        return start + (int) at;
    }
}
