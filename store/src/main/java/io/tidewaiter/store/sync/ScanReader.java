package io.tidewaiter.store.sync;

import io.tidewaiter.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads scans: what waits, what runs, what is done, what failed and why. */
public final class ScanReader {
    private static final String COLUMNS = """
            SELECT j.id, j.registry_id, j.repository, j.tag, j.digest, j.state, j.attempt, j.received_at, j.started_at,
                j.finished_at, j.note, j.forced, coalesce(CASE WHEN EXISTS (
                    SELECT 1 FROM image_package c JOIN package_match m
                        ON m.package_version = c.package_version AND m.valid_to IS NULL
                    WHERE c.image = i.id AND c.valid_to IS NULL) THEN 'Unhealthy' ELSE v.health END, '')
            FROM scan_job j
            LEFT JOIN image i ON i.digest = j.digest AND j.state = 'done'
            LEFT JOIN image_verdict v ON v.image = i.id AND v.valid_to IS NULL
            """;

    private final Database database;

    public ScanReader(Database database) {
        this.database = database;
    }

    /**
     * A scan.
     *
     * @param tag empty where a digest alone was asked for
     * @param digest empty where a tag alone was
     * @param state waiting, leased, done or failed
     * @param attempts how often it was begun
     * @param why it failed, waits again or was not done; empty otherwise
     * @param verdict on the image as it is now; empty where the scan is not done or the digest is an index's
     */
    public record Scan(
            long id,
            String registryId,
            String repository,
            String tag,
            String digest,
            String state,
            int attempts,
            Instant receivedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            String why,
            boolean forced,
            String verdict) {}

    /** Scans at or below a scope, the latest first, from before an id on; 0 for the latest. */
    public List<Scan> list(String scope, long before, int max) {
        String key = trimmed(scope);
        // '0' is the character after '/': between the two lie all ids below the scope.
        return database.read(sql -> sql.list(
                COLUMNS + """
                         WHERE (j.registry_key = ? OR (j.registry_key >= ? AND j.registry_key < ?)) AND j.id < ?
                        ORDER BY j.id DESC LIMIT ?
                        """,
                ScanReader::read,
                key,
                key + '/',
                key + '0',
                before == 0 ? Long.MAX_VALUE : before,
                max));
    }

    /** A scan of a registry. */
    public Optional<Scan> get(String registryId, long id) {
        return database.read(sql -> sql.first(
                COLUMNS + " WHERE j.id = ? AND j.registry_key = ?",
                ScanReader::read,
                id,
                registryId.toLowerCase(Locale.ROOT)));
    }

    private static Scan read(ResultSet row) throws SQLException {
        return new Scan(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                Instant.ofEpochMilli(row.getLong(8)),
                time(row, 9),
                time(row, 10),
                row.getString(11),
                row.getInt(12) != 0,
                row.getString(13));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static String trimmed(String scope) {
        String key = scope.toLowerCase(Locale.ROOT);
        while (key.endsWith("/")) {
            key = key.substring(0, key.length() - 1);
        }
        return key;
    }
}
