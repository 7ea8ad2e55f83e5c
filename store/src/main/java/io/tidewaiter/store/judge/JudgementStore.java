package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.Audit;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules, exemptions and VEX documents. A change is one transaction with its line in the audit, and every read that begins
 * after it shows what follows from it: nothing is computed ahead.
 */
public final class JudgementStore {
    static final String COLUMNS = """
            SELECT id, kind, resource_id, scope, name, body, pending, created_by, created_at, changed_by, approved_by,
                valid_from, valid_to, expires_at
            FROM judgement
            """;

    private final Database database;
    private final Clock clock;
    private final RuleBook book;

    public JudgementStore(Database database, Clock clock, RuleBook book) {
        this.database = database;
        this.clock = clock;
        this.book = book;
    }

    /** What became of a change. */
    public sealed interface Outcome {
        /** It is written. */
        record Written(Judgement judgement, boolean created) implements Outcome {}

        /** Somebody else wrote in the meantime, or there is nothing to match. */
        record Mismatch() implements Outcome {}

        /** There is no such resource. */
        record Absent() implements Outcome {}

        /** It may not be done by this caller, or not in this state. */
        record Refused(String why) implements Outcome {}
    }

    static Judgement read(ResultSet row) throws SQLException {
        long validTo = row.getLong(13);
        long expires = row.getLong(14);
        return new Judgement(
                row.getLong(1),
                Judgement.Kind.of(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7) != 0,
                row.getString(8),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getString(10),
                row.getString(11),
                Instant.ofEpochMilli(row.getLong(12)),
                validTo == 0 ? null : Instant.ofEpochMilli(validTo),
                expires == 0 ? null : Instant.ofEpochMilli(expires));
    }

    /** The rules in force now. */
    public RuleSet rules() {
        return database.read(book::current);
    }

    /** The resource as it is, or as it was at a time. */
    public Optional<Judgement> get(String id, @Nullable Instant asOf) {
        return database.read(sql -> asOf == null
                ? now(sql, key(id))
                : sql.first(
                        COLUMNS + " WHERE resource_key = ? AND kind <> 'removed' AND valid_from <= ?"
                                + " AND (valid_to IS NULL OR valid_to > ?)",
                        JudgementStore::read,
                        key(id),
                        asOf,
                        asOf));
    }

    /** The versions of a resource, the latest first. */
    public List<Judgement> history(String id, int max) {
        return database.read(sql -> sql.list(
                COLUMNS + " WHERE resource_key = ? AND kind <> 'removed' ORDER BY id DESC LIMIT ?",
                JudgementStore::read,
                key(id),
                max));
    }

    /**
     * Resources of a kind at a scope and below it, by id.
     *
     * @param after the id of the last one that was seen; empty for the first
     */
    public List<Judgement> list(Judgement.Kind kind, String scope, @Nullable Instant asOf, String after, int max) {
        String prefix = scope.equals("/") ? "" : key(scope);
        String from = after.isEmpty() ? prefix + "/" : key(after);
        // '0' is the character after '/': between the two lies everything at the scope and below it.
        String range = " WHERE kind = ? AND resource_key > ? AND resource_key < ? ";
        return database.read(sql -> asOf == null
                ? sql.list(
                        COLUMNS + range + "AND valid_to IS NULL ORDER BY resource_key LIMIT ?",
                        JudgementStore::read,
                        kind.word(),
                        from,
                        prefix + "0",
                        max)
                : sql.list(
                        COLUMNS + range
                                + "AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY resource_key LIMIT ?",
                        JudgementStore::read,
                        kind.word(),
                        from,
                        prefix + "0",
                        asOf,
                        asOf,
                        max));
    }

    /**
     * Writes a resource.
     *
     * @param when what must hold of the version that is there
     */
    public Outcome put(Judgement.Draft draft, Precondition when, String by) {
        return database.write(sql -> {
            Optional<Judgement> before = now(sql, key(draft.id()));
            if (!when.holds(before.map(Judgement::etag))) {
                return new Outcome.Mismatch();
            }
            Instant now = clock.instant();
            close(sql, draft.id(), now);
            String id = before.map(Judgement::id).orElse(draft.id());
            Judgement written = open(
                    sql,
                    new Judgement(
                            0,
                            draft.kind(),
                            id,
                            draft.scope(),
                            before.map(Judgement::name).orElse(draft.name()),
                            draft.body(),
                            draft.pending(),
                            before.map(Judgement::createdBy).orElse(by),
                            before.map(Judgement::createdAt).orElse(now),
                            by,
                            "",
                            now,
                            null,
                            null));
            audit(sql, by, before.isPresent() ? "update" : "create", id, draft.body());
            return new Outcome.Written(written, before.isEmpty());
        });
    }

