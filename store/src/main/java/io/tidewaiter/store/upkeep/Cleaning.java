package io.tidewaiter.store.upkeep;

import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes out of the state what is older than it has to remember, and what nothing refers to any more. What holds now, the
 * meter and the audit are never touched. Each step takes a bounded number of rows, so that nobody waits long behind it.
 *
 * <p>The newest row of a table that others follow by its number is kept, because SQLite would give its number away again.
 */
public final class Cleaning {
    private static final int ROWS_AT_ONCE = 5_000;
    private static final int PACKAGES_AT_ONCE = 500;

    private final Database database;
    private final Clock clock;

    public Cleaning(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How long the past is kept.
     *
     * @param history intervals that have ended, and images that lie nowhere any more: how far {@code asOf} reaches back
     * @param work events that were worked on and jobs that are done
     */
    public record Retention(Duration history, Duration work) {
        /** A year of history, a month of work. */
        public static final Retention USUAL = new Retention(Duration.ofDays(365), Duration.ofDays(30));
    }

    /** One kind of row and how to find those that can go; the time is bound first, the number of rows second. */
    private record Step(String what, String statement, boolean isWork) {}

    private static final List<Step> STEPS = List.of(
            work("intake_log", "done_at < ?"),
            work("announcement", "finished_at < ?"),
            work("scan_job", "state = 'done' AND finished_at < ?"),
            history("image_deletion", "deleted_at < ?"),
            history("image_presence", "valid_to < ?"),
            history("image_verdict", "valid_to < ?"),
            history("image_package", "valid_to < ?"),
            history("package_match", "valid_to < ?"),
            history("judgement", "valid_to < ?"),
            history("arm_resource", "valid_to < ?"),
            history("registry_history", "valid_to < ?"),
            history("recommendation", "valid_to < ?"),
            history("plan_history", "valid_to < ?"),
            history("role_assignment_history", "valid_to < ?"),
            history("subscription_history", "valid_to < ?"),
            new Step("image_use", """
                    DELETE FROM image_use WHERE (registry_key, repository, digest) IN (
                        SELECT u.registry_key, u.repository, u.digest FROM image_use u
                        WHERE u.pulled_at < ? AND NOT EXISTS (
                            SELECT 1 FROM image i JOIN image_presence p ON p.image = i.id AND p.valid_to IS NULL
                            WHERE i.digest = u.digest AND p.repository = u.repository)
                        LIMIT ?)""", false),
            ofImage("image_package", "image"),
            ofImage("image_verdict", "image"),
            ofImage("image_contents", "image"),
            ofImage("image_chain", "image"),
            history("image", """
                    scanned_at < ? AND NOT EXISTS (SELECT 1 FROM image_presence p WHERE p.image = image.id)
                      AND NOT EXISTS (SELECT 1 FROM image_package p WHERE p.image = image.id)
                      AND NOT EXISTS (SELECT 1 FROM image_verdict v WHERE v.image = image.id)
                      AND NOT EXISTS (SELECT 1 FROM image_contents k WHERE k.image = image.id)
                      AND NOT EXISTS (SELECT 1 FROM image_chain h WHERE h.image = image.id)"""));

    private static Step work(String table, String condition) {
        return new Step(table, delete(table, condition), true);
    }

    private static Step history(String table, String condition) {
        return new Step(table, delete(table, condition), false);
    }

    /** What belongs to images that have lain nowhere for longer than is remembered. */
    private static Step ofImage(String table, String column) {
        return new Step(table + " of images that are gone", """
                DELETE FROM %s WHERE rowid IN (
                    SELECT t.rowid FROM %s t JOIN image i ON i.id = t.%s
                    WHERE i.scanned_at < ? AND NOT EXISTS (SELECT 1 FROM image_presence p WHERE p.image = i.id)
                    LIMIT ?)""".formatted(table, table, column), false);
    }

    private static String delete(String table, String condition) {
        return """
                DELETE FROM %s WHERE id IN (
                    SELECT id FROM %s WHERE (%s) AND id < (SELECT max(id) FROM %s) LIMIT ?)""".formatted(table, table, condition, table);
    }

    /** Takes out everything that can go now; how many rows of what. */
    public Map<String, Long> run(Retention retention) {
        Instant now = clock.instant();
        Map<String, Long> taken = new LinkedHashMap<>();
        for (Step step : STEPS) {
            Instant before = now.minus(step.isWork() ? retention.work() : retention.history());
            long rows = 0;
            for (long more = ROWS_AT_ONCE; more == ROWS_AT_ONCE; rows += more) {
                more = database.write(sql -> (long) sql.update(step.statement(), before, ROWS_AT_ONCE));
            }
            taken.merge(step.what(), rows, Long::sum);
        }
        taken.put("package_match of packages that no image contains", matchesOfNothing());
        taken.put(
                "package_version",
                unreferenced(
                        "package_version",
                        List.of(
                                "SELECT package_version FROM image_package",
                                "SELECT package_version FROM package_match")));
        taken.put("evidence_place", unreferenced("evidence_place", List.of("SELECT evidence FROM image_package")));
        taken.put(
                "package_context",
                unreferenced(
                        "package_context", List.of("SELECT context FROM package_version WHERE context IS NOT NULL")));
        taken.put(
                "coverage",
                unreferenced(
                        "coverage",
                        List.of(
                                "SELECT coverage FROM image_verdict",
                                "SELECT reading FROM image WHERE reading IS NOT NULL")));
        taken.put("vulnerability", unreferenced("vulnerability", List.of("SELECT vulnerability FROM package_match")));
        return taken;
    }

    /** What speaks for a package version that no image contains, or contained as far as is remembered, speaks for nothing. */
    private long matchesOfNothing() {
        List<Long> ids = database.read(sql -> sql.list(
                "SELECT package_version FROM package_match EXCEPT SELECT package_version FROM image_package",
                row -> row.getLong(1)));
        long rows = 0;
        for (int from = 0; from < ids.size(); from += PACKAGES_AT_ONCE) {
            List<Long> part = ids.subList(from, Math.min(ids.size(), from + PACKAGES_AT_ONCE));
            rows += database.write(sql -> {
                long gone = 0;
                for (long id : part) {
                    gone += sql.update("""
                            DELETE FROM package_match WHERE package_version = ?
                              AND NOT EXISTS (SELECT 1 FROM image_package c WHERE c.package_version = ?)
                              AND id < (SELECT max(id) FROM package_match)
                            """, id, id);
                }
                return gone;
            });
        }
        return rows;
    }

    /**
     * Rows that nothing refers to: found on a reader's connection, because that reads whole tables, and taken out only
     * where a foreign key does not say that somebody has come to need one meanwhile.
     */
    private long unreferenced(String table, List<String> references) {
        String query = "SELECT id FROM " + table + " EXCEPT " + String.join(" EXCEPT ", references);
        List<Long> ids = database.read(sql -> sql.list(query, row -> row.getLong(1)));
        long rows = 0;
        for (int from = 0; from < ids.size(); from += ROWS_AT_ONCE) {
            List<Long> part = ids.subList(from, Math.min(ids.size(), from + ROWS_AT_ONCE));
            rows += database.write(sql -> delete(sql, table, references, part));
        }
        return rows;
    }

    private static long delete(Sql sql, String table, List<String> references, List<Long> ids) throws SQLException {
        StringBuilder statement = new StringBuilder("DELETE FROM ")
                .append(table)
                .append(" WHERE id = ?")
                .append(" AND id < (SELECT max(id) FROM ")
                .append(table)
                .append(')');
        for (String reference : references) {
            int column = reference.indexOf(' ') + 1;
            String name = reference.substring(column, reference.indexOf(' ', column));
            statement
                    .append(" AND NOT EXISTS (")
                    .append(reference)
                    .append(reference.contains(" WHERE ") ? " AND " : " WHERE ")
                    .append(name)
                    .append(" = ")
                    .append(table)
                    .append(".id)");
        }
        long rows = 0;
        for (long id : ids) {
            rows += sql.update(statement.toString(), id);
        }
        return rows;
    }
}
