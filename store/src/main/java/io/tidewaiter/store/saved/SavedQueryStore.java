package io.tidewaiter.store.saved;

import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Queries that people keep; ids are compared without regard to case. */
public final class SavedQueryStore {
    private static final String COLUMNS = "SELECT id, query, description, tags, etag, modified_at FROM saved_query ";

    private final Database database;
    private final Clock clock;

    public SavedQueryStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What came of a write; refused where its precondition did not hold. */
    public enum Put {
        CREATED,
        REPLACED,
        REFUSED
    }

    /**
     * What is to be kept under an id.
     *
     * @param tags a JSON object
     */
    public record Wanted(String id, String query, String description, String tags) {}

    /** Creates or replaces. */
    public Put put(Wanted wanted, Precondition when) {
        String id = wanted.id();
        return database.write(sql -> {
            Optional<String> before =
                    sql.first("SELECT etag FROM saved_query WHERE query_key = ?", row -> row.getString(1), key(id));
            if (!when.holds(before)) {
                return Put.REFUSED;
            }
            Instant now = clock.instant();
            String etag = UUID.randomUUID().toString();
            int changed = sql.update("""
                    UPDATE saved_query SET query = ?, description = ?, tags = ?, etag = ?, modified_at = ?
                    WHERE query_key = ?
                    """, wanted.query(), wanted.description(), wanted.tags(), etag, now, key(id));
            if (changed == 0) {
                sql.update("""
                        INSERT INTO saved_query (query_key, id, query, description, tags, etag, modified_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """, key(id), id, wanted.query(), wanted.description(), wanted.tags(), etag, now);
            }
            return changed == 0 ? Put.CREATED : Put.REPLACED;
        });
    }

    /** The query of an id. */
    public Optional<SavedQuery> query(String id) {
        return database.read(sql -> sql.first(COLUMNS + "WHERE query_key = ?", SavedQueryStore::query, key(id)));
    }

    /** The queries below a scope, by id. */
    public List<SavedQuery> below(String scope) {
        String key = key(scope);
        // '0' is the character after '/': between the two lie all ids below the scope.
        return database.read(sql -> sql.list(
                COLUMNS + "WHERE query_key >= ? AND query_key < ? ORDER BY query_key",
                SavedQueryStore::query,
                key + '/',
                key + '0'));
    }

    /** Removes the query; whether it was there, and empty where the precondition did not hold. */
    public Optional<Boolean> delete(String id, Precondition when) {
        return database.write(sql -> {
            Optional<String> before =
                    sql.first("SELECT etag FROM saved_query WHERE query_key = ?", row -> row.getString(1), key(id));
            return when.holds(before)
                    ? Optional.of(sql.update("DELETE FROM saved_query WHERE query_key = ?", key(id)) > 0)
                    : Optional.empty();
        });
    }

    private static SavedQuery query(ResultSet row) throws SQLException {
        return new SavedQuery(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
