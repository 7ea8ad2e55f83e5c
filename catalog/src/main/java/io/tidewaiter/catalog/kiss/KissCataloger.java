package io.tidewaiter.catalog.kiss;

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

/** KISS Linux: {@code var/db/kiss/installed/NAME/version} has version and release, {@code manifest} the paths. */
public final class KissCataloger implements Cataloger {
    private static final String FOLDER = "var/db/kiss/installed/";
    private static final int WORD_BYTES_MAX = 4096;
    private static final int PATH_BYTES_MAX = 16 * 1024;

    @Override
    public String name() {
        return "kiss";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("KISS", "kiss", "KISS Linux, package system")
                .reads(24, "**/var/db/kiss/installed/*/version", "packages")
                .reads(24, "**/var/db/kiss/installed/*/manifest", "files that a package owns");
    }

    @Override
    public List<String> endings() {
        return List.of("/version", "/manifest");
    }

    @Override
    public boolean wants(FileEntry file) {
        return (file.name().equals("version") || file.name().equals("manifest"))
                && RootPath.within(file.path(), FOLDER, 2).indexOf('/') > 0;
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String within = RootPath.within(file.path(), FOLDER);
        String owner = within.substring(0, within.indexOf('/'));
        Troubles troubles = new Troubles(facts);
        Lines lines = new Lines(content);
        if (file.name().equals("version")) {
            String version =
                    lines.next() ? lines.text(0, WORD_BYTES_MAX).strip().replace(' ', '-') : "";
            new SystemPackage("kiss", owner, version, "", "", "", new TreeMap<>()).tell(troubles, facts);
            facts.accept(new OpenedFact(Opened.DATABASE, 1));
        } else {
            OwnedPaths owned = new OwnedPaths(RootPath.of(file.path(), FOLDER), content.length, troubles, facts);
            while (lines.next()) {
                owned.addFile(lines.text(0, PATH_BYTES_MAX));
            }
            owned.finish(owner);
        }
        troubles.finish();
    }
}
