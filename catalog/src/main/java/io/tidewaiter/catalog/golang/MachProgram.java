package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.golang.ProgramImage.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts of a Mach-O program (mach-o/loader.h): its segments, searched where they are writable. */
final class MachProgram {
    private static final int NARROW = 0xfeedface;
    private static final int WIDE = 0xfeedfacf;
    private static final int NARROW_SWAPPED = 0xcefaedfe;
    private static final int WIDE_SWAPPED = 0xcffaedfe;
    private static final int UNIVERSAL = 0xcafebabe;
    /** A Java class begins as a universal binary does; where that counts its programs, a class has 45 or more. */
    private static final int PROGRAMS_MAX = 16;

    private static final int PROGRAM_BYTES = 20;
    private static final int COMMANDS_MAX = 10_000;
    private static final int SEGMENT = 1;
    private static final int SEGMENT_WIDE = 0x19;
    private static final int WRITABLE = 2;

    private MachProgram() {}

    static boolean isMach(byte[] head, int headBytes) {
        if (headBytes < 8) {
            return false;
        }
        ProgramBytes bytes = new ProgramBytes(head, true);
        return isThin(bytes, 0) || ((int) bytes.u32(0) == UNIVERSAL && bytes.u32(4) <= PROGRAMS_MAX);
    }

    private static boolean isThin(ProgramBytes bytes, long at) {
        int magic = (int) bytes.u32(at);
        return magic == NARROW || magic == WIDE || magic == NARROW_SWAPPED || magic == WIDE_SWAPPED;
    }

    static List<ProgramImage> read(byte[] content) {
        ProgramBytes bytes = new ProgramBytes(content, true);
        if (isThin(bytes, 0)) {
            return List.of(thin(content, 0));
        }
        List<ProgramImage> images = new ArrayList<>();
        for (int i = 0; i < Math.min(PROGRAMS_MAX, bytes.u32(4)); i++) {
            long start = bytes.u32(8 + (long) i * PROGRAM_BYTES + 8);
            if (isThin(bytes, start)) {
                images.add(thin(content, start));
            }
        }
        return images;
    }

    private static ProgramImage thin(byte[] content, long start) {
        int magic = (int) new ProgramBytes(content, true).u32(start);
        boolean wide = magic == WIDE || magic == WIDE_SWAPPED;
        ProgramBytes bytes = new ProgramBytes(content, magic == NARROW || magic == WIDE);
        List<Part> mapped = new ArrayList<>();
        List<Part> searched = new ArrayList<>();
        long at = start + (wide ? 32 : 28);
        long count = Math.min(COMMANDS_MAX, bytes.u32(start + 16));
        for (int i = 0; i < count && bytes.has(at, 8); i++) {
            long size = bytes.u32(at + 4);
            if (bytes.u32(at) == (wide ? SEGMENT_WIDE : SEGMENT)) {
                long address = bytes.word(at + 24, wide);
                long offset = bytes.word(at + (wide ? 40 : 32), wide);
                long length = bytes.word(at + (wide ? 48 : 36), wide);
                List<Part> part = offset < 0 ? List.of() : ProgramImage.part(bytes, address, start + offset, length);
                mapped.addAll(part);
                if ((bytes.u32(at + (wide ? 60 : 44)) & WRITABLE) != 0) {
                    searched.addAll(part);
                }
            }
            at += Math.max(8, size);
        }
        return new ProgramImage(bytes, mapped, searched);
    }
}
