package io.tidewaiter.catalog.golang;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Go programs: the standard library and the modules that they were linked from. */
public final class GolangCataloger implements ProgramCataloger {
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
                .reads(1, "any ELF, PE or Mach-O file", "modules and the standard library from build information")
                .reads(
                        7,
                        "any ELF, PE or Mach-O file",
                        "which of their packages have code there, from the functions' names (Go 1.16)")
                .reads(
                        22,
                        "any ELF, PE or Mach-O file",
                        "the main module's version from the build's flags, or the commit that it was built from");
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
        BuildBlob.Outcome outcome = new BuildBlob.Outcome.Absent();
        // of a universal binary the first program that tells: all are built from the same modules
        for (ProgramImage image : ProgramFile.read(content)) {
            BuildBlob.Outcome found = BuildBlob.find(image);
            if (found instanceof BuildBlob.Outcome.Found(String version, String modules)) {
                tell(version, ModuleList.parse(modules), LinkedPackages.of(image), facts);
                return;
            }
            outcome = found instanceof BuildBlob.Outcome.Broken ? found : outcome;
        }
        if (outcome instanceof BuildBlob.Outcome.Broken(String saw)) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE, "", "read Go build information: saw " + saw));
        } else if (ProgramFile.isPacked(content)) {
            facts.accept(
                    new Fact.UnreadFact(CoverageFact.Kind.FORMAT_UNREAD, "", "read program: it is packed with UPX"));
        }
    }

    private static void tell(String goVersion, ModuleList list, Optional<Set<String>> packages, Consumer<Fact> facts) {
        String release = GoVersion.plain(goVersion);
        ModuleParts parts = new ModuleParts(packages, list);
        facts.accept(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        facts.accept(installed(STANDARD_LIBRARY, release, parts.ofStandardLibrary(), false));
        if (list.programPath().startsWith("cmd/")) {
            facts.accept(installed(TOOLCHAIN, release, parts.ofStandardLibrary(), false));
        }
        boolean isCommit = list.isCommit();
        for (ModuleList.Module module : list.modules()) {
            Fact.InstalledFact fact =
                    installed(module.path(), module.version(), parts.of(module.importPath()), isCommit);
            facts.accept(fact);
            isCommit = false; // the main module is the first
        }
        if (list.skipped() > 0) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "",
                    "read Go build information: saw %d lines that name no module".formatted(list.skipped())));
        }
    }

    private static Fact.InstalledFact installed(
            String name, String version, Optional<String> linked, boolean isCommit) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (isCommit) {
            attributes.put(InstalledPackage.COMMIT, "");
        }
        linked.ifPresent(packages -> attributes.put(InstalledPackage.LINKED, packages));
        return new Fact.InstalledFact(TYPE, "", name, version, "", "", "", new TreeMap<>(), "", attributes);
    }
}
