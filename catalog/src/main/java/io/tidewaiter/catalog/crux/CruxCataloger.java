package io.tidewaiter.catalog.crux;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** pkgutils of CRUX: records of a name, a version and paths, a line each, ended by a blank line. */
public final class CruxCataloger implements Cataloger {
    private static final String FOLDER = "lib/pkg/";
    private static final int WORD_BYTES_MAX = 4096;
    private static final int PATH_BYTES_MAX = 16 * 1024;

    @Override
    public String name() {
        return "crux";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("CRUX", "crux", "pkgadd(8)")
                .reads(24, "**/var/lib/pkg/db", "packages, files that they own");
    }

    @Override
    public List<String> endings() {
        return List.of("/db");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.name().equals("db")
                && RootPath.within(file.path(), "var/" + FOLDER).equals("db");
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(RootPath.of(file.path(), FOLDER), content.length, troubles, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            String name = lines.text(0, WORD_BYTES_MAX);
            boolean hasVersion = lines.next() && !lines.isBlank();
            new SystemPackage(
                            "crux", name, hasVersion ? lines.text(0, WORD_BYTES_MAX) : "", "", "", "", new TreeMap<>())
                    .tell(troubles, facts);
            while (hasVersion && lines.next() && !lines.isBlank()) {
                owned.addFile(lines.text(0, PATH_BYTES_MAX));
            }
            owned.finish(name);
        }
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }
}
