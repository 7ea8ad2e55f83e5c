package io.tidewaiter.catalog.dpkg;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Stanzas of deb-control(5), as dpkg keeps them of installed packages (coverage reference 1.2).
 *
 * <p>A stanza ends at a blank line, or where the next one begins without it. A package counts in every state that leaves
 * its files on the disk: only {@code not-installed} and {@code config-files} do not, whatever is wanted for it.
 */
public final class DpkgParser {
    private static final int VALUE_BYTES_MAX = 4096;
    private static final int MAINTAINER_BYTES_MAX = 200;
    private static final int FIELD_NAME_BYTES_MAX = 256;

    private final String type;
    private final Consumer<Fact> facts;
    private final Troubles troubles;
    private boolean saysGone;
    private DpkgStanza stanza = new DpkgStanza();

    private DpkgParser(String type, Consumer<Fact> facts) {
        this.type = type;
        this.facts = facts;
        this.troubles = new Troubles(facts);
    }

    /** Tells every installed package of a status file, or of the one stanza of a file in {@code status.d}. */
    public static void parse(byte[] content, Consumer<Fact> facts) {
        parse("deb", content, facts);
    }

    /**
     * The same of a package manager that keeps stanzas like these and does not name sources in them.
     *
     * @param type purl type of the packages; only of {@code deb} the source is read
     */
    public static void parse(String type, byte[] content, Consumer<Fact> facts) {
        read(type, content, facts);
    }

    /**
     * The same of an entry of the journal, which takes the place of what the status says of the same package.
     *
     * @return whether it tells of packages that are there and of nothing else
     */
    static boolean parseJournal(byte[] content, Consumer<Fact> facts) {
        return !read("deb", content, facts).saysGone;
    }

    private static DpkgParser read(String type, byte[] content, Consumer<Fact> facts) {
        DpkgParser parser = new DpkgParser(type, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            parser.line(lines);
        }
        parser.endStanza();
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        parser.troubles.finish();
        return parser;
    }

    private void line(Lines line) {
        if (line.isBlank()) {
            endStanza();
            return;
        }
        if (line.at(0) == ' ' || line.at(0) == '\t') {
            return;
        }
        int colon = line.find(':', FIELD_NAME_BYTES_MAX);
        if (colon <= 0) {
            troubles.lost("line " + line.number() + " of the status is no field: " + Troubles.quote(line.text(0, 80)));
            return;
        }
        switch (fieldAt(line, colon)) {
            case PACKAGE -> {
                if (!stanza.name.isEmpty()) {
                    endStanza();
                }
                stanza.name = first(stanza.name, line, colon);
            }
            case VERSION -> stanza.version = first(stanza.version, line, colon);
            case SOURCE -> stanza.source = first(stanza.source, line, colon);
            case ARCHITECTURE -> stanza.architecture = first(stanza.architecture, line, colon);
            case STATUS -> stanza.status = first(stanza.status, line, colon);
            case MAINTAINER -> stanza.maintainer = line.text(colon + 1, MAINTAINER_BYTES_MAX);
            case OTHER -> {}
        }
        stanza.isEmpty = false;
    }

    private enum Field {
        PACKAGE,
        VERSION,
        SOURCE,
        ARCHITECTURE,
        STATUS,
        MAINTAINER,
        OTHER
    }

    private static Field fieldAt(Lines line, int colon) {
        Field field = switch (colon) {
            case 6 -> line.startsWithIgnoringCase("So") ? Field.SOURCE : Field.STATUS;
            case 7 -> line.startsWithIgnoringCase("P") ? Field.PACKAGE : Field.VERSION;
            case 10 -> Field.MAINTAINER;
            case 12 -> Field.ARCHITECTURE;
            default -> Field.OTHER;
        };
        return line.startsWithIgnoringCase(field.name()) ? field : Field.OTHER;
    }

    /** The field's value, unless the stanza had the field before: then the first stays, and the second is told. */
    private String first(String before, Lines line, int colon) {
        String value = line.text(colon + 1, VALUE_BYTES_MAX);
        if (before.isEmpty() || before.equals(value)) {
            return value;
        }
        troubles.lost("package " + Troubles.quote(stanza.name) + " has a field twice, at line " + line.number()
                + " with " + Troubles.quote(value) + "; the first is believed");
        return before;
    }

    private void endStanza() {
        DpkgStanza ended = stanza;
        stanza = new DpkgStanza();
        if (ended.isEmpty || !ended.leavesFiles()) {
            saysGone |= !ended.isEmpty;
            return;
        }
        boolean hasSource = type.equals("deb");
        new SystemPackage(
                        type,
                        ended.name,
                        ended.version,
                        hasSource ? ended.sourceName() : "",
                        hasSource ? ended.sourceVersion() : "",
                        ended.architecture,
                        new TreeMap<>(),
                        ended.attributes())
                .tell(troubles, facts);
    }
}
