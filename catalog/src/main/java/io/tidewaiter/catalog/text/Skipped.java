package io.tidewaiter.catalog.text;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.function.Consumer;

/** Entries of a list that were read and are no packages. */
public final class Skipped {
    private Skipped() {}

    /** Says that entries had no plain name and version, where there are any. */
    public static void tell(int entries, String what, Consumer<Fact> facts) {
        if (entries > 0) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "",
                    "read " + what + ": saw " + entries + " without a plain name and version"));
        }
    }
}
