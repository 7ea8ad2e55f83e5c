package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meter, jobs, vulnerabilities and advisory databases: rows that stand for themselves. */
final class SmallTables {
    private static final String METERS =
            "SELECT id, registry_id, repository, digest, period, metered_at FROM meter WHERE id BETWEEN ? AND ?";
    private static final String JOBS = """
            SELECT id, registry_id, repository, tag, digest, state, attempt, received_at, finished_at, note
            FROM scan_job WHERE id BETWEEN ? AND ?
            """;
    private static final String VULNERABILITIES = """
            SELECT id, name, aliases, title, severity, severity_source, cvss, refs, published, known_exploited, epss
            FROM vulnerability WHERE id BETWEEN ? AND ?
            """;

    private final Sql graph;
    private final Rows.Opener open;

    SmallTables(Sql graph, Rows.Opener open) {
        this.graph = graph;
        this.open = open;
    }

    /** Everything of all of them. */
    void all(Sql state) throws SQLException {
        copy(state, new Copying("meter", METERS, SmallTables::meter), 0, Long.MAX_VALUE);
        copy(state, new Copying("job", JOBS, SmallTables::job), 0, Long.MAX_VALUE);
        copy(state, new Copying("vulnerability", VULNERABILITIES, SmallTables::vulnerability), 0, Long.MAX_VALUE);
        snapshots(state);
    }

    /** What a batch changed, and vulnerabilities that came since. */
    void follow(Sql state, Batch batch) throws SQLException {
        each(state, "meter", METERS, batch.meters, SmallTables::meter);
        each(state, "job", JOBS, batch.jobs, SmallTables::job);
        if (batch.advisories) {
            snapshots(state);
        }
        long known = graph.number("SELECT coalesce(max(no), 0) FROM vulnerability");
        copy(
                state,
                new Copying("vulnerability", VULNERABILITIES, SmallTables::vulnerability),
                known + 1,
                Long.MAX_VALUE);
        for (String name : batch.vulnerabilities) {
            double epss = state.first("SELECT epss FROM vulnerability WHERE name = ?", row -> row.getDouble(1), name)
                    .orElse(-1.0);
            for (String column : List.of(
                    "vulnerability SET epss = ? WHERE name = ?", "detail SET epss = ? WHERE vulnerability = ?")) {
                graph.update("UPDATE " + column, epss < 0 ? null : epss, name);
            }
        }
    }

    private void snapshots(Sql state) throws SQLException {
        graph.update("DELETE FROM snapshot");
        copy(
                state,
                new Copying(
                        "snapshot",
                        "SELECT id, digest, rank, feeds FROM advisory_snapshot WHERE id BETWEEN ? AND ?",
                        row -> new Object[] {row.getInt(1), row.getString(2), row.getLong(3), row.getString(4)}),
                0,
                Long.MAX_VALUE);
        graph.update("DELETE FROM reevaluation");
        String judged = """
                SELECT e.done_at, a.digest FROM reevaluation e JOIN advisory_snapshot a ON a.id = e.advisory
                WHERE e.id BETWEEN ? AND ?
                """;
        copy(
                state,
                new Copying("reevaluation", judged, row -> new Object[] {row.getLong(1), row.getString(2)}),
                0,
                Long.MAX_VALUE);
    }

    /** Makes a row of the graph of a row of the state. */
    private interface Form {
        @Nullable
        Object[] row(ResultSet row) throws SQLException;
    }

    /** A table of the graph, what it is read with between two numbers, and how. */
    private record Copying(String table, String query, Form form) {}

    private void each(Sql state, String table, String query, Set<Long> numbers, Form form) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        String those = numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "IN (", ")"));
        graph.update("DELETE FROM " + table + " WHERE no " + those);
        try (Rows rows = open.open(table)) {
            state.list(query.replace("BETWEEN ? AND ?", those), row -> {
                rows.row(form.row(row));
                return true;
            });
        }
    }

    private void copy(Sql state, Copying what, long first, long last) throws SQLException {
        List<@Nullable Object[]> read = new ArrayList<>();
        try (Rows rows = open.open(what.table())) {
            state.list(
                    what.query(),
                    row -> {
                        rows.row(what.form().row(row));
                        return read.isEmpty();
                    },
                    first,
                    last);
        }
    }

    private static @Nullable Object[] meter(ResultSet row) throws SQLException {
        String registry = row.getString(2);
        return new @Nullable Object[] {
            row.getLong(1),
            registry.toLowerCase(Locale.ROOT),
            subscription(registry),
            registry,
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6)
        };
    }

    private static @Nullable Object[] job(ResultSet row) throws SQLException {
        String registry = row.getString(2);
        long finished = row.getLong(9);
        return new @Nullable Object[] {
            row.getLong(1),
            registry.toLowerCase(Locale.ROOT),
            subscription(registry),
            registry,
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getInt(7),
            row.getLong(8),
            row.wasNull() || finished == 0 ? null : finished,
            row.getString(10)
        };
    }

    private static @Nullable Object[] vulnerability(ResultSet row) throws SQLException {
        double epss = row.getDouble(11);
        return new @Nullable Object[] {
            row.getInt(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            io.tidewaiter.vuln.Severity.valueOf(row.getString(5)).label(),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            Details.millis(row.getString(9)),
            row.getInt(10) != 0,
            epss < 0 ? null : epss
        };
    }

    private static String subscription(String registryId) {
        String[] segments = registryId.toLowerCase(Locale.ROOT).split("/", -1);
        return segments.length > 2 ? segments[2] : "";
    }
}
