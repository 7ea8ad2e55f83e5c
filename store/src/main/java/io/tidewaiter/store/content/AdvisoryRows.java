package io.tidewaiter.store.content;

import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The advisory databases that decided something, and which of them is newer. */
public final class AdvisoryRows {
    private AdvisoryRows() {}

    /** A database by its row; a higher rank is a newer one. */
    public record Known(long id, long rank) {}

    /** The row of a database; one that was never seen is the newest. */
    public static Known intern(Sql sql, AdvisorySnapshot advisories, Instant now) throws SQLException {
        Optional<Known> known = find(sql, advisories);
        if (known.isPresent()) {
            return known.get();
        }
        long rank = newestRank(sql) + 1;
        long id = sql.insert(
                        "INSERT INTO advisory_snapshot (digest, feeds, rank) VALUES (?, ?, ?) RETURNING id",
                        advisories.digest(),
                        Json.write(advisories.feeds()),
                        rank)
                .orElseThrow();
        changed(sql, id, now);
        return new Known(id, rank);
    }

    /** Makes a database the newest. */
    public static Known activate(Sql sql, AdvisorySnapshot advisories, Instant now) throws SQLException {
        Known known = intern(sql, advisories, now);
        long newest = newestRank(sql);
        if (known.rank() == newest) {
            return known;
        }
        sql.update("UPDATE advisory_snapshot SET rank = ? WHERE id = ?", newest + 1, known.id());
        changed(sql, known.id(), now);
        return new Known(known.id(), newest + 1);
    }

    private static void changed(Sql sql, long id, Instant now) throws SQLException {
        Changes.note(sql, now, new Change(ChangeKind.ADVISORIES, Long.toString(id)));
    }

    private static Optional<Known> find(Sql sql, AdvisorySnapshot advisories) throws SQLException {
        return sql.first(
                "SELECT id, rank FROM advisory_snapshot WHERE digest = ?",
                row -> new Known(row.getLong(1), row.getLong(2)),
                advisories.digest());
    }

    private static long newestRank(Sql sql) throws SQLException {
        return sql.number("SELECT coalesce(max(rank), 0) FROM advisory_snapshot");
    }
}
