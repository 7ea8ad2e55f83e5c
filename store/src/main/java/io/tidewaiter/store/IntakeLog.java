package io.tidewaiter.store;

import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.store.announce.ImageUse;
import io.tidewaiter.store.announce.RegistryNotice;
import io.tidewaiter.store.announce.WebhookRelay;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.sync.SyncStore;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Push events as registries sent them: written down before they are answered, worked on afterwards. */
public final class IntakeLog {
    private final Database database;
    private final Clock clock;
    private final ScanQueue queue;

    IntakeLog(Database database, Clock clock, ScanQueue queue) {
        this.database = database;
        this.clock = clock;
        this.queue = queue;
    }

    /**
     * An event that was written down.
     *
     * @param kind who sends bodies of this form
     * @param body as it came
     */
    public record Entry(long id, String registryId, String kind, byte[] body, Instant receivedAt) {}

    /**
     * Something that a registry no longer holds.
     *
     * @param tag empty where none is named
     * @param digest empty where none is named
     */
    public record Deletion(String registryId, String repository, String tag, String digest) {}

    /** Writes an event down; returns its number after it is on disk. */
    public long append(String registryId, String kind, byte[] body) {
        return database.write(
                // Events keep their order although the clock may be set back: what follows from them compares their
                // times.
                sql -> sql.insert("""
                        INSERT INTO intake_log (registry_id, kind, body, received_at)
                        SELECT ?, ?, ?, max(?, coalesce(
                            (SELECT received_at FROM intake_log ORDER BY id DESC LIMIT 1), 0)) RETURNING id
                        """, registryId, kind, body, clock.instant()).orElseThrow());
    }

    /** Events that nobody has worked on yet, oldest first. */
    public List<Entry> pending(int max) {
        return database.read(sql -> sql.list(
                """
                SELECT id, registry_id, kind, body, received_at FROM intake_log
                WHERE done_at IS NULL ORDER BY id LIMIT ?
                """,
                row -> new Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getBytes(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                max));
    }

    /**
     * What follows from an event.
     *
     * @param requests what is to be scanned; one that is waiting already is not added again
     * @param deletions take effect at once
     * @param pulls images that somebody else than us pulled
     * @param notices what is passed on to the registry's webhooks
     * @param note what became of the event, for people
     */
    public record Consequences(
            List<ScanRequest> requests,
            List<Deletion> deletions,
            List<ImageUse.Pull> pulls,
            List<RegistryNotice> notices,
            String note) {
        public Consequences {
            requests = List.copyOf(requests);
            deletions = List.copyOf(deletions);
            pulls = List.copyOf(pulls);
            notices = List.copyOf(notices);
        }
    }

    /** As the other one, where nothing was pulled and nothing is passed on. */
    public void done(long entryId, List<ScanRequest> requests, List<Deletion> deletions, String note) {
        done(entryId, new Consequences(requests, deletions, List.of(), List.of(), note));
    }

    /**
     * Takes an event's consequences and the event off the list, in one transaction. Doing an event twice does nothing
     * the second time.
     */
    public void done(long entryId, Consequences all) {
        database.write(sql -> {
            Optional<String> registryId = sql.first(
                    "UPDATE intake_log SET done_at = ?, note = ? WHERE id = ? AND done_at IS NULL RETURNING registry_id",
                    row -> row.getString(1),
                    clock.instant(),
                    all.note(),
                    entryId);
            if (registryId.isEmpty()) {
                return false;
            }
            for (Deletion deletion : all.deletions()) {
                apply(sql, entryId, deletion);
            }
            for (ScanRequest request : all.requests()) {
                queue.add(sql, request);
            }
            ImageUse.pulled(sql, registryId.get(), all.pulls(), clock.instant());
            WebhookRelay.relay(sql, entryId, registryId.get(), all.notices(), clock.instant());
            return true;
        });
        queue.wake();
    }

    /**
     * What a listing of a repository says.
     *
     * @param askedAt before the registry was asked, so that an event which came meanwhile counts for more
     * @param requests what is to be scanned
     * @param deletions what the registry confirmed to be gone
     * @param tags the digest under each tag; what the next listing compares with
     */
    public record Listed(
            Instant askedAt, List<ScanRequest> requests, List<Deletion> deletions, Map<String, String> tags) {
        public Listed {
            requests = List.copyOf(requests);
            deletions = List.copyOf(deletions);
            tags = Map.copyOf(tags);
        }
    }

    /** Writes down what a listing of a repository says, with all that follows, in one transaction. */
    public void listed(String registryId, String repository, Listed listed) {
        database.write(sql -> {
            if (!listed.deletions().isEmpty()) {
                long entry = sql.insert(
                                """
                                INSERT INTO intake_log (registry_id, kind, body, received_at, done_at, note)
                                VALUES (?, 'listing', ?, ?, ?, ?) RETURNING id
                                """,
                                registryId,
                                repository.getBytes(StandardCharsets.UTF_8),
                                listed.askedAt(),
                                clock.instant(),
                                "gone from " + repository + ": "
                                        + listed.deletions().size())
                        .orElseThrow();
                for (Deletion deletion : listed.deletions()) {
                    apply(sql, entry, deletion);
                }
            }
            for (ScanRequest request : listed.requests()) {
                queue.addListed(sql, request);
            }
            SyncStore.writeListed(sql, registryId, repository, listed.tags());
            return true;
        });
        queue.wake();
    }

    /**
     * A digest takes the manifest with all its tags; a tag alone only stops pointing, the manifest stays; neither takes
     * the whole repository. What the registry was seen to hold after the event stays.
     */
    private void apply(Sql sql, long entryId, Deletion deletion) throws SQLException {
        Instant now = clock.instant();
        String key = deletion.registryId().toLowerCase(Locale.ROOT);
        sql.update("""
                INSERT INTO image_deletion (registry_key, repository, tag, digest, deleted_at)
                SELECT ?, ?, ?, ?, received_at FROM intake_log WHERE id = ?
                """, key, deletion.repository(), deletion.tag(), deletion.digest(), entryId);
        if (!deletion.digest().isEmpty()) {
            noteGone(
                    sql,
                    now,
                    sql.list("""
                    UPDATE image_presence SET valid_to = ?
                    WHERE valid_to IS NULL AND registry = (SELECT id FROM registry_seen WHERE registry_key = ?)
                      AND repository = ? AND image = (SELECT id FROM image WHERE digest = ?)
                      AND seen_at <= (SELECT received_at FROM intake_log WHERE id = ?)
                    RETURNING image
                    """, row -> row.getLong(1), now, key, deletion.repository(), deletion.digest(), entryId));
            return;
        }
        noteGone(
                sql,
                now,
                sql.list(
                        """
                UPDATE image_presence SET valid_to = ?
                WHERE valid_to IS NULL AND registry = (SELECT id FROM registry_seen WHERE registry_key = ?)
                  AND repository = ? AND (tag = ? OR ? = '')
                  AND seen_at <= (SELECT received_at FROM intake_log WHERE id = ?)
                RETURNING image
                """,
                        row -> row.getLong(1),
                        now,
                        key,
                        deletion.repository(),
                        deletion.tag(),
                        deletion.tag(),
                        entryId));
    }

    /** At the very time at which their places end, so that whoever follows the changes can look at the moment before. */
    private static void noteGone(Sql sql, Instant now, List<Long> images) throws SQLException {
        for (long image : new TreeSet<>(images)) {
            Changes.note(sql, now, Change.image(image));
        }
    }
}
