package io.tidewaiter.catalog.elf;

/** The first bytes of an ELF file (gABI 4.1, "ELF Header"). */
public final class ElfHeader {
    private static final int TYPE_AT = 16;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 3;

    private ElfHeader() {}

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
