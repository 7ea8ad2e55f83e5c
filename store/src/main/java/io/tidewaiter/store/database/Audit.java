package io.tidewaiter.store.database;

import java.sql.SQLException;
import java.time.Instant;

/** The record of every change, appended in the transaction of the change and never altered. */
public final class Audit {
    private Audit() {}

    /**
     * Appends one line.
     *
     * @param by who changed it: the client id of a program, the object id of a person
     */
    public static void append(Sql sql, Instant at, String by, Change change) throws SQLException {
        sql.update(
                "INSERT INTO audit (changed_at, changed_by, action, resource, detail) VALUES (?, ?, ?, ?, ?)",
                at,
                by,
                change.action(),
                change.resource(),
                change.detail());
    }

    /** What changed: {@code action} is create, update or delete; {@code resource} is an id or a kind with a name; {@code detail} holds no secret. */
    public record Change(String action, String resource, String detail) {}
}
