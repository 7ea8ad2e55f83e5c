package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the fields of one 512-byte header block in place (POSIX.1-2024 pax "ustar interchange format"; GNU tar manual,
 * "Basic Tar Format").
 *
 * <p>Three million empty files are 1.5 GB of headers, so the checksum adds eight bytes at a time: 64 loads a block,
 * pairs of bytes in four 16-bit lanes, which 64 blocks of 2 x 255 cannot overflow. It was 5 times slower byte by byte.
 */
final class TarHeader {
    static final int BLOCK = 512;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LANES = 0x00ff_00ff_00ff_00ffL;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_END = 156;
    private static final int MAGIC_AT = 257;

    private final byte[] bytes;
    private final int at;
    private final long archiveOffset;

    TarHeader(byte[] bytes, int at, long archiveOffset) {
        this.bytes = bytes;
        this.at = at;
        this.archiveOffset = archiveOffset;
    }

    static boolean isZero(byte[] bytes, int at) {
        long any = bytes[at];
        for (int i = 0; i < BLOCK && any == 0; i += 8) {
            any = (long) LONG.get(bytes, at + i);
        }
        return any == 0;
    }

    void verifyChecksum() {
        long stored = octal(CHECKSUM_AT, 8);
        if (stored < 0 || (stored != unsignedSum() && stored != signedSum())) {
            throw corrupt("a header whose checksum does not fit");
        }
    }

    private long unsignedSum() {
        long lanes = 0;
        for (int i = 0; i < BLOCK; i += 8) {
            long eight = (long) LONG.get(bytes, at + i);
            lanes += (eight & LANES) + ((eight >>> 8) & LANES);
        }
        long sum = (lanes & 0xffff) + ((lanes >>> 16) & 0xffff) + ((lanes >>> 32) & 0xffff) + (lanes >>> 48);
        for (int i = CHECKSUM_AT; i < CHECKSUM_END; i++) {
            sum += ' ' - (bytes[at + i] & 0xff);
        }
        return sum;
    }

    /** Some old tars added bytes as signed. */
    private long signedSum() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM_AT && i < CHECKSUM_END ? ' ' : bytes[at + i];
        }
        return sum;
    }

    byte typeFlag() {
        return bytes[at + 156];
    }

    String name() {
        String name = text(0, 100);
        int prefixSize = prefixSize();
        if (prefixSize == 0) {
            return name;
        }
        String prefix = text(345, prefixSize);
        return prefix.isEmpty() ? name : prefix + '/' + name;
    }

    /** GNU headers keep times and sparse maps where ustar keeps the prefix; star's prefix is shorter. */
    private int prefixSize() {
        if (!isUstar()) {
            return 0;
        }
        boolean star =
                bytes[at + 508] == 't' && bytes[at + 509] == 'a' && bytes[at + 510] == 'r' && bytes[at + 511] == 0;
        return star ? 131 : 155;
    }

    private boolean magicBegins() {
        int m = at + MAGIC_AT;
        return bytes[m] == 'u'
                && bytes[m + 1] == 's'
                && bytes[m + 2] == 't'
                && bytes[m + 3] == 'a'
                && bytes[m + 4] == 'r';
    }

    private boolean isUstar() {
        return magicBegins() && bytes[at + MAGIC_AT + 5] == 0;
    }

    boolean isGnu() {
        return magicBegins() && bytes[at + MAGIC_AT + 5] == ' ';
    }

    String linkName() {
        return text(157, 100);
    }

    int mode() {
        return (int) lenient(100, 8) & 07777;
    }

    long uid() {
        return lenient(108, 8);
    }

    long gid() {
        return lenient(116, 8);
    }

    long mtimeSeconds() {
        return lenient(136, 12);
    }

    long devMajor() {
        return isUstar() || isGnu() ? lenient(329, 8) : 0;
    }

    long devMinor() {
        return isUstar() || isGnu() ? lenient(337, 8) : 0;
    }

    /** The one number that must be right: everything after the header depends on it. */
    long size() {
        return strict(124, 12);
    }

    /** A number of a sparse map, or a size, at a place of this block. */
    long strict(int field, int width) {
        long value = number(field, width);
        if (value < 0) {
            throw corrupt("a size or offset that is negative, too large or no number");
        }
        return value;
    }

    byte raw(int field) {
        return bytes[at + field];
    }

    /** A number that nothing depends on: unreadable is 0. */
    private long lenient(int field, int width) {
        boolean negativeAllowed = (bytes[at + field] & 0xff) == 0xff;
        long value = number(field, width);
        return value < 0 && !negativeAllowed ? 0 : value;
    }

    /** Octal text, or two's complement base 256 with the top bit set (GNU); {@link Long#MIN_VALUE} if unreadable. */
    private long number(int field, int width) {
        byte first = bytes[at + field];
        if (first >= 0) {
            long value = octal(field, width);
            return value < 0 ? Long.MIN_VALUE : value;
        }
        boolean negative = (first & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < width; i++) {
            int digit = bytes[at + field + i] & 0xff;
            if (i == 0) {
                digit = negative ? digit : digit & 0x7f;
            }
            if (value >> 55 != (negative ? -1 : 0)) {
                return Long.MIN_VALUE;
            }
            value = value << 8 | digit;
        }
        return value;
    }

    /** Octal digits among spaces and NULs, none is 0; -1 where anything else is there. */
    private long octal(int field, int width) {
        int from = at + field;
        int end = from + width;
        while (from < end && (bytes[from] == ' ' || bytes[from] == 0)) {
            from++;
        }
        long value = 0;
        while (from < end && bytes[from] >= '0' && bytes[from] <= '7') {
            value = value << 3 | (bytes[from] - '0');
            from++;
        }
        if (from < end && bytes[from] != ' ' && bytes[from] != 0) {
            return -1;
        }
        return value;
    }

    private String text(int field, int width) {
        int from = at + field;
        int end = from;
        while (end < from + width && bytes[end] != 0) {
            end++;
        }
        return end == from ? "" : TarText.decode(bytes, from, end - from);
    }

    private ArchiveException corrupt(String saw) {
        return ArchiveException.corrupt("tar", archiveOffset, saw);
    }
}
