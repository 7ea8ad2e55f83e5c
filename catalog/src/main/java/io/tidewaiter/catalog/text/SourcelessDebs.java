package io.tidewaiter.catalog.text;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Debian packages as a list names them that leaves out what they were built from, of which most advisories speak. */
public final class SourcelessDebs {
    private final Troubles troubles;
    private final Consumer<Fact> facts;
    private int count;

    public SourcelessDebs(Troubles troubles, Consumer<Fact> facts) {
        this.troubles = troubles;
        this.facts = facts;
    }

    /** A package of the list. */
    public void add(String name, String version, String architecture) {
        count++;
        new SystemPackage("deb", name, version, "", "", architecture, new TreeMap<>()).tell(troubles, facts);
    }

    /** A package written {@code NAME[:ARCHITECTURE]=VERSION}. */
    public void add(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        if (equals <= 0) {
            troubles.lost("an entry of the list is no package: " + Troubles.quote(text));
        } else if (colon > 0 && colon < equals) {
            add(text.substring(0, colon), text.substring(equals + 1), text.substring(colon + 1, equals));
        } else {
            add(text.substring(0, equals), text.substring(equals + 1), "");
        }
    }

    /** Says what that means. */
    public void finish() {
        if (count > 0) {
            facts.accept(new UnreadFact(
                    Kind.CANNOT_TELL,
                    "",
                    "the source packages of " + count + " packages are not recorded here; advisories that name only the"
                            + " source cannot be told to speak of them"));
        }
    }
}
