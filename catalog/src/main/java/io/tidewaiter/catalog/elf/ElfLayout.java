package io.tidewaiter.catalog.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an ELF file says that its parts lie (gABI 4.1, "ELF Header", "Program Header", "Section Header"), and how that is
 * written. Places are of the file; whatever headers claim, {@link #segments} has only what lies in the given bytes.
 */
final class ElfLayout {
    static final int LOADED = 1;
    static final int NOTE = 4;
    private static final int EXECUTABLE = 1;
    private static final int WRITABLE = 2;
    private static final int SEGMENTS_MAX = 256;
    private static final int HEADER_BYTES = 64;

    private final ByteBuffer bytes;
    private final boolean wide;

    /** As the header has them at first: what is written may lie over it. */
    private final long sectionsAt;

    private final int sections;
    private final int sectionBytes;
    private final int namesSection;

    /**
     * A segment.
     *
     * @param type {@code p_type}
     * @param flags {@code p_flags}
     * @param align {@code p_align}
     * @param from its place in the file
     * @param to where it ends there
     */
    record Segment(int type, int flags, long address, long align, long from, long to) {
        boolean isExecutable() {
            return (flags & EXECUTABLE) != 0;
        }

        boolean isWritable() {
            return (flags & WRITABLE) != 0;
        }

        /** What of it lies between two places of the file. */
        Segment part(long begin, long end) {
            return new Segment(type, flags, address + (begin - from), align, begin, end);
        }
    }

    private ElfLayout(ByteBuffer bytes, boolean wide) {
        this.bytes = bytes;
        this.wide = wide;
        this.sectionsAt = word(wide ? 40 : 32);
        this.sectionBytes = half(wide ? 58 : 46);
        this.sections = sectionBytes < (wide ? 64 : 40) ? 0 : half(wide ? 60 : 48);
        this.namesSection = half(wide ? 62 : 50);
    }

    /** Reads and changes these bytes, which begin with an ELF file's header. */
    static ElfLayout of(byte[] file) {
        ByteOrder order = file[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new ElfLayout(ByteBuffer.wrap(file).order(order), file[4] == 2);
    }

    /** Whether there is a header to be read. */
    static boolean isReadable(byte[] head) {
        return head.length >= HEADER_BYTES && ElfHeader.isElf(head, head.length);
    }

    /** Bytes of an entry of the table of segments. */
    int segmentBytes() {
        return wide ? 56 : 32;
    }

    /** The place of the table of sections; 0 or less where there is none. */
    long sectionsAt() {
        return sectionsAt;
    }

    /** Where the table of sections ends; beyond all files where that is no number. */
    long sectionsEnd() {
        long end = sectionsAt + (long) sections * sectionBytes;
        return end < sectionsAt ? Long.MAX_VALUE : end;
    }

    /** How many sections there are. */
    int sections() {
        return sections;
    }

    /** Bytes of an entry of the table of sections. */
    int sectionBytes() {
        return sectionBytes;
    }

    /** The number of the section that has the others' names. */
    int namesSection() {
        return namesSection;
    }

    /** The segments that are told of in the bytes; those that end before they begin are left out. */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        long table = word(wide ? 32 : 28);
        int size = half(wide ? 54 : 42);
        int count = Math.min(SEGMENTS_MAX, half(wide ? 56 : 44));
        for (int i = 0; i < count && size >= segmentBytes(); i++) {
            long at = table + (long) i * size;
            if (at <= 0 || at > bytes.limit() - size) {
                break;
            }
            int header = (int) at;
            long from = word(header + (wide ? 8 : 4));
            long length = word(header + (wide ? 32 : 16));
            if (from >= 0 && length > 0 && from + length > from) {
                segments.add(new Segment(
                        bytes.getInt(header),
                        bytes.getInt(header + (wide ? 4 : 24)),
                        word(header + (wide ? 16 : 8)),
                        word(header + (wide ? 48 : 28)),
                        from,
                        from + length));
            }
        }
        return segments;
    }

    /** Whether there are segments, and {@link #segments} sees the table of all. */
    boolean tellsAllSegments() {
        long table = word(wide ? 32 : 28);
        int count = half(wide ? 56 : 44);
        long end = table + (long) count * half(wide ? 54 : 42);
        return count > 0 && count <= SEGMENTS_MAX && table > 0 && table < end && end <= bytes.limit();
    }

    /** Makes other segments those of the file, and writes their table. */
    void write(List<Segment> segments, int at) {
        word(wide ? 32 : 28, at);
        bytes.putShort(wide ? 54 : 42, (short) segmentBytes());
        bytes.putShort(wide ? 56 : 44, (short) segments.size());
        int header = at;
        for (Segment one : segments) {
            bytes.putInt(header, one.type);
            bytes.putInt(header + (wide ? 4 : 24), one.flags);
            word(header + (wide ? 8 : 4), one.from);
            word(header + (wide ? 16 : 8), one.address);
            word(header + (wide ? 32 : 16), one.to - one.from);
            word(header + (wide ? 48 : 28), one.align);
            header += segmentBytes();
        }
    }

    /** Says where the table of sections lies; nowhere and without any where it is 0. */
    void writeSectionsAt(long at) {
        word(wide ? 40 : 32, at);
        if (at == 0) {
            bytes.putShort(wide ? 60 : 48, (short) 0);
        }
    }

    /** The section whose header is at a place of the bytes. */
    Section section(int at) {
        return new Section(at);
    }

    /** A section's header. */
    final class Section {
        private static final int WITHOUT_BYTES = 8;
        private final int at;

        private Section(int at) {
            this.at = at;
        }

        /** Where its name is in the section of names. */
        int name() {
            return bytes.getInt(at);
        }

        /** Its place in the file. */
        long from() {
            return word(at + (wide ? 24 : 16));
        }

        /** Its length there. */
        long length() {
            return bytes.getInt(at + 4) == WITHOUT_BYTES ? 0 : word(at + (wide ? 32 : 20));
        }

        /** Says where it lies. */
        void write(long from, long length) {
            word(at + (wide ? 24 : 16), from);
            word(at + (wide ? 32 : 20), length);
        }
    }

    private int half(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long word(int at) {
        return wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
    }

    private void word(int at, long value) {
        if (wide) {
            bytes.putLong(at, value);
        } else {
            bytes.putInt(at, (int) value);
        }
    }
}
