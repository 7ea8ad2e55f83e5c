package io.tidewaiter.catalog.golang;

import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.Locale;

/** Which files are programs that Go can have linked, and their images: one, or several in a universal Mach-O. */
final class ProgramFile {
    private static final int UPX_SEARCHED_BYTES = 1024;
    private static final byte[] UPX = {'U', 'P', 'X', '!'};

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
        int last = Math.min(content.length, UPX_SEARCHED_BYTES) - UPX.length;
        for (int at = 0; at <= last; at++) {
            if (content[at] == UPX[0]
                    && content[at + 1] == UPX[1]
                    && content[at + 2] == UPX[2]
                    && content[at + 3] == UPX[3]) {
                return true;
            }
        }
        return false;
    }
}
