package io.tidewaiter.store.arm;

import io.tidewaiter.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Reads the audit: {@link io.tidewaiter.store.database.Audit} is written with each change, and triggers keep it as it is. */
public final class AuditTrail {
    private final Database database;

    public AuditTrail(Database database) {
        this.database = database;
    }

    /**
     * A change of a resource.
     *
     * @param by the client id of who made it, or which part of the service did
     * @param action {@code create}, {@code update}, {@code delete}
     * @param resource an ARM id
     */
    public record Entry(long id, Instant at, String by, String action, String resource, String detail) {}

    /**
     * The changes of a resource and of everything below it, the latest first.
     *
     * @param scope an ARM id; {@code /} for all
     * @param before only entries with a smaller id; {@link Long#MAX_VALUE} for the latest
     */
    public List<Entry> of(String scope, long before, int max) {
        String key = scope.equals("/") ? "" : scope.toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return database.read(sql -> sql.list("""
                    SELECT id, changed_at, changed_by, action, resource, detail FROM audit
                    WHERE id < ? ORDER BY id DESC LIMIT ?
                    """, AuditTrail::entry, before, max));
        }
        return database.read(
                sql -> sql.list("""
                SELECT id, changed_at, changed_by, action, resource, detail FROM audit
                WHERE id < ? AND (lower(resource) = ? OR (lower(resource) >= ? AND lower(resource) < ?))
                ORDER BY id DESC LIMIT ?
                """, AuditTrail::entry, before, key, key + "/", key + "0", max)); // '0' follows '/'
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