    /** Lets a pending resource take effect; nobody approves what they wrote themselves. */
    public Outcome approve(String id, Precondition when, String by) {
        return database.write(sql -> {
            Optional<Judgement> before = now(sql, key(id));
            if (before.isEmpty()) {
                return new Outcome.Absent();
            }
            if (!when.holds(before.map(Judgement::etag))) {
                return new Outcome.Mismatch();
            }
            Judgement pending = before.get();
            if (!pending.pending()) {
                return new Outcome.Refused("it does not wait for an approval");
            }
            if (pending.changedBy().equalsIgnoreCase(by)) {
                return new Outcome.Refused("another person than the one who wrote it has to approve it");
            }
            Instant now = clock.instant();
            close(sql, id, now);
            Judgement written = open(
                    sql,
                    new Judgement(
                            0,
                            pending.kind(),
                            pending.id(),
                            pending.scope(),
                            pending.name(),
                            pending.body(),
                            false,
                            pending.createdBy(),
                            pending.createdAt(),
                            pending.changedBy(),
                            by,
                            now,
                            null,
                            null));
            audit(sql, by, "approve", pending.id(), "written by " + pending.changedBy());
            return new Outcome.Written(written, false);
        });
    }

    /** Removes a resource; what it hid counts again. Its history stays. */
    public Outcome delete(String id, Precondition when, String by) {
        return database.write(sql -> {
            Optional<Judgement> before = now(sql, key(id));
            if (before.isEmpty()) {
                return new Outcome.Absent();
            }
            if (!when.holds(before.map(Judgement::etag))) {
                return new Outcome.Mismatch();
            }
            Instant now = clock.instant();
            close(sql, id, now);
            sql.update("""
                    INSERT INTO judgement (resource_key, resource_id, kind, scope, name, body, pending, created_by,
                        created_at, changed_by, approved_by, valid_from, valid_to)
                    VALUES (?, ?, 'removed', '', '', '', 0, ?, ?, ?, '', ?, ?)
                    """, key(id), before.get().id(), by, now, by, now, now);
            Changes.note(sql, now, new Change(ChangeKind.JUDGEMENT, key(id)));
            audit(sql, by, "delete", before.get().id(), "");
            return new Outcome.Written(before.get(), false);
        });
    }

    /**
     * VEX documents that hang on images of which no registry holds one any more.
     *
     * @param marker what the id of such a document contains
     */
    public List<String> attachedToNothing(String marker) {
        return database.read(sql -> sql.list("""
                SELECT j.resource_id FROM judgement j
                WHERE j.kind = 'vex' AND j.valid_to IS NULL AND instr(j.resource_key, ?) > 0
                  AND NOT EXISTS (
                    SELECT 1 FROM json_each(j.body, '$.attached.images') d
                    JOIN image i ON i.digest = d.value
                    JOIN image_presence p ON p.image = i.id AND p.valid_to IS NULL)
                """, row -> row.getString(1), key(marker)));
    }

    /** Notes in the change sequence which rules have expired since this was last called; how many. */
    public int noteExpired() {
        Instant now = clock.instant();
        boolean any = database.read(sql -> sql.number("""
                        SELECT count(*) FROM judgement WHERE valid_to IS NULL AND expiry_noted = 0 AND expires_at <= ?
                        """, now)) > 0;
        return !any
                ? 0
                : database.write(sql -> {
                    List<String> expired = sql.list("""
                    UPDATE judgement SET expiry_noted = 1
                    WHERE valid_to IS NULL AND expiry_noted = 0 AND expires_at <= ? RETURNING resource_key
                    """, row -> row.getString(1), now);
                    for (String key : expired) {
                        Changes.note(sql, now, new Change(ChangeKind.JUDGEMENT, key));
                    }
                    return expired.size();
                });
    }

    private static @Nullable Instant expiry(Judgement judgement) {
        return RuleBook.parsed(judgement).stream()
                .findFirst()
                .map(Rule::expires)
                .orElse(null);
    }

    private static Optional<Judgement> now(Sql sql, String key) throws SQLException {
        return sql.first(COLUMNS + " WHERE resource_key = ? AND valid_to IS NULL", JudgementStore::read, key);
    }

    private static void close(Sql sql, String id, Instant now) throws SQLException {
        sql.update("UPDATE judgement SET valid_to = ? WHERE resource_key = ? AND valid_to IS NULL", now, key(id));
    }

    private static Judgement open(Sql sql, Judgement next) throws SQLException {
        Instant expires = expiry(next);
        long version = sql.insert(
                        """
                        INSERT INTO judgement (resource_key, resource_id, kind, scope, name, body, expires_at, pending,
                            created_by, created_at, changed_by, approved_by, valid_from)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                        """,
                        key(next.id()),
                        next.id(),
                        next.kind().word(),
                        next.scope(),
                        next.name(),
                        next.body(),
                        expires,
                        next.pending(),
                        next.createdBy(),
                        next.createdAt(),
                        next.changedBy(),
                        next.approvedBy(),
                        next.changedAt())
                .orElseThrow();
        Changes.note(sql, next.changedAt(), new Change(ChangeKind.JUDGEMENT, key(next.id())));
        return new Judgement(
                version,
                next.kind(),
                next.id(),
                next.scope(),
                next.name(),
                next.body(),
                next.pending(),
                next.createdBy(),
                next.createdAt(),
                next.changedBy(),
                next.approvedBy(),
                next.changedAt(),
                null,
                expires);
    }

    private void audit(Sql sql, String by, String action, String resource, String detail) throws SQLException {
        String kept = detail.length() > 4_000 ? detail.substring(0, 4_000) : detail;
        Audit.append(sql, clock.instant(), by, new Audit.Change(action, resource, kept));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
