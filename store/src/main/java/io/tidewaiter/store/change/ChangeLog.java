package io.tidewaiter.store.change;

import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the change sequence, together with the state that it leads to. */
public final class ChangeLog {
    private static final String ENTRIES = "SELECT id, kind, key, changed_at FROM state_change ";

    private final Database database;

    public ChangeLog(Database database) {
        this.database = database;
    }

    /** A change with its place in the sequence. */
    public record Entry(long id, Change change, Instant at) {}

    /**
     * What the sequence holds.
     *
     * @param first the oldest change that is still there; 0 where there was never one
     * @param last the newest one; 0 where there was never one
     */
    public record Span(long first, long last) {
        /** Whether a follower that has applied all up to a change can go on from there. */
        public boolean continues(long applied) {
            return applied <= last && applied >= first - 1;
        }
    }

    /**
     * Reads changes and what they changed from one consistent picture of the state. The connection is one of few: the
     * work does not wait for anything else.
     */
    public <T> T read(Database.Work<T> work) {
        return database.read(work);
    }

    /** What the sequence holds now. */
    public Span span() {
        return read(ChangeLog::span);
    }

    /** What the sequence holds in the picture that a connection sees. */
    public static Span span(Sql sql) throws SQLException {
        return new Span(
                sql.number("SELECT coalesce(min(id), 0) FROM state_change"),
                sql.number("SELECT coalesce(max(id), 0) FROM state_change"));
    }

    /** The changes that follow one, oldest first. */
    public static List<Entry> after(Sql sql, long applied, int max) throws SQLException {
        return sql.list(ENTRIES + "WHERE id > ? ORDER BY id LIMIT ?", ChangeLog::entry, applied, max);
    }

    /** The newest change; empty where there was never one. */
    public static Optional<Entry> newest(Sql sql) throws SQLException {
        return sql.first(ENTRIES + "ORDER BY id DESC LIMIT 1", ChangeLog::entry);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                new Change(ChangeKind.valueOf(row.getString(2)), row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    /** Forgets all changes up to one, except the newest of all. */
    public void prune(long upTo) {
        database.write(sql ->
                sql.update("DELETE FROM state_change WHERE id <= ? AND id < (SELECT max(id) FROM state_change)", upTo));
    }
}
