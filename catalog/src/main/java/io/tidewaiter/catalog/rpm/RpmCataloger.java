package io.tidewaiter.catalog.rpm;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.sqlite.LogAlone;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * rpm(8): its database as SQLite, Berkeley DB or NDB, wherever a distribution keeps it, and the list that distroless
 * images of Azure Linux have in its place.
 */
public final class RpmCataloger implements Cataloger {
    private static final String LIST = "container-manifest-2";
    private static final String NAMES_LIST = "container-manifest-1";
    private static final String LIST_FOLDER = "var/lib/rpmmanifest";
    private static final String SQLITE = "rpmdb.sqlite";
    private static final String SQLITE_LOG = "rpmdb.sqlite-wal";

    private static final List<String> FOLDERS =
            List.of("var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm", "usr/lib/sysimage/rpm-ostree-base-db");

    private static final Set<String> NAMES = Set.of(SQLITE, SQLITE_LOG, "Packages", "Packages.db", "data.mdb");

    private static final List<String> ENDINGS =
            Stream.concat(NAMES.stream(), Stream.of(LIST, NAMES_LIST)).toList();

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
                .reads(3, "**/rpm/rpmdb.sqlite-wal", "what was committed since, if its database is in the same layer")
                .reads(1, "var/lib/rpmmanifest/container-manifest-2", "packages of distroless Azure Linux")
                .reads(3, "var/lib/rpmmanifest/container-manifest-1", "their names, where the former is not there");
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean wants(FileEntry file) {
        if (!file.path().contains("/rpm")) {
            return false;
        }
        String name = file.name();
        if (NAMES.contains(name)) {
            return isIn(file.folder(), FOLDERS);
        }
        return (name.equals(LIST) || name.equals(NAMES_LIST)) && isIn(file.folder(), List.of(LIST_FOLDER));
    }

    /** Whether a folder is one of these, in the root of the image or in another root within it. */
    private static boolean isIn(String folder, List<String> folders) {
        for (String one : folders) {
            int root = folder.length() - one.length();
            if (root == 0 ? folder.equals(one) : root > 0 && folder.endsWith(one) && folder.charAt(root - 1) == '/') {
                return true;
            }
        }
        return false;
    }

    /** The root whose files a database in a folder lists; with a slash at its end, or empty. */
    private static String root(String folder) {
        for (String one : FOLDERS) {
            if (folder.endsWith("/" + one)) {
                return folder.substring(0, folder.length() - one.length());
            }
        }
        return "";
    }

    @Override
    public String belongsTo(FileEntry file) {
        return switch (file.name()) {
            case SQLITE, SQLITE_LOG -> SQLITE;
            case LIST, NAMES_LIST -> LIST;
            default -> "";
        };
    }

    /** The database of an image with a desktop has 90 MB. */
    @Override
    public int bytesMax() {
        return 128 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        switch (file.name()) {
            case SQLITE_LOG ->
                LogAlone.tell(content, SQLITE, "the packages that it installs, changes or removes are not read", facts);
            case "data.mdb" ->
                facts.accept(new UnreadFact(Kind.FORMAT_UNREAD, "", "an rpm database in the form of LMDB is not read"));
            case LIST -> RpmListParser.parse(content, facts);
            case NAMES_LIST -> RpmListParser.parseNames(content, facts);
            default -> RpmParser.parse(root(file.folder()), content, new byte[0], facts);
        }
    }

    @Override
    public void readTogether(
            FileEntry file, byte[] content, Map<String, byte[]> companions, Limits limits, Consumer<Fact> facts) {
        byte[] log = companions.get(SQLITE_LOG);
        if (log == null) {
            read(file, content, limits, facts); // the short list beside the long one tells nothing more
        } else {
            RpmParser.parse(root(file.folder()), content, log, facts);
        }
    }
}
