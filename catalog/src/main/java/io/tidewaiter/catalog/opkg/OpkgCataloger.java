package io.tidewaiter.catalog.opkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.dpkg.DpkgListParser;
import io.tidewaiter.catalog.dpkg.DpkgParser;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.function.Consumer;

/**
 * opkg(8): stanzas like dpkg's in {@code lib/opkg/status} ({@code lib/ipkg} of its predecessor), the control file and the
 * list of files of each package under {@code info}.
 *
 * <p>Its {@code Source} is a folder of the build system, no package, so none is told.
 */
public final class OpkgCataloger implements Cataloger {
    private static final String FOLDER = "lib/opkg/";

    /** Of ipkg, which opkg took its files from. */
    private static final String BEFORE = "lib/ipkg/";

    private static final String LISTS = "info/";

    /** Entware installs below it and lists paths from the image's root. */
    private static final String ENTWARE_ROOT = "opt/";

    @Override
    public String name() {
        return "opkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("opkg", "opkg", "opkg(8)")
                .reads(3, "**/lib/opkg/status", "packages and their architectures")
                .reads(3, "**/lib/opkg/info/*.control", "the same where there is no status")
                .reads(3, "**/lib/opkg/info/*.list", "files that a package owns")
                .reads(26, "**/lib/ipkg/{status,info/*.control,info/*.list}", "the same of ipkg");
    }

    @Override
    public List<String> endings() {
        return List.of("status", ".control", ".list");
    }

    @Override
    public boolean wants(FileEntry file) {
        String opkg = RootPath.within(file.path(), FOLDER, 2);
        String within = opkg.isEmpty() ? RootPath.within(file.path(), BEFORE, 2) : opkg;
        return within.equals("status")
                || (within.startsWith(LISTS) && (within.endsWith(".control") || within.endsWith(".list")));
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.path().endsWith(".list")) {
            String root = RootPath.of(file.path(), RootPath.find(file.path(), FOLDER) < 0 ? BEFORE : FOLDER);
            String owner = file.name().substring(0, file.name().length() - ".list".length());
            DpkgListParser.list(root.equals(ENTWARE_ROOT) ? "" : root, owner, content, facts);
        } else {
            DpkgParser.parse("opkg", content, facts);
        }
    }
}
