package io.tidewaiter.store.sync;

import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.content.Gaps;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How each registry stands, and what listings saw in it. */
public final class SyncStore {
    private static final String COLUMNS = """
            SELECT registry_id, fingerprint, state, cause, description, due_at, done_at, free_since, position,
                repositories, tags, requested, removed
            FROM registry_sync
            """;

    private final Database database;
    private final Clock clock;

    public SyncStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Where an image lies according to the state.
     *
     * @param tag empty for the manifest itself
     * @param cause of the image's verdict
     * @param asked the digest that was asked for when it was placed here: an index's, or its own; empty where none was
     * @param passing whether another reading of it may give more, whatever the cause is
     */
    public record Place(String tag, String digest, String cause, String asked, boolean passing) {}

    /** How a registry stands; empty where nobody looked yet. */
    public Optional<RegistrySync> of(String registryId) {
        return database.read(sql -> sql.first(COLUMNS + " WHERE registry_key = ?", SyncStore::read, key(registryId)));
    }

    /** How every registry stands that was looked at, by its id in lower case. */
    public Map<String, RegistrySync> all() {
        return database.read(sql -> {
            Map<String, RegistrySync> all = new HashMap<>();
            sql.list(COLUMNS, SyncStore::read).forEach(one -> all.put(key(one.registryId()), one));
            return all;
        });
    }

    private static RegistrySync read(ResultSet row) throws SQLException {
        return new RegistrySync(
                row.getString(1),
                row.getString(2),
                RegistrySync.Phase.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                time(row, 7),
                time(row, 8),
                row.getString(9),
                new RegistrySync.Counts(row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13)));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Writes how a registry stands. */
    public void put(RegistrySync sync) {
        database.write(sql -> {
            write(sql, sync);
            return true;
        });
    }

    private void write(Sql sql, RegistrySync sync) throws SQLException {
        Optional<RegistrySync> before =
                sql.first(COLUMNS + " WHERE registry_key = ?", SyncStore::read, key(sync.registryId()));
        sql.update("DELETE FROM registry_sync WHERE registry_key = ?", key(sync.registryId()));
        sql.update(
                """
                INSERT INTO registry_sync (registry_key, registry_id, fingerprint, state, cause, description, due_at,
                    done_at, free_since, position, repositories, tags, requested, removed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                key(sync.registryId()),
                sync.registryId(),
                sync.fingerprint(),
                sync.phase().name(),
                sync.cause(),
                sync.description(),
                sync.dueAt(),
                sync.doneAt(),
                sync.freeSince(),
                sync.position(),
                sync.counts().repositories(),
                sync.counts().tags(),
                sync.counts().requested(),
                sync.counts().removed());
        boolean same = before.isPresent()
                && before.get().cause().equals(sync.cause())
                && before.get().description().equals(sync.description());
        if (!same) { // how far a listing is changes nothing of what is shown of the registry
            Changes.note(sql, clock.instant(), new Change(ChangeKind.REGISTRY, key(sync.registryId())));
        }
    }

    /** Writes that no plan covers a registry; what listings saw is forgotten, so that the next one asks for everything. */
    public void putFree(RegistrySync sync) {
        database.write(sql -> {
            write(sql, sync);
            sql.update("DELETE FROM listed_tag WHERE registry_key = ?", key(sync.registryId()));
            return true;
        });
    }

    /** Makes a registry due at once, by hand; whether it is known. */
    public boolean hasten(String registryId) {
        return database.write(sql ->
                        sql.update("UPDATE registry_sync SET due_at = 0 WHERE registry_key = ?", key(registryId)))
                > 0;
    }

    /** Forgets what is known of registries that are none any more. */
    public void forgetRemoved() {
        database.write(sql -> {
            sql.update("DELETE FROM listed_tag WHERE registry_key NOT IN (SELECT registry_key FROM registry)");
            return sql.update(
                    "DELETE FROM registry_sync WHERE registry_key NOT IN (SELECT registry_key FROM registry)");
        });
    }

    /** What a registry holds is no longer shown: its results have aged out. */
    public void ageOut(String registryId) {
        database.write(sql -> {
            int ended = sql.update("""
                    UPDATE image_presence SET valid_to = ? WHERE valid_to IS NULL
                      AND registry = (SELECT id FROM registry_seen WHERE registry_key = ?)
                    """, clock.instant(), key(registryId));
            if (ended > 0) {
                Changes.note(sql, clock.instant(), new Change(ChangeKind.REGISTRY, key(registryId)));
            }
            return ended;
        });
    }

    // What is known of its contents

    /** The repositories in which the state has images. */
    public List<String> repositories(String registryId) {
        return database.read(sql -> sql.list("""
                SELECT DISTINCT p.repository FROM registry_seen r
                JOIN image_presence p ON p.registry = r.id AND p.valid_to IS NULL
                WHERE r.registry_key = ? ORDER BY p.repository
                """, row -> row.getString(1), key(registryId)));
    }

    /** The images of a repository and the tags that point to them. */
    public List<Place> places(String registryId, String repository) {
        return database.read(sql -> sql.list(
                """
                SELECT p.tag, i.digest, coalesce(v.cause, ''), p.asked, v.cause <> '' AND EXISTS (
                    SELECT 1 FROM coverage c WHERE c.id = v.coverage AND %s)
                FROM registry_seen r
                JOIN image_presence p ON p.registry = r.id AND p.repository = ? AND p.valid_to IS NULL
                JOIN image i ON i.id = p.image
                LEFT JOIN image_verdict v ON v.image = i.id AND v.valid_to IS NULL
                WHERE r.registry_key = ?
                """.formatted(Gaps.PASSING),
                row -> new Place(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)),
                repository,
                key(registryId)));
    }

    /** The digest that the last listing saw under each tag. */
    public Map<String, String> listed(String registryId, String repository) {
        return database.read(sql -> {
            Map<String, String> listed = new HashMap<>();
            sql.list(
                            "SELECT tag, digest FROM listed_tag WHERE registry_key = ? AND repository = ?",
                            row -> Map.entry(row.getString(1), row.getString(2)),
                            key(registryId),
                            repository)
                    .forEach(entry -> listed.put(entry.getKey(), entry.getValue()));
            return listed;
        });
    }

    /** Writes what a listing saw, within the transaction of what follows from it. */
    public static void writeListed(Sql sql, String registryId, String repository, Map<String, String> tags)
            throws SQLException {
        sql.update("DELETE FROM listed_tag WHERE registry_key = ? AND repository = ?", key(registryId), repository);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            sql.update(
                    "INSERT INTO listed_tag (registry_key, repository, tag, digest) VALUES (?, ?, ?, ?)",
                    key(registryId),
                    repository,
                    tag.getKey(),
                    tag.getValue());
        }
    }

    private static String key(String registryId) {
        return registryId.toLowerCase(Locale.ROOT);
    }
}
