package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;

/**
 * Rows with lists, each of which stands for as many rows of a table as its lists are long: the database unfolds them many
 * times as fast as rows are handed to it.
 *
 * @param name of the temporary table that they wait in
 * @param columns of it
 * @param unfolding writes them to their table
 */
record Staged(String name, String columns, String unfolding) {
    /** Makes the table of this connection, empty. */
    void load(Sql graph) throws SQLException {
        graph.update("CREATE TEMP TABLE IF NOT EXISTS " + name + " (" + columns + ")");
        graph.update("DELETE FROM " + name);
    }

    /** Takes rows. */
    Rows open(Rows.Together open) throws SQLException {
        return open.openOwn(name);
    }

    /** Unfolds all rows since the last time. */
    void flush(Sql graph) throws SQLException {
        graph.update(unfolding);
        graph.update("DELETE FROM " + name);
    }
}
