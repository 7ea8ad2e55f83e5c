package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.golang.ProgramImage.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts of an ELF program (gABI 4.1): by its section if that still has a name, else by its writable segments. */
final class ElfProgram {
    private static final String SECTION = ".go.buildinfo";
    private static final int LOADED = 1;
    private static final int WRITABLE = 2;

    private final ProgramBytes bytes;
    private final boolean wide;
    private final List<Part> mapped = new ArrayList<>();
    private final List<Part> searched = new ArrayList<>();

    private ElfProgram(ProgramBytes bytes, boolean wide) {
        this.bytes = bytes;
        this.wide = wide;
    }

    static ProgramImage read(byte[] content) {
        boolean bigEndian = content.length > 5 && content[5] == 2;
        boolean wide = content.length > 4 && content[4] == 2;
        ElfProgram program = new ElfProgram(new ProgramBytes(content, bigEndian), wide);
        program.readSections();
        program.readSegments();
        return new ProgramImage(program.bytes, program.mapped, program.searched);
    }

    private void readSections() {
        long table = bytes.word(wide ? 40 : 32, wide);
        int size = bytes.u16(wide ? 58 : 46);
        int count = bytes.u16(wide ? 60 : 48);
        long names = offsetOfSection(table + (long) bytes.u16(wide ? 62 : 50) * size);
        if (size == 0 || !bytes.has(table, (long) count * size)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            long header = table + (long) i * size;
            if (bytes.isText(names + bytes.u32(header), SECTION)) {
                long address = bytes.word(header + (wide ? 16 : 12), wide);
                long length = bytes.word(header + (wide ? 32 : 20), wide);
                searched.addAll(ProgramImage.part(bytes, address, offsetOfSection(header), length));
                return;
            }
        }
    }

    private long offsetOfSection(long header) {
        return bytes.word(header + (wide ? 24 : 16), wide);
    }

    private void readSegments() {
        long table = bytes.word(wide ? 32 : 28, wide);
        int size = bytes.u16(wide ? 54 : 42);
        int count = bytes.u16(wide ? 56 : 44);
        if (size == 0) {
            return;
        }
        for (int i = 0; i < count && bytes.has(table + (long) i * size, size); i++) {
            long header = table + (long) i * size;
            if (bytes.u32(header) != LOADED) {
                continue;
            }
            long offset = bytes.word(header + (wide ? 8 : 4), wide);
            long address = bytes.word(header + (wide ? 16 : 8), wide);
            long length = bytes.word(header + (wide ? 32 : 16), wide);
            List<Part> part = ProgramImage.part(bytes, address, offset, length);
            mapped.addAll(part);
            if ((bytes.u32(header + (wide ? 4 : 24)) & WRITABLE) != 0) {
                searched.addAll(part);
            }
        }
    }
}
