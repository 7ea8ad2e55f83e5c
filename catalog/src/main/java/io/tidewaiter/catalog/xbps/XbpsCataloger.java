package io.tidewaiter.catalog.xbps;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Expanded;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** xbps(8): the package database, a property list, and the list of files of each package beside it. */
public final class XbpsCataloger implements Cataloger {
    private static final String FOLDER = "db/xbps/";
    private static final String LIST = "-files.plist";

    @Override
    public String name() {
        return "xbps";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("XBPS", "xbps", "xbps-pkgdb(1), Apple property list")
                .reads(3, "**/db/xbps/pkgdb-*.plist", "packages, their sources and architectures")
                .reads(3, "**/db/xbps/.*-files.plist", "files that a package owns");
    }

    @Override
    public List<String> endings() {
        return List.of(".plist");
    }

    @Override
    public boolean wants(FileEntry file) {
        if (!file.path().endsWith(".plist")) {
            return false;
        }
        String within = RootPath.within(file.path(), FOLDER);
        return within.indexOf('/') < 0
                && (within.startsWith("pkgdb-")
                        || (within.startsWith(".") && within.endsWith(LIST) && within.length() > LIST.length() + 1));
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Optional<byte[]> list = Expanded.of(content, limits, troubles);
        String name = file.name();
        if (list.isPresent() && name.startsWith(".")) {
            String owner = name.substring(1, name.length() - LIST.length());
            new XbpsParser(troubles, facts).files(RootPath.of(file.path(), FOLDER), owner, list.get());
        } else if (list.isPresent()) {
            new XbpsParser(troubles, facts).packages(list.get());
        }
        troubles.finish();
    }
}
