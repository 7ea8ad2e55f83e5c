package io.tidewaiter.store.announce;

import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The outbox: what is to be told, and what became of it. At most {@value #WAITING_MAX} wait for a target; what comes then
 * is not kept, and one row says so.
 */
public final class Outbox {
    /** The most that wait for one target. */
    public static final int WAITING_MAX = 10_000;

    private static final String COLUMNS = """
            SELECT id, target_id, action, event_id, kind, subject, body, state, created_at, attempt, status, note,
                finished_at
            FROM announcement
            """;

    private final Database database;
    private final Clock clock;

    public Outbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Writes announcements down; how many were new. */
    public int add(List<Announcement.Draft> drafts) {
        return database.write(sql -> add(sql, drafts, clock.instant()));
    }

    /** Writes announcements down within a transaction. */
    static int add(Sql sql, List<Announcement.Draft> drafts, Instant now) throws SQLException {
        int added = 0;
        for (Announcement.Draft draft : drafts) {
            boolean full = sql.number(
                            "SELECT count(*) FROM announcement WHERE target_key = ? AND state = 'waiting'",
                            key(draft.targetId()))
                    >= WAITING_MAX;
            added += full ? overflow(sql, draft, now) : insert(sql, draft, "waiting", now);
        }
        return added;
    }

    private static int insert(Sql sql, Announcement.Draft draft, String state, Instant now) throws SQLException {
        return sql.update(
                """
                INSERT INTO announcement
                    (target_key, target_id, action, event_id, kind, subject, body, created_at, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                key(draft.targetId()),
                draft.targetId(),
                draft.action(),
                draft.eventId(),
                draft.kind(),
                draft.subject(),
                draft.body(),
                now,
                state,
                now);
    }

    private static int overflow(Sql sql, Announcement.Draft draft, Instant now) throws SQLException {
        Announcement.Draft told =
                new Announcement.Draft(draft.targetId(), 0, "overflow", "overflow", draft.subject(), "{}");
        insert(sql, told, "failed", now);
        sql.update(
                """
                UPDATE announcement SET finished_at = ?, attempt = attempt + 1, note = ?
                WHERE target_key = ? AND action = 0 AND event_id = 'overflow'
                """,
                now,
                "more than " + WAITING_MAX + " wait; attempts counts what was not kept",
                key(draft.targetId()));
        return 0;
    }

    /** What is due, oldest first, at most one of each target. */
    public List<Announcement> due(int max) {
        return database.read(sql -> sql.list(COLUMNS + """
                WHERE id IN (SELECT min(id) FROM announcement WHERE state = 'waiting' AND due_at <= ?
                    GROUP BY target_key, action)
                ORDER BY due_at, id LIMIT ?
                """, Outbox::read, clock.instant(), max));
    }

    /** How long until something is due; empty where nothing waits. */
    public Optional<Duration> untilDue() {
        return database.read(sql -> sql.first(
                        "SELECT due_at FROM announcement WHERE state = 'waiting' ORDER BY due_at LIMIT 1",
                        row -> Instant.ofEpochMilli(row.getLong(1)))
                .map(due -> Duration.between(clock.instant(), due)));
    }

    /** It was heard. */
    public void sent(Announcement one, int status) {
        finish(one, "sent", status, "");
    }

    /** It is given up. */
    public void failed(Announcement one, int status, String why) {
        finish(one, "failed", status, why);
    }

    private void finish(Announcement one, String state, int status, String note) {
        database.write(sql -> sql.update("""
                UPDATE announcement SET state = ?, status = ?, note = ?, attempt = attempt + 1, finished_at = ?
                WHERE id = ? AND state = 'waiting'
                """, state, status, note, clock.instant(), one.id()));
    }

    /** It was not heard, and is told again; whatever else waits for the same target waits as long. */
    public void retry(Announcement one, Duration delay, int status, String why) {
        database.write(sql -> {
            Instant due = clock.instant().plus(delay);
            sql.update(
                    "UPDATE announcement SET attempt = attempt + 1, status = ?, note = ? WHERE id = ?",
                    status,
                    why,
                    one.id());
            return sql.update("""
                    UPDATE announcement SET due_at = ? WHERE target_key = ? AND action = ? AND state = 'waiting'
                      AND due_at < ?
                    """, due, key(one.draft().targetId()), one.draft().action(), due);
        });
    }

    /** What a target was told and is to be told, the newest first. */
    public List<Announcement> of(String targetId, int max) {
        return database.read(sql ->
                sql.list(COLUMNS + "WHERE target_key = ? ORDER BY id DESC LIMIT ?", Outbox::read, key(targetId), max));
    }

    /** The same of all targets at a scope and below it; before a row, or {@link Long#MAX_VALUE}. */
    public List<Announcement> below(String scope, long before, int max) {
        String prefix = scope.equals("/") ? "" : key(scope);
        return database.read(sql -> sql.list(
                COLUMNS + "WHERE id < ? AND target_key > ? AND target_key < ? ORDER BY id DESC LIMIT ?",
                Outbox::read,
                before,
                prefix + "/",
                prefix + "0",
                max));
    }

    // The change sequence

    /** The last change that was told of; empty while nobody wants to hear. */
    public Optional<Cursor> cursor() {
        return database.read(sql -> sql.first(
                "SELECT change, until, image FROM announcement_cursor",
                row -> new Cursor(row.getLong(1), row.getLong(2), row.getLong(3))));
    }

    /**
     * How far the change sequence has been told.
     *
     * @param change everything up to this one is told of
     * @param until the last change of the stretch that is being told of; 0 for none
     * @param image the last image of that stretch that was told of
     */
    public record Cursor(long change, long until, long image) {
        /** Between two stretches. */
        public static Cursor at(long change) {
            return new Cursor(change, 0, 0);
        }
    }

    /** What was found while following the changes up to one: written with the place where to go on. */
    public void followed(Cursor cursor, List<Announcement.Draft> drafts, List<Told> told) {
        database.write(sql -> {
            Instant now = clock.instant();
            sql.update("""
                    INSERT INTO announcement_cursor (id, change, until, image) VALUES (1, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE
                    SET change = excluded.change, until = excluded.until, image = excluded.image
                    """, cursor.change(), cursor.until(), cursor.image());
            for (Told one : told) {
                sql.update("""
                        INSERT INTO announced (target_key, subject_key, hash) VALUES (?, ?, ?)
                        ON CONFLICT (target_key, subject_key) DO UPDATE SET hash = excluded.hash
                        """, key(one.targetId()), key(one.subject()), one.hash());
            }
            return add(sql, drafts, now);
        });
    }

    /** Nobody wants to hear: the next who does begins with what happens then. */
    public void forgetCursor() {
        database.write(sql -> {
            sql.update("DELETE FROM announced");
            return sql.update("DELETE FROM announcement_cursor");
        });
    }

    /** What a target was told of a subject, as a hash. */
    public record Told(String targetId, String subject, String hash) {}

    /** The hash of what a target was last told of a subject. */
    public Optional<String> told(String targetId, String subject) {
        return database.read(sql -> sql.first(
                "SELECT hash FROM announced WHERE target_key = ? AND subject_key = ?",
                row -> row.getString(1),
                key(targetId),
                key(subject)));
    }

    private static Announcement read(ResultSet row) throws SQLException {
        long finished = row.getLong(13);
        return new Announcement(
                row.getLong(1),
                new Announcement.Draft(
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)),
                Announcement.State.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getInt(10),
                row.getInt(11),
                row.getString(12),
                finished == 0 ? null : Instant.ofEpochMilli(finished));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
