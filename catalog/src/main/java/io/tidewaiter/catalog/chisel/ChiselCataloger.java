package io.tidewaiter.catalog.chisel;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;

/** chisel(1): the manifest that it writes into a root file system, by convention {@code var/lib/chisel/manifest.wall}. */
public final class ChiselCataloger implements Cataloger {
    private static final String FILE = "manifest.wall";

    @Override
    public String name() {
        return "chisel";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("chisel", "deb", "Chisel documentation, \"Chisel manifest\"")
                .reads(3, "**/manifest.wall", "packages without their sources, files that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(FILE);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(FILE) && file.name().equals(FILE);
    }

    /** Compressed; of an image with a Java runtime it has 60 kB. */
    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        new ChiselParser(facts).parse(file.path(), content, limits);
    }
}
