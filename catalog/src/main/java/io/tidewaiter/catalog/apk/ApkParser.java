package io.tidewaiter.catalog.apk;

import io.tidewaiter.catalog.digest.RecordedDigests;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.Base64;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Records of {@code X:value} lines, ended by a blank line (coverage reference 1.3). Letters are case sensitive:
 * {@code P} name, {@code V} version, {@code A} architecture, {@code o} origin, {@code F} folder, {@code R} file in it, {@code Z}
 * its digest: of a link that of its target.
 */
public final class ApkParser {
    private static final int VALUE_BYTES_MAX = 4096;

    private final Consumer<Fact> facts;
    private final Troubles troubles;
    private final OwnedPaths owned;
    private String name = "";
    private String version = "";
    private String architecture = "";
    private String origin = "";
    private String folder = "";
    private String file = "";
    private boolean isEmpty = true;

    private ApkParser(String root, int bytes, Consumer<Fact> facts) {
        this.facts = facts;
        this.troubles = new Troubles(facts);
        this.owned = new OwnedPaths(root, bytes, troubles, facts);
    }

    /**
     * Tells every installed package, and the files of each.
     *
     * @param root that the database speaks of, as {@link RootPath#of} tells it
     */
    public static void parse(String root, byte[] content, Consumer<Fact> facts) {
        ApkParser parser = new ApkParser(root, content.length, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            parser.line(lines);
        }
        parser.endRecord();
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        parser.troubles.finish();
    }

    private void line(Lines line) {
        if (line.isBlank()) {
            endRecord();
            return;
        }
        if (line.at(1) != ':') {
            troubles.lost(
                    "line " + line.number() + " of the database is no field: " + Troubles.quote(line.text(0, 80)));
            return;
        }
        boolean begins = line.at(0) == 'C' || line.at(0) == 'P';
        if (begins && !name.isEmpty()) {
            endRecord();
        }
        isEmpty = false;
        switch (line.at(0)) {
            case 'P' -> name = line.text(2, VALUE_BYTES_MAX);
            case 'V' -> version = line.text(2, VALUE_BYTES_MAX);
            case 'A' -> architecture = line.text(2, VALUE_BYTES_MAX);
            case 'o' -> origin = line.text(2, VALUE_BYTES_MAX);
            case 'F' -> {
                endFile("");
                folder = line.text(2, VALUE_BYTES_MAX);
            }
            case 'R' -> {
                endFile("");
                file = line.text(2, VALUE_BYTES_MAX);
            }
            case 'Z' -> endFile(digest(line.text(2, VALUE_BYTES_MAX)));
            default -> {}
        }
    }

    private void endFile(String digest) {
        if (!file.isEmpty()) {
            owned.add(folder, file, digest);
            file = "";
        }
    }

    /** {@code Q1} and SHA-1, {@code Q2} and SHA-256, in base64; before apk 2 MD5 in hexadecimal. */
    private static String digest(String text) {
        boolean coded = text.startsWith("Q1") || text.startsWith("Q2");
        return coded ? RecordedDigests.ofBase64(text.substring(2), Base64.getDecoder()) : text;
    }

    private void endRecord() {
        if (isEmpty) {
            return;
        }
        endFile("");
        // apk add --virtual: a name for a group of packages, with the time as version
        boolean virtual = name.startsWith(".");
        if (!virtual) {
            String source = origin.isEmpty() ? name : origin;
            new SystemPackage("apk", name, version, source, version, architecture, new TreeMap<>())
                    .tell(troubles, facts);
        }
        owned.finish(name);
        name = "";
        version = "";
        architecture = "";
        origin = "";
        folder = "";
        isEmpty = true;
    }
}
