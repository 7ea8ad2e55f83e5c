package io.tidewaiter.catalog.freebsd;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.sqlite.LogAlone;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** pkg(8): the packages that FreeBSD has installed. */
public final class PkgCataloger implements Cataloger {
    private static final String DATABASE = "local.sqlite";
    private static final String LOG = "local.sqlite-wal";
    private static final String PATH = "var/db/pkg/" + DATABASE;

    @Override
    public String name() {
        return "freebsd";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("FreeBSD pkg", "generic", "pkg(8)").reads(3, PATH, "packages, files that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(DATABASE, LOG);
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return path.startsWith("var/db/pkg/local") && (path.equals(PATH) || path.equals(PATH + "-wal"));
    }

    @Override
    public String belongsTo(FileEntry file) {
        return DATABASE;
    }

    @Override
    public int bytesMax() {
        return 128 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.name().equals(DATABASE)) {
            PkgParser.parse(content, new byte[0], facts);
        } else {
            LogAlone.tell(content, DATABASE, "the packages that it adds or removes are not read", facts);
        }
    }

    @Override
    public void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        PkgParser.parse(content, companions.getOrDefault(LOG, new byte[0]), facts);
    }
}
