package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who had which role at a time. */
public final class RoleHistory {
    /** What {@link #read} reads, in its order. */
    public static final String SELECT =
            "SELECT name, scope, role_definition_id, principal_id, principal_type, description, created_at, created_by FROM ";

    private final Database database;

    public RoleHistory(Database database) {
        this.database = database;
    }

    /** The assignment of a row. */
    public static RoleAssignment read(ResultSet row) throws SQLException {
        return new RoleAssignment(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8));
    }

    /** Writes what an assignment is from now on: what its current row says. */
    public static void begin(Sql sql, String id, Instant now) throws SQLException {
        end(sql, id, now);
        sql.update("""
                INSERT INTO role_assignment_history (assignment_key, name, scope, role_definition_id, principal_id,
                    principal_type, description, created_at, created_by, valid_from)
                SELECT assignment_key, name, scope, role_definition_id, principal_id, principal_type, description,
                    created_at, created_by, ?
                FROM role_assignment WHERE assignment_key = ?
                """, now, id.toLowerCase(Locale.ROOT));
    }

    /** Writes that an assignment is no more. */
    public static void end(Sql sql, String id, Instant now) throws SQLException {
        sql.update(
                "UPDATE role_assignment_history SET valid_to = ? WHERE assignment_key = ? AND valid_to IS NULL",
                now,
                id.toLowerCase(Locale.ROOT));
    }

    /** The id of the assignment of a name at a scope. */
    public static String id(String scope, String name) {
        String prefix = scope.equals("/") ? "" : scope;
        return prefix + "/providers/Microsoft.Authorization/roleAssignments/" + name;
    }

    /** The role assignment of a name at a scope, at a time. */
    public Optional<RoleAssignment> at(String scope, String name, Instant time) {
        return database.read(sql ->
                sql.first(SELECT + """
                role_assignment_history
                WHERE assignment_key = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
                """, RoleHistory::read, id(scope, name).toLowerCase(Locale.ROOT), time, time));
    }

    /** All role assignments at a time, by id. */
    public List<RoleAssignment> at(Instant time) {
        return database.read(sql -> sql.list(SELECT + """
                role_assignment_history WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY assignment_key
                """, RoleHistory::read, time, time));
    }
}
