package io.tidewaiter.catalog.rust;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.elf.ElfSections;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** Crates in programs that were built with {@code cargo auditable}. */
public final class RustCataloger implements ProgramCataloger {
    private static final int PROGRAM_BYTES_MAX = 256 << 20;
    private static final String SECTION = ".dep-v0";

    @Override
    public String name() {
        return "rust";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Rust programs", "cargo", "rust-secure-code/cargo-auditable, PARSING.md")
                .reads(8, "any ELF program or library", "crates from its audit data (cargo auditable)");
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
        Optional<ByteBuffer> section = ElfSections.find(content, SECTION);
        if (section.isEmpty()) {
            return;
        }
        Optional<byte[]> json = AuditedCrates.unpack(section.get());
        if (json.isEmpty()) {
            unreadable("no zlib of up to 8 MiB", facts);
            return;
        }
        try {
            JsonReader parser = JsonFields.open(json.get());
            AuditedCrates audited = AuditedCrates.parse(parser);
            facts.accept(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
            audited.crates()
                    .forEach(one -> facts.accept(Fact.InstalledFact.of("cargo", "", one.name(), one.version(), "")));
            if (audited.cut()) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read a Rust program's crates: there are too many"));
            }
        } catch (JsonFault e) {
            unreadable(ArchiveException.quote(e.getMessage()), facts);
        }
    }

    private static void unreadable(String saw, Consumer<Fact> facts) {
        facts.accept(new Fact.UnreadFact(
                CoverageFact.Kind.FILE_UNREADABLE, "", "read a Rust program's audit data: saw " + saw));
    }
}
