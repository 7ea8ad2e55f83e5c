package io.tidewaiter.catalog.golang;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.function.Consumer;

/** Go programs: the standard library and the modules that they were linked from. */
public final class GolangCataloger implements Cataloger {
    private static final int PROGRAM_BYTES_MAX = 256 << 20;
    private static final String TYPE = "golang";
    /** As the Go vulnerability database names the standard library and the go command. */
    private static final String STANDARD_LIBRARY = "stdlib";

    private static final String TOOLCHAIN = "toolchain";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Go programs", "golang", "debug/buildinfo")
                .reads(1, "any ELF, PE or Mach-O file", "modules and the standard library from build information");
    }

    @Override
    public boolean wants(FileEntry file) {
        return false;
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return ProgramFile.isProgram(file, head, headBytes);
    }

    @Override
    public int bytesMax() {
        return PROGRAM_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        switch (find(content)) {
            case BuildBlob.Outcome.Found found -> tell(found, facts);
            case BuildBlob.Outcome.Broken(String saw) ->
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.FILE_UNREADABLE, "", "read Go build information: saw " + saw));
            case BuildBlob.Outcome.Absent() -> {
                if (ProgramFile.isPacked(content)) {
                    facts.accept(new Fact.UnreadFact(
                            CoverageFact.Kind.FORMAT_UNREAD, "", "read program: it is packed with UPX"));
                }
            }
        }
    }

    /** Of a universal binary the first program that tells: all are built from the same modules. */
    private static BuildBlob.Outcome find(byte[] content) {
        BuildBlob.Outcome outcome = new BuildBlob.Outcome.Absent();
        for (ProgramImage image : ProgramFile.read(content)) {
            BuildBlob.Outcome found = BuildBlob.find(image);
            if (found instanceof BuildBlob.Outcome.Found) {
                return found;
            }
            outcome = found instanceof BuildBlob.Outcome.Broken ? found : outcome;
        }
        return outcome;
    }

    private static void tell(BuildBlob.Outcome.Found found, Consumer<Fact> facts) {
        String release = GoVersion.plain(found.goVersion());
        ModuleList list = ModuleList.parse(found.modules());
        facts.accept(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        facts.accept(Fact.InstalledFact.of(TYPE, "", STANDARD_LIBRARY, release, ""));
        if (list.programPath().startsWith("cmd/")) {
            facts.accept(Fact.InstalledFact.of(TYPE, "", TOOLCHAIN, release, ""));
        }
        for (ModuleList.Module module : list.modules()) {
            facts.accept(Fact.InstalledFact.of(TYPE, "", module.path(), module.version(), ""));
        }
        if (list.skipped() > 0) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "",
                    "read Go build information: saw %d lines that name no module".formatted(list.skipped())));
        }
    }
}
