package io.tidewaiter.catalog.dotnet;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** NuGet packages of .NET programs, and of the shared runtimes, which have such a file themselves. */
public final class DotNetCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 160 << 20;

    @Override
    public String name() {
        return "dotnet";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of(".NET", "nuget", "dotnet/sdk, runtime configuration files")
                .reads(8, "**/*.deps.json", "packages that are there at run time, runtimes")
                .reads(9, "any ELF program or library", "the same of a program that is published as a single file")
                .reads(22, "**/shared/Microsoft.*.App/*/*.deps.json", "the shared runtime as advisories name it");
    }

    @Override
    public List<String> endings() {
        return List.of(".deps.json");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(".deps.json");
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return file.bytes() <= FILE_BYTES_MAX && ElfHeader.isProgram(head, headBytes);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (wants(file)) {
            dependencies(file.path(), content, facts);
        } else {
            SingleFile.dependencies(content).ifPresent(found -> {
                if (dependencies("", found, facts)) {
                    facts.accept(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
                }
            });
        }
    }

    /** Tells what is listed; whether anything is. */
    private static boolean dependencies(String path, byte[] content, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            DependencyFile.Libraries libraries = DependencyFile.parse(parser);
            Set<DependencyFile.Library> all = new LinkedHashSet<>(libraries.all());
            SharedRuntime.of(path, libraries.platform()).ifPresent(all::add);
            all.forEach(one -> facts.accept(Fact.InstalledFact.of("nuget", "", one.name(), one.version(), "")));
            Skipped.tell(libraries.odd(), "a .NET program's libraries", facts);
            if (libraries.cut()) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read a .NET program's libraries: there are too many"));
            }
            return !libraries.all().isEmpty();
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("a .NET program's libraries", e));
            return false;
        }
    }
}
