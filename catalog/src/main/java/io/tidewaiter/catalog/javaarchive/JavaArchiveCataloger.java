package io.tidewaiter.catalog.javaarchive;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;

/** Java archives of every kind, with the archives within them. */
public final class JavaArchiveCataloger implements Cataloger {
    private static final int ARCHIVE_BYTES_MAX = 256 << 20;

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Java archives", "maven", "JAR file specification, Maven's pom.properties")
                .reads(
                        1,
                        "**/*.{jar,war,ear,par,sar,nar,jpi,hpi,kar,far,lpkg,rar}",
                        "artifacts, nested and shaded too");
    }

    @Override
    public List<String> endings() {
        return ArchiveName.ENDINGS;
    }

    @Override
    public boolean wants(FileEntry file) {
        return ArchiveName.isArchive(file.path());
    }

    @Override
    public int bytesMax() {
        return ARCHIVE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        new ArchiveWalk(limits, content.length, facts).walk(content, file.path());
    }
}
