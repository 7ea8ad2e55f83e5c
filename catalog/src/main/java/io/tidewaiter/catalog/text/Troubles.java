package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.function.Consumer;

/**
 * What could not be read of one file. The first troubles are told one by one, the rest as a number: a file of a million
 * broken lines is one broken file.
 */
public final class Troubles {
    private static final int TOLD_MAX = 20;

    private final Consumer<Fact> facts;
    private int seen;

    public Troubles(Consumer<Fact> facts) {
        this.facts = facts;
    }

    /** A part of the database is lost; {@code sentence} quotes foreign text with {@link #quote}. */
    public void lost(String sentence) {
        tell(Kind.DATABASE_UNREADABLE, sentence);
    }

    /** A bound was reached. */
    public void limit(String sentence) {
        tell(Kind.LIMIT_REACHED, sentence);
    }

    /** Something odd that loses nothing. */
    public void odd(String sentence) {
        tell(Kind.NOTE, sentence);
    }

    /** Tells how many more there were. */
    public void finish() {
        if (seen > TOLD_MAX) {
            String sentence = (seen - TOLD_MAX) + " more parts of the file could not be read";
            facts.accept(new UnreadFact(Kind.DATABASE_UNREADABLE, "", sentence));
        }
    }

    /** Foreign text for a sentence. */
    public static String quote(String foreign) {
        return ArchiveException.quote(foreign);
    }

    private void tell(Kind kind, String sentence) {
        if (kind == Kind.NOTE && seen >= TOLD_MAX) {
            return;
        }
        if (seen++ < TOLD_MAX) {
            facts.accept(new UnreadFact(kind, "", sentence));
        }
    }
}
