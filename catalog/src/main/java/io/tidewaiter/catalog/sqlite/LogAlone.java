package io.tidewaiter.catalog.sqlite;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.function.Consumer;

/** A write-ahead log without its database, which lies in a lower layer: its pages alone are no tables. */
public final class LogAlone {
    private LogAlone() {}

    /**
     * Tells of a log that has changes.
     *
     * @param database the name of the file that it belongs to
     * @param lost what is not read, a sentence without its full stop
     */
    public static void tell(byte[] log, String database, String lost, Consumer<Fact> facts) {
        if (SqliteDatabase.isChange(log)) {
            facts.accept(new UnreadFact(
                    Kind.FORMAT_UNREAD,
                    "",
                    "a write-ahead log of " + log.length + " bytes whose database " + database
                            + " is not in the same layer; " + lost));
        }
    }
}
