package io.tidewaiter.store.announce;

import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When images were last wanted: pushed, or pulled by somebody else than us. */
public final class ImageUse {
    private final Database database;

    public ImageUse(Database database) {
        this.database = database;
    }

    /**
     * A pull that a registry told of.
     *
     * @param digest of what was pulled: an image, or the index that it belongs to
     */
    public record Pull(String repository, String digest) {}

    /** Writes pulls down within a transaction; the latest counts. */
    public static void pulled(Sql sql, String registryId, List<Pull> pulls, Instant at) throws SQLException {
        for (Pull pull : pulls) {
            sql.update("""
                    INSERT INTO image_use (registry_key, repository, digest, pulled_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (registry_key, repository, digest)
                    DO UPDATE SET pulled_at = max(pulled_at, excluded.pulled_at)
                    """, registryId.toLowerCase(Locale.ROOT), pull.repository(), pull.digest(), at);
        }
    }

    /** When the image was last pulled from the repository. */
    public Optional<Instant> pulledAt(String registryId, String repository, String digest) {
        return database.read(sql -> sql.first(
                "SELECT pulled_at FROM image_use WHERE registry_key = ? AND repository = ? AND digest = ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                registryId.toLowerCase(Locale.ROOT),
                repository,
                digest));
    }

    /** When the image was last wanted anywhere: the latest push or pull that was told of; empty where it lies nowhere. */
    public Optional<Instant> wantedAt(long image) {
        return database.read(sql -> sql.first("""
                SELECT max(max(p.seen_at, coalesce((SELECT u.pulled_at FROM image_use u
                    WHERE u.registry_key = r.registry_key AND u.repository = p.repository AND u.digest = i.digest), 0)))
                FROM image_presence p JOIN image i ON i.id = p.image JOIN registry_seen r ON r.id = p.registry
                WHERE p.image = ? AND p.valid_to IS NULL
                HAVING count(*) > 0
                """, row -> Instant.ofEpochMilli(row.getLong(1)), image));
    }
}
