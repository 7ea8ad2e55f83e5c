package io.tidewaiter.catalog.rust;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Programs with the section that cargo auditable links in. */
public final class AuditedProgram {
    private AuditedProgram() {}

    /** Packed as cargo auditable does it. */
    public static byte[] zlib(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A program of three sections: none, the audit data, the names. */
    public static byte[] elf(boolean wide, boolean bigEndian, byte[] data) {
        byte[] names = "\0.dep-v0\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int size = wide ? 64 : 40;
        int at = 64;
        int table = at + data.length + names.length;
        ByteBuffer out =
                ByteBuffer.allocate(table + 3 * size).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (bigEndian ? 2 : 1), 1});
        out.putShort(16, (short) 3);
        int fields = wide ? 58 : 46;
        out.putShort(fields, (short) size).putShort(fields + 2, (short) 3).putShort(fields + 4, (short) 2);
        out.put(at, data).put(at + data.length, names);
        if (wide) {
            out.putLong(40, table);
        } else {
            out.putInt(32, table);
        }
        section(out, table + size, wide, 1, at, data.length);
        section(out, table + 2 * size, wide, 9, at + data.length, names.length);
        return out.array();
    }

    private static void section(ByteBuffer out, int header, boolean wide, int name, int offset, int length) {
        out.putInt(header, name);
        if (wide) {
            out.putLong(header + 24, offset).putLong(header + 32, length);
        } else {
            out.putInt(header + 16, offset).putInt(header + 20, length);
        }
    }
}
