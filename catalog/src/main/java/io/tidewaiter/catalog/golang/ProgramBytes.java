package io.tidewaiter.catalog.golang;

import java.nio.charset.StandardCharsets;

/** A program's bytes in the order that its header declares; outside of them everything is zero, so that lies end. */
record ProgramBytes(byte[] content, boolean bigEndian) {
    int size() {
        return content.length;
    }

    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && count <= content.length && at <= content.length - count;
    }

    int u8(long at) {
        return has(at, 1) ? content[(int) at] & 0xff : 0;
    }

    int u16(long at) {
        return bigEndian ? u8(at) << 8 | u8(at + 1) : u8(at + 1) << 8 | u8(at);
    }

    long u32(long at) {
        long first = u16(at);
        long second = u16(at + 2);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    long u64(long at) {
        long first = u32(at);
        long second = u32(at + 4);
        return bigEndian ? first << 32 | second : second << 32 | first;
    }

    /** A word of the program's class: eight bytes where {@code wide}, else four. */
    long word(long at, boolean wide) {
        return wide ? u64(at) : u32(at);
    }

    /** Bytes that {@link #has} confirmed, as the UTF-8 that Go writes. */
    String text(long at, int length) {
        return new String(content, (int) at, length, StandardCharsets.UTF_8);
    }

    /** Whether the NUL-terminated text there is {@code expected}. */
    boolean isText(long at, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (u8(at + i) != expected.charAt(i)) {
                return false;
            }
        }
        return u8(at + expected.length()) == 0;
    }
}
