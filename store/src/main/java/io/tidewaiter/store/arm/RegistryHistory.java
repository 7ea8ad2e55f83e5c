package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
