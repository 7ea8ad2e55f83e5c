package io.tidewaiter.catalog.dotnet;

import io.tidewaiter.catalog.text.Needle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A .NET program that was published as a single file: its host with everything else behind it (dotnet/designs,
 * "single-file bundler"). The host holds the place of the bundle's header in front of a mark, the SHA-256 of
 * {@code .net core bundle} and a line feed; the header, since .NET 5, that of the deps.json.
 *
 * <p>The mark is searched for only where bytes follow the ELF file that the section table describes: every program of an
 * image comes here, and of other ones that is not so.
 */
final class SingleFile {
    private static final Needle MARK = new Needle(new byte[] {
        (byte) 0x8b,
        0x12,
        0x02,
        (byte) 0xb9,
        0x6a,
        0x61,
        0x20,
        0x38,
        0x72,
        0x7b,
        (byte) 0x93,
        0x02,
        0x14,
        (byte) 0xd7,
        (byte) 0xa0,
        0x32,
        0x13,
        (byte) 0xf5,
        (byte) 0xb9,
        (byte) 0xe6,
        (byte) 0xef,
        (byte) 0xae,
        0x33,
        0x18,
        (byte) 0xee,
        0x3b,
        0x2d,
        (byte) 0xce,
        0x24,
        (byte) 0xb3,
        0x6a,
        (byte) 0xae
    });
    private static final int TABLE_AT = 40;
    private static final int TABLE_ENTRY_AT = 58;
    /** A longer list is none: the program stays unexplained. */
    private static final int LIST_BYTES_MAX = 16 << 20;

    private static final int IDENTIFIER_BYTES_MAX = 127;

    private SingleFile() {}

    /** The deps.json in a program; empty where it is no bundle, or one of before .NET 5. */
    static Optional<byte[]> dependencies(byte[] program) {
        ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        if (!isWide(program) || end(bytes) >= program.length) {
            return Optional.empty();
        }
        int mark = MARK.next(program, Long.BYTES, (int) end(bytes));
        return mark < Long.BYTES ? Optional.empty() : header(bytes, bytes.getLong(mark - Long.BYTES));
    }

    private static boolean isWide(byte[] program) {
        return program.length > 64 && program[0] == 0x7f && program[1] == 'E' && program[4] == 2 && program[5] == 1;
    }

    /** Where the section table ends, which linkers write last; the file's length where it has none. */
    private static long end(ByteBuffer bytes) {
        long table = bytes.getLong(TABLE_AT);
        long size = (long) Short.toUnsignedInt(bytes.getShort(TABLE_ENTRY_AT))
                * Short.toUnsignedInt(bytes.getShort(TABLE_ENTRY_AT + 2));
        return table <= 0 || table > bytes.limit() - size ? bytes.limit() : table + size;
    }

    /** Major and minor version, the number of files, an identifier behind its length, and the deps.json's place and size. */
    private static Optional<byte[]> header(ByteBuffer bytes, long at) {
        if (at <= 0 || at > bytes.limit() - 13L || bytes.getInt((int) at) < 2) {
            return Optional.empty();
        }
        int length = bytes.get((int) at + 12);
        long place = at + 13 + length;
        if (length < 0 || length > IDENTIFIER_BYTES_MAX || place > bytes.limit() - 16L) {
            return Optional.empty();
        }
        long from = bytes.getLong((int) place);
        long size = bytes.getLong((int) place + Long.BYTES);
        boolean inside = from > 0 && size > 0 && size <= LIST_BYTES_MAX && from <= bytes.limit() - size;
        if (!inside) {
            return Optional.empty();
        }
        byte[] found = new byte[(int) size];
        bytes.get((int) from, found);
        return Optional.of(found);
    }
}
