package io.tidewaiter.catalog.npm;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.zip.ZipArchive;
import io.tidewaiter.archive.zip.ZipEntry;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.function.Consumer;

/**
 * A package of Yarn's cache, from which a program runs without node_modules (Yarn, "Plug'n'Play"): a zip of
 * {@code node_modules/NAME/...}. A global cache is as good as one of the project.
 */
final class YarnArchive {
    private static final int PACKAGE_BYTES_MAX = 16 << 20;
    private static final int PACKAGES_MAX = 1000;

    private YarnArchive() {}

    /** What is told of a package.json within an archive. */
    interface Teller {
        void tell(byte[] content, String inner, Consumer<Fact> facts);
    }

    static boolean isOne(FileEntry file) {
        if (!file.path().endsWith(".zip")) {
            return false;
        }
        String folder = "/" + file.folder();
        return folder.endsWith("/.yarn/cache")
                || folder.endsWith("/.yarn/berry/cache")
                || folder.endsWith("/yarn/berry/cache"); // below XDG_DATA_HOME
    }

    static void read(byte[] content, Limits limits, Teller teller, Consumer<Fact> facts) {
        try {
            ZipArchive zip = ZipArchive.open(content, limits);
            int found = 0;
            for (ZipEntry entry : zip.entries()) {
                String path = entry.path().value();
                if (!entry.directory() && NodeModules.installs(path) && ++found <= PACKAGES_MAX) {
                    teller.tell(zip.read(entry, PACKAGE_BYTES_MAX), "!/" + path, facts);
                }
            }
            if (found > PACKAGES_MAX) {
                throw ArchiveException.limit("archive", 0, "packagesMax", PACKAGES_MAX, found);
            }
        } catch (ArchiveException e) {
            CoverageFact.Kind kind = e.code() == ArchiveException.Code.LIMIT
                    ? CoverageFact.Kind.LIMIT_REACHED
                    : CoverageFact.Kind.FILE_UNREADABLE;
            facts.accept(new Fact.UnreadFact(kind, "", "read a package of Yarn's cache: " + e.getMessage()));
        }
        facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 1));
    }
}
