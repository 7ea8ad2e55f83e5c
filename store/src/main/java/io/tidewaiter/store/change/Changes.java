package io.tidewaiter.store.change;

import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;

/** Writes the change sequence: every writer of the state calls it within the transaction of its change. */
public final class Changes {
    private Changes() {}

    /** Notes a change. Noting the same twice in a transaction is allowed and costs a row. */
    public static void note(Sql sql, Instant at, Change change) throws SQLException {
        sql.update(
                "INSERT INTO state_change (kind, key, changed_at) VALUES (?, ?, ?)",
                change.kind().name(),
                change.key(),
                at);
    }
}
