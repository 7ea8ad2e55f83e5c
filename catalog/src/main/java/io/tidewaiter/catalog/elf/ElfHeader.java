package io.tidewaiter.catalog.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first bytes of an ELF file (gABI 4.1, "ELF Header"). */
public final class ElfHeader {
    private static final int TYPE_AT = 16;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 3;

    private static final int INTERPRETER = 3;
    private static final int SEGMENTS_MAX = 64;

    private ElfHeader() {}

    /**
     * Whether it is meant to be run, whatever its name says: it is no shared object, or names an interpreter. Some
     * libraries of the system do ({@code libc.so.6}), so those with such a name do not count for that.
     *
     * @param head the file's first bytes; segments that are told of behind them are not seen
     */
    public static boolean isRun(byte[] head, String fileName) {
        if (!isProgram(head, head.length) || head.length < 64) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head).order(head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (bytes.getShort(TYPE_AT) == EXECUTABLE) {
            return true;
        }
        if (fileName.startsWith("lib") || fileName.startsWith("ld")) {
            return false;
        }
        boolean wide = head[4] == 2;
        long at = wide ? bytes.getLong(32) : Integer.toUnsignedLong(bytes.getInt(28));
        int size = Short.toUnsignedInt(bytes.getShort(wide ? 54 : 42));
        int count = Math.min(SEGMENTS_MAX, Short.toUnsignedInt(bytes.getShort(wide ? 56 : 44)));
        for (int i = 0; i < count && at >= 0 && at <= head.length - 4; i++, at += size) {
            if (bytes.getInt((int) at) == INTERPRETER) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes begin with the ELF magic. */
    public static boolean isElf(byte[] head, int headBytes) {
        return headBytes >= 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    /** Whether it is an executable or a shared object; object files, kernel modules and core dumps are not. */
    public static boolean isProgram(byte[] head, int headBytes) {
        if (!isElf(head, headBytes) || headBytes < TYPE_AT + 2) {
            return false;
        }
        boolean bigEndian = head[5] == 2;
        int low = head[bigEndian ? TYPE_AT + 1 : TYPE_AT];
        int high = head[bigEndian ? TYPE_AT : TYPE_AT + 1];
        return high == 0 && (low == EXECUTABLE || low == SHARED);
    }
}
