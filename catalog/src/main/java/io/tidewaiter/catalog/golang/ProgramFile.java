package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Needle;
import java.util.List;
import java.util.Locale;

/** Which files are programs that Go can have linked, and their images: one, or several in a universal Mach-O. */
final class ProgramFile {
    private static final int UPX_SEARCHED_BYTES = 1024;
    private static final Needle UPX = Needle.of("UPX!");

    private ProgramFile() {}

    /** A Windows program is taken by its name too: libraries of .NET begin the same and are never of Go. */
    static boolean isProgram(FileEntry file, byte[] head, int headBytes) {
        if (ElfHeader.isProgram(head, headBytes) || MachProgram.isMach(head, headBytes)) {
            return true;
        }
        return PeProgram.isPe(head, headBytes)
                && file.name().toLowerCase(Locale.ROOT).endsWith(".exe");
    }

    static List<ProgramImage> read(byte[] content) {
        if (ElfHeader.isElf(content, content.length)) {
            return List.of(ElfProgram.read(content));
        }
        if (MachProgram.isMach(content, content.length)) {
            return MachProgram.read(content);
        }
        return PeProgram.isPe(content, content.length) ? List.of(PeProgram.read(content)) : List.of();
    }

    /** Whether it unpacks itself when it starts, so that nothing of it can be seen here. */
    static boolean isPacked(byte[] content) {
        return UPX.next(content, 0, Math.min(content.length, UPX_SEARCHED_BYTES)) >= 0;
    }
}
