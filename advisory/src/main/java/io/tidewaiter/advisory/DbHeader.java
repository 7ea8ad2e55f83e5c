package io.tidewaiter.advisory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The first bytes of a database file.
 *
 * <p>Little-endian: magic (8 bytes), format version (4), length of the head (8), length of the file (8), SHA-256 of
 * everything after the header (32), CRC-32 of the head behind the header (4), offset and length of every
 * {@link DbSection} (16 each), CRC-32 of the header so far (4). The head is what opening reads: its sum is checked
 * then, in a millisecond or two. Behind it lie compressed frames that carry their own checksums and are read on
 * demand, so that opening does not depend on the size of the file.
 */
public record DbHeader(long headBytes, long fileBytes, byte[] sha256, int headSum, Map<DbSection, Span> sections) {
    /** Changes with every change of what any byte of the file means. */
    public static final int FORMAT_VERSION = 5;

    private static final byte[] MAGIC = "TIDEADVS".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTIONS_AT = MAGIC.length + 4 + 8 + 8 + 32 + 4;

    /** Where a section lies. */
    public record Span(long offset, long length) {}

    /** Length of the header in bytes. */
    public static final int BYTES = SECTIONS_AT + DbSection.values().length * 16 + 4;

    public DbHeader {
        sha256 = sha256.clone();
        sections = Map.copyOf(sections);
    }

    /** The digest as a snapshot names it. */
    public String digest() {
        return "sha256:" + HexFormat.of().formatHex(sha256);
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }

    /** The header's own bytes. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(FORMAT_VERSION).putLong(headBytes).putLong(fileBytes);
        out.put(sha256).putInt(headSum);
        for (DbSection section : DbSection.values()) {
            Span span = span(section);
            out.putLong(span.offset()).putLong(span.length());
        }
        out.putInt(sum(Arrays.copyOf(out.array(), BYTES - 4)));
        return out.array();
    }

    /** Where that section lies. */
    public Span span(DbSection section) {
        Span span = sections.get(section);
        if (span == null) {
            throw new IllegalArgumentException("no section " + section);
        }
        return span;
    }

    /**
     * Reads and checks it.
     *
     * @param bytes the first {@link #BYTES} of the file, fewer where it has no more
     */
    static DbHeader read(byte[] bytes, long fileBytes) {
        if (bytes.length < BYTES) {
            throw wrongFormat("it has only " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw wrongFormat("it does not begin like one");
        }
        int version = in.getInt();
        if (version != FORMAT_VERSION) {
            throw wrongFormat("it has format version " + version + ", this program reads " + FORMAT_VERSION);
        }
        if (in.getInt(BYTES - 4) != sum(Arrays.copyOf(bytes, BYTES - 4))) {
            throw AdvisoryException.corrupt("the header is damaged");
        }
        return fields(in, fileBytes);
    }

    private static DbHeader fields(ByteBuffer in, long size) {
        long headBytes = in.getLong();
        long fileBytes = in.getLong();
        byte[] sha256 = new byte[32];
        in.get(sha256);
        int headSum = in.getInt();
        if (fileBytes != size) {
            throw AdvisoryException.corrupt("the file has " + size + " bytes and should have " + fileBytes);
        }
        if (headBytes < BYTES || headBytes > fileBytes || headBytes > Integer.MAX_VALUE) {
            throw AdvisoryException.corrupt("the head has " + headBytes + " of " + fileBytes + " bytes");
        }
        Map<DbSection, Span> sections = new EnumMap<>(DbSection.class);
        for (DbSection section : DbSection.values()) {
            Span span = new Span(in.getLong(), in.getLong());
            long end = section.isInHead() ? headBytes : fileBytes;
            if (span.offset() < BYTES || span.length() < 0 || span.offset() > end - span.length()) {
                throw AdvisoryException.corrupt("section " + section + " lies outside the file");
            }
            sections.put(section, span);
        }
        return new DbHeader(headBytes, fileBytes, sha256, headSum, sections);
    }

    private static int sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    private static AdvisoryException wrongFormat(String why) {
        return new AdvisoryException(
                AdvisoryException.Code.WRONG_FORMAT,
                "read advisory database: this is none that can be read: " + why + "; build it again with db build");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DbHeader header
                && headBytes == header.headBytes
                && fileBytes == header.fileBytes
                && headSum == header.headSum
                && Arrays.equals(sha256, header.sha256)
                && sections.equals(header.sections);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }
}
