package io.tidewaiter.catalog.dpkg;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.Troubles;
import java.util.function.Consumer;

/** The files of one package: {@code .list} has a path a line, {@code .md5sums} a digest, two spaces and a path. */
final class DpkgListParser {
    private static final int DIGEST_CHARS = 32;
    private static final int PATH_BYTES_MAX = 16 * 1024;

    private DpkgListParser() {}

    static void parse(String owner, String extension, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(content.length, troubles, facts);
        boolean digests = extension.equals("md5sums");
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            if (!digests) {
                owned.add("", lines.text(0, PATH_BYTES_MAX));
            } else if (lines.length() > DIGEST_CHARS && lines.at(DIGEST_CHARS) == ' ') {
                owned.add("", lines.text(DIGEST_CHARS, PATH_BYTES_MAX));
            } else {
                troubles.odd("line " + lines.number() + " is no digest and path: " + Troubles.quote(lines.text(0, 80)));
            }
        }
        owned.finish(owner);
        troubles.finish();
    }
}
