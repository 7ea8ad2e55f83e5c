package io.tidewaiter.catalog.rpm;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.Set;
import java.util.function.Consumer;

/**
 * rpm(8): its database as SQLite, Berkeley DB or NDB, wherever a distribution keeps it, and the list that distroless
 * images of Azure Linux have in its place.
 */
public final class RpmCataloger implements Cataloger {
    private static final Set<String> FOLDERS =
            Set.of("var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm", "usr/lib/sysimage/rpm-ostree-base-db");

    private static final Set<String> NAMES =
            Set.of("rpmdb.sqlite", "rpmdb.sqlite-wal", "Packages", "Packages.db", "data.mdb");

    private static final String LIST = "var/lib/rpmmanifest/container-manifest-2";

    /** A write-ahead log begins with 32 bytes of header, which say nothing. */
    private static final int EMPTY_LOG_BYTES = 32;

    @Override
    public String name() {
        return "rpm";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("rpm", "rpm", "rpm(8), rpm file format")
                .reads(1, "**/rpm/rpmdb.sqlite", "packages, source packages, files that they own")
                .reads(1, "**/rpm/Packages", "the same from Berkeley DB")
                .reads(1, "**/rpm/Packages.db", "the same from NDB")
                .reads(1, "var/lib/rpmmanifest/container-manifest-2", "packages of distroless Azure Linux");
    }

    @Override
    public boolean wants(FileEntry file) {
        String name = file.name();
        return (NAMES.contains(name) && FOLDERS.contains(file.folder()))
                || (name.equals("container-manifest-2") && file.path().equals(LIST));
    }

    /** The database of an image with a desktop has 90 MB. */
    @Override
    public int bytesMax() {
        return 128 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        switch (file.name()) {
            case "rpmdb.sqlite-wal" -> {
                if (content.length > EMPTY_LOG_BYTES) {
                    facts.accept(new UnreadFact(
                            Kind.FORMAT_UNREAD,
                            "",
                            "the rpm database has a write-ahead log of " + content.length
                                    + " bytes; the changes in it are not read"));
                }
            }
            case "data.mdb" ->
                facts.accept(new UnreadFact(Kind.FORMAT_UNREAD, "", "an rpm database in the form of LMDB is not read"));
            case "container-manifest-2" -> RpmListParser.parse(content, facts);
            default -> RpmParser.parse(content, facts);
        }
    }
}
