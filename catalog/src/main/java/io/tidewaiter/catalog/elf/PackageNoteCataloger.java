package io.tidewaiter.catalog.elf;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import java.util.function.Consumer;

/**
 * Programs and libraries that name the distribution's source package they were built from. That counts only where no
 * package database knows the package: the record of it is gone, or the program came without one.
 */
public final class PackageNoteCataloger implements ProgramCataloger {
    /** As evidence names it. */
    public static final String NAME = "elf-note";

    private static final int PROGRAM_BYTES_MAX = 256 << 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("ELF package notes", "rpm, deb, apk, alpm", "UAPI group, ELF package metadata")
                .reads(6, "any ELF program or library", "its source package, where no database knows it");
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return ElfHeader.isProgram(head, headBytes);
    }

    @Override
    public int bytesMax() {
        return PROGRAM_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        PackageNoteParser.parse(content, facts);
    }
}
