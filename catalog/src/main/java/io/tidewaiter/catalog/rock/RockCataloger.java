package io.tidewaiter.catalog.rock;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The security manifest that Canonical asks of every rock with Debian packages: an os-release, a line {@code # dpkg-query},
 * and a line of dpkg-query(1) for each package, {@code ii ,bash,5.1-6ubuntu1,bash,5.1-6ubuntu1}. Where packages were staged
 * into the rock, dpkg's own status does not have them; where it has a package, it is believed.
 */
public final class RockCataloger implements Cataloger {
    /** As evidence names it. */
    public static final String NAME = "rock";

    /** Where the manifest lies, below {@code usr}. */
    public static final String FOLDER = "share/rocks/";

    private static final String MANIFEST = "dpkg.query";
    private static final String HEADING = "# dpkg-query";
    private static final int LINE_BYTES_MAX = 2048;
    private static final int WORDS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Rocks", "deb", "Ubuntu ROCKs, security manifest; dpkg-query(1)")
                .reads(26, "**/usr/share/rocks/dpkg.query", "packages that dpkg's status does not have, their sources");
    }

    @Override
    public List<String> endings() {
        return List.of("/" + FOLDER + MANIFEST);
    }

    @Override
    public boolean wants(FileEntry file) {
        return RootPath.within(file.path(), "usr/" + FOLDER, 1).equals(MANIFEST);
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Lines lines = new Lines(content);
        boolean isList = false;
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            if (line.startsWith("#")) {
                isList = line.startsWith(HEADING);
            } else if (isList) {
                entry(line, lines.number(), troubles, facts);
            }
        }
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    private static void entry(String line, int number, Troubles troubles, Consumer<Fact> facts) {
        String[] words = line.split(",", WORDS + 1);
        if (words.length != WORDS || words[0].length() < 2) {
            troubles.lost("line " + number + " of the manifest is no package: " + Troubles.quote(line));
            return;
        }
        char state = words[0].charAt(1);
        if (state == 'n' || state == 'c') {
            return; // not installed, or nothing but its configuration is
        }
        int colon = words[1].indexOf(':');
        String name = colon < 0 ? words[1] : words[1].substring(0, colon);
        String architecture = colon < 0 ? "" : words[1].substring(colon + 1);
        new SystemPackage("deb", name, words[2], words[3], words[4], architecture, new TreeMap<>())
                .tell(troubles, facts);
    }
}
