package io.tidewaiter.catalog.dpkg;

import io.tidewaiter.archive.EntryPath;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.Troubles;
import java.util.function.Consumer;

/** The files of one package: {@code .list} has a path a line, {@code .md5sums} a digest, two spaces and a path. */
public final class DpkgListParser {
    private static final int DIGEST_CHARS = 32;
    private static final int PATH_BYTES_MAX = 16 * 1024;

    private DpkgListParser() {}

    /** Tells the paths of a {@code .list}, of its first column where there are more (opkg). */
    public static void list(String root, String owner, byte[] content, Consumer<Fact> facts) {
        parse(root, owner, false, content, facts);
    }

    static void digests(String root, String owner, byte[] content, Consumer<Fact> facts) {
        parse(root, owner, true, content, facts);
    }

    /**
     * Tells where dpkg-divert(1) moved files of packages to: lines of path, new path and diverting package. The paths are
     * told in pairs; whose file it is, and whether it is there, is not said here.
     */
    static void diversions(String root, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        Lines lines = new Lines(content);
        String from = "";
        while (lines.next()) {
            String path = lines.text(0, PATH_BYTES_MAX);
            if (lines.number() % 3 == 1) {
                from = path;
            } else if (lines.number() % 3 == 2 && isFile(from) && isFile(path)) {
                owned.add("", from);
                owned.add("", path);
                owned.finish(DpkgCataloger.DIVERTED);
            }
        }
        troubles.finish();
    }

    private static boolean isFile(String path) {
        return path.startsWith("/") && !EntryPath.normalise(path).value().isEmpty();
    }

    private static void parse(String root, String owner, boolean digests, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        Lines lines = new Lines(content);
        int from = digests ? DIGEST_CHARS : 0;
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            if (digests && lines.at(DIGEST_CHARS) != ' ') {
                troubles.odd("line " + lines.number() + " is no digest and path: " + Troubles.quote(lines.text(0, 80)));
                continue;
            }
            if (!owned.addPlain(lines, from)) {
                int tab = digests ? -1 : lines.find('\t', PATH_BYTES_MAX);
                String path = lines.text(from, tab < 0 ? PATH_BYTES_MAX : tab);
                owned.add("", path, digests ? lines.text(0, DIGEST_CHARS) : "");
            }
        }
        owned.finish(owner);
        troubles.finish();
    }
}
