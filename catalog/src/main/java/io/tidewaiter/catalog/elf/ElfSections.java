package io.tidewaiter.catalog.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a section of an ELF file by its name (gABI 4.1, "Sections"); whatever headers claim, it stays in the file. */
public final class ElfSections {
    private static final int SECTIONS_MAX = 65_535;

    private final ByteBuffer bytes;
    private final boolean wide;

    private ElfSections(byte[] content) {
        this.wide = content.length > 4 && content[4] == 2;
        boolean bigEndian = content.length > 5 && content[5] == 2;
        this.bytes = ByteBuffer.wrap(content).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** The section's bytes as a view of the file's; empty where there is no such section, or not all of it. */
    public static Optional<ByteBuffer> find(byte[] content, String name) {
        return ElfHeader.isElf(content, content.length) ? new ElfSections(content).find(name) : Optional.empty();
    }

    private Optional<ByteBuffer> find(String name) {
        long table = word(wide ? 40 : 32);
        int size = half(wide ? 58 : 46);
        int count = Math.min(half(wide ? 60 : 48), SECTIONS_MAX);
        long names = word(table + (long) half(wide ? 62 : 50) * size + (wide ? 24 : 16));
        byte[] wanted = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count && size > 0; i++) {
            long header = table + (long) i * size;
            if (isText(names + Integer.toUnsignedLong(whole(header)), wanted)) {
                long offset = word(header + (wide ? 24 : 16));
                long length = word(header + (wide ? 32 : 20));
                return has(offset, length) ? Optional.of(bytes.slice((int) offset, (int) length)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isText(long at, byte[] wanted) {
        if (!has(at, wanted.length)) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes.get((int) at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean has(long at, long length) {
        return at >= 0 && length >= 0 && length <= bytes.limit() && at <= bytes.limit() - length;
    }

    private int half(long at) {
        return has(at, 2) ? Short.toUnsignedInt(bytes.getShort((int) at)) : 0;
    }

    private int whole(long at) {
        return has(at, 4) ? bytes.getInt((int) at) : 0;
    }

    private long word(long at) {
        if (!has(at, wide ? 8 : 4)) {
            return 0;
        }
        return wide ? bytes.getLong((int) at) : Integer.toUnsignedLong(bytes.getInt((int) at));
    }
}
