package io.tidewaiter.catalog.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Smallest ELF programs with a build id and a package note, byte by byte after gABI 4.1. */
public final class NotedProgram {
    private NotedProgram() {}

    /** A 64-bit little-endian program. */
    public static byte[] of(String json) {
        return of(true, false, 4, json);
    }

    static byte[] of(boolean wide, boolean bigEndian, int align, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(1024 + text.length)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (bigEndian ? 2 : 1), 1});
        out.putShort(16, (short) 3).putShort(18, (short) 62).putInt(20, 1);
        int table = wide ? 64 : 52;
        int size = wide ? 56 : 32;
        int notes = table + 2 * size;
        notes += -notes & 7;
        if (wide) {
            out.putLong(32, table).putShort(54, (short) size).putShort(56, (short) 2);
        } else {
            out.putInt(28, table).putShort(42, (short) size).putShort(44, (short) 2);
        }
        out.putInt(table, 1); // a segment that is loaded
        int end = note(out, notes, align, "GNU", 3, new byte[20]);
        end = note(out, end, align, "FDO", 0xcafe1a7e, text);
        int header = table + size;
        out.putInt(header, 4);
        if (wide) {
            out.putLong(header + 8, notes).putLong(header + 32, end - notes).putLong(header + 48, align);
        } else {
            out.putInt(header + 4, notes).putInt(header + 16, end - notes).putInt(header + 28, align);
        }
        return out.array();
    }

    private static int note(ByteBuffer out, int at, int align, String owner, int type, byte[] desc) {
        out.putInt(at, owner.length() + 1).putInt(at + 4, desc.length).putInt(at + 8, type);
        out.put(at + 12, owner.getBytes(StandardCharsets.US_ASCII));
        int start = at + 12 + owner.length() + 1;
        start += -start & (align - 1);
        out.put(start, desc);
        int end = start + desc.length;
        return end + (-end & (align - 1));
    }
}
