package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What registries were at a time. */
public final class RegistryHistory {
    private static final String ROWS = RegistryRows.SELECT + "registry_history ";
    private static final String THEN = "valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)";

    private final Database database;

    public RegistryHistory(Database database) {
        this.database = database;
    }

    /** Writes what a registry is from now on; the casing of its id is that of the current row. */
    public static void begin(Sql sql, String registryId, Instant now) throws SQLException {
        end(sql, registryId, now);
        sql.update("""
                INSERT INTO registry_history (registry_key, subscription_id, resource_group, name, location, login_server,
                    properties, valid_from)
                SELECT registry_key, subscription_id, resource_group, name, location, login_server, properties, ?
                FROM registry WHERE registry_key = ?
                """, now, key(registryId));
    }

    /** Writes that a registry is no more what it was. */
    public static void end(Sql sql, String registryId, Instant now) throws SQLException {
        sql.update(
                "UPDATE registry_history SET valid_to = ? WHERE registry_key = ? AND valid_to IS NULL",
                now,
                key(registryId));
    }

    /** A registry at a time. */
    public Optional<RegistryResource> at(String registryId, Instant time) {
        return database.read(sql -> sql.first(
                ROWS + "WHERE registry_key = ? AND " + THEN, RegistryRows::read, key(registryId), time, time));
    }

    /** The registries of a subscription at a time, by id. */
    public List<RegistryResource> list(String subscriptionId, Instant time) {
        String from = "/subscriptions/" + key(subscriptionId) + "/";
        String to = "/subscriptions/" + key(subscriptionId) + "0"; // '0' follows '/'
        return database.read(sql -> sql.list(
                ROWS + "WHERE registry_key >= ? AND registry_key < ? AND " + THEN + " ORDER BY registry_key",
                RegistryRows::read,
                from,
                to,
                time,
                time));
    }

    /** The times of a registry, or of all below a scope, at a time, by id in lower case; what was not there then is not. */
    public Map<String, Times> times(String scope, Instant time) {
        Map<String, Times> times = new HashMap<>();
        // It was made where its unbroken row of versions begins; a beginning at zero is older than this history.
        database.read(sql -> sql.list(
                """
                SELECT h.registry_key, h.valid_from, (
                    SELECT max(b.valid_from) FROM registry_history b
                    WHERE b.registry_key = h.registry_key AND b.valid_from <= h.valid_from AND NOT EXISTS (
                        SELECT 1 FROM registry_history e WHERE e.registry_key = b.registry_key
                          AND e.valid_to = b.valid_from AND e.valid_from < b.valid_from)), g.created_at
                FROM registry_history h LEFT JOIN registry g ON g.registry_key = h.registry_key AND g.created_at <= ?
                WHERE (h.registry_key = ? OR (h.registry_key >= ? AND h.registry_key < ?))
                  AND h.valid_from <= ? AND (h.valid_to IS NULL OR h.valid_to > ?)
                """,
                row -> {
                    long created = row.getLong(3) == 0 ? row.getLong(4) : row.getLong(3);
                    return times.put(
                            row.getString(1),
                            new Times(
                                    Instant.ofEpochMilli(created),
                                    Instant.ofEpochMilli(Math.max(created, row.getLong(2)))));
                },
                time,
                key(scope),
                key(scope) + "/",
                key(scope) + "0", // '0' follows '/'
                time,
                time));
        return times;
    }

    /**
     * When a registry was made and last written.
     *
     * @param created the epoch where nobody knows
     */
    public record Times(Instant created, Instant changed) {}

    /** The times of a registry, or of all below a scope, now, by id in lower case. */
    public Map<String, Times> times(String scope) {
        Map<String, Times> times = new HashMap<>();
        database.read(sql -> sql.list(
                """
                SELECT g.registry_key, g.created_at, coalesce(h.valid_from, g.created_at) FROM registry g
                LEFT JOIN registry_history h ON h.registry_key = g.registry_key AND h.valid_to IS NULL
                WHERE g.registry_key = ? OR (g.registry_key >= ? AND g.registry_key < ?)
                """,
                row -> times.put(
                        row.getString(1),
                        new Times(Instant.ofEpochMilli(row.getLong(2)), Instant.ofEpochMilli(row.getLong(3)))),
                key(scope),
                key(scope) + "/",
                key(scope) + "0")); // '0' follows '/'
        return times;
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
