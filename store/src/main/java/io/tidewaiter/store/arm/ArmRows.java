package io.tidewaiter.store.arm;

import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The statements over {@code arm_resource}, for whoever has a transaction of their own. */
public final class ArmRows {
    private static final String COLUMNS =
            "SELECT resource_id, type_key, body, id, created_at, created_by, valid_from, changed_by FROM arm_resource ";

    private ArmRows() {}

    /** What is there now. */
    public static Optional<ArmResource> now(Sql sql, String id) throws SQLException {
        return sql.first(COLUMNS + "WHERE resource_key = ? AND valid_to IS NULL", ArmRows::resource, key(id));
    }

    /** What was there at a time. */
    public static Optional<ArmResource> at(Sql sql, String type, String id, Instant time) throws SQLException {
        return sql.first(COLUMNS + """
                WHERE type_key = ? AND resource_key = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                """, ArmRows::resource, key(type), key(id), time, time);
    }

    /** The resources of a type below a prefix of their keys, after one, by key. */
    public static List<ArmResource> below(Sql sql, String type, String prefix, String after, int max)
            throws SQLException {
        String from = start(prefix);
        return sql.list(COLUMNS + """
                WHERE type_key = ? AND valid_to IS NULL AND resource_key >= ? AND resource_key < ? AND resource_key > ?
                ORDER BY resource_key LIMIT ?
                """, ArmRows::resource, key(type), from, end(from), key(after), max);
    }

    /** The same at a time. */
    public static List<ArmResource> belowAt(Sql sql, String type, String prefix, Instant time) throws SQLException {
        String from = start(prefix);
        return sql.list(COLUMNS + """
                WHERE type_key = ? AND resource_key >= ? AND resource_key < ?
                  AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                ORDER BY resource_key
                """, ArmRows::resource, key(type), from, end(from), time, time);
    }

    /** Everything below an id, of every type. */
    public static List<ArmResource> under(Sql sql, String id) throws SQLException {
        String from = key(id) + "/";
        return sql.list(
                COLUMNS + "WHERE valid_to IS NULL AND resource_key >= ? AND resource_key < ? ORDER BY resource_key",
                ArmRows::resource,
                from,
                end(from));
    }

    /** Writes a version; the one that is there ends. A clock that was set back does not turn the intervals around. */
    public static ArmResource put(Sql sql, ArmResource wanted) throws SQLException {
        Optional<ArmResource> before = now(sql, wanted.id());
        Instant from = before.map(ArmResource::changedAt)
                .filter(b -> b.isAfter(wanted.changedAt()))
                .orElse(wanted.changedAt());
        if (!end(sql, wanted.id(), from)) {
            Changes.note(sql, from, Change.resource(wanted.id()));
        }
        String id = before.map(ArmResource::id).orElse(wanted.id());
        Instant createdAt = before.map(ArmResource::createdAt).orElse(from);
        String createdBy = before.map(ArmResource::createdBy).orElse(wanted.changedBy());
        long row = sql.insert(
                        """
                        INSERT INTO arm_resource (resource_key, resource_id, type_key, body, created_at, created_by,
                            changed_by, valid_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                        """,
                        key(id),
                        id,
                        key(wanted.type()),
                        wanted.body(),
                        createdAt,
                        createdBy,
                        wanted.changedBy(),
                        from)
                .orElseThrow();
        return new ArmResource(
                id, key(wanted.type()), wanted.body(), etag(row), createdAt, createdBy, from, wanted.changedBy());
    }

    /** Ends what is there; whether anything was. */
    public static boolean end(Sql sql, String id, Instant at) throws SQLException {
        boolean ended = sql.update("""
                UPDATE arm_resource SET valid_to = max(valid_from, ?) WHERE resource_key = ? AND valid_to IS NULL
                """, at, key(id)) > 0;
        if (ended) {
            Changes.note(sql, at, Change.resource(id));
        }
        return ended;
    }

    private static String start(String prefix) {
        return prefix.isEmpty() ? "/" : key(prefix);
    }

    /** The first key behind all that begin with this one, which ends in a slash: '0' follows '/'. */
    private static String end(String slashed) {
        return slashed.substring(0, slashed.length() - 1) + "0";
    }

    private static ArmResource resource(ResultSet row) throws SQLException {
        return new ArmResource(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                etag(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8));
    }

    private static String etag(long row) {
        return String.format(Locale.ROOT, "%016x", row);
    }

    static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
