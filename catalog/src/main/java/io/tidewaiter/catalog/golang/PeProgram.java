package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.golang.ProgramImage.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts of a Windows program (PE Format, Microsoft): its sections, searched where they are writable. */
final class PeProgram {
    private static final int SECTION_BYTES = 40;
    private static final int WIDE_MAGIC = 0x20b;
    private static final long WRITABLE = 0x8000_0000L;

    private PeProgram() {}

    static boolean isPe(byte[] head, int headBytes) {
        return headBytes >= 2 && head[0] == 'M' && head[1] == 'Z';
    }

    static ProgramImage read(byte[] content) {
        ProgramBytes bytes = new ProgramBytes(content, false);
        List<Part> mapped = new ArrayList<>();
        List<Part> searched = new ArrayList<>();
        long header = bytes.u32(0x3c);
        boolean signed = bytes.isText(header, "PE") && bytes.u8(header + 3) == 0;
        long optional = header + 24;
        boolean wide = bytes.u16(optional) == WIDE_MAGIC;
        long base = wide ? bytes.u64(optional + 24) : bytes.u32(optional + 28);
        long table = optional + bytes.u16(header + 20);
        int count = signed ? bytes.u16(header + 6) : 0;
        for (int i = 0; i < count && bytes.has(table + (long) i * SECTION_BYTES, SECTION_BYTES); i++) {
            long section = table + (long) i * SECTION_BYTES;
            List<Part> part = ProgramImage.part(
                    bytes, base + bytes.u32(section + 12), bytes.u32(section + 20), bytes.u32(section + 16));
            mapped.addAll(part);
            if ((bytes.u32(section + 36) & WRITABLE) != 0) {
                searched.addAll(part);
            }
        }
        return new ProgramImage(bytes, mapped, searched);
    }
}
