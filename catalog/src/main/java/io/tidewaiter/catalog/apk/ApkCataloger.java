package io.tidewaiter.catalog.apk;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.function.Consumer;

/** apk(5): the database of installed packages, at its old place and where merged-usr distributions keep it. */
public final class ApkCataloger implements Cataloger {
    private static final String FOLDER = "lib/apk/db/";

    @Override
    public String name() {
        return "apk";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("apk", "apk", "apk(5)")
                .reads(1, "{lib,usr/lib,var/lib}/apk/db/installed", "packages, their origins, files that they own")
                .reads(3, "**/lib/apk/db/installed", "the same in a root within the image");
    }

    @Override
    public List<String> endings() {
        return List.of("/installed");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return path.endsWith("/installed") && RootPath.within(path, FOLDER).equals("installed");
    }

    /** A large image with a compiler has 4 MB. */
    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        ApkParser.parse(RootPath.of(file.path(), FOLDER), content, facts);
    }
}
