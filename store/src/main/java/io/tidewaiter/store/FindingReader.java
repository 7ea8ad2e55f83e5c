package io.tidewaiter.store;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.RuleSubject;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.database.FindingColumns;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.vuln.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The findings of an image: what it contains, joined with what speaks for that. */
final class FindingReader {
    /** The inner part finds the keys of the page, the outer one everything about them. */
    private static final String FINDINGS = """
            SELECT m.vulnerability_name, m.ecosystem, m.subject_name, m.subject_version,
                m.fix_state, m.fixed_version, m.reasons, m.first_seen, c.valid_from,
                v.aliases, v.title, v.severity, v.severity_source, v.cvss, v.refs, v.published, v.known_exploited,
                v.epss,
                p.purl, p.ecosystem, p.name, p.version, p.source_name, p.source_version, p.architecture,
                e.path, c.evidence_layer, e.cataloger, c.introduced_by, v.weaknesses
            FROM (
                SELECT km.vulnerability_name, km.ecosystem, km.subject_name, km.subject_version
                FROM image_package kc JOIN package_match km ON km.package_version = kc.package_version
                WHERE kc.image = ? AND kc.valid_from <= ? AND (kc.valid_to IS NULL OR kc.valid_to > ?)
                  AND km.valid_from <= ? AND (km.valid_to IS NULL OR km.valid_to > ?)
                  AND (km.vulnerability_name, km.ecosystem, km.subject_name, km.subject_version) > (?, ?, ?, ?)
                GROUP BY km.vulnerability_name, km.ecosystem, km.subject_name, km.subject_version
                ORDER BY km.vulnerability_name, km.ecosystem, km.subject_name, km.subject_version
                LIMIT ?
            ) k
            JOIN image_package c
                ON c.image = ? AND c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to > ?)
            JOIN package_match m ON m.package_version = c.package_version
                AND m.vulnerability_name = k.vulnerability_name AND m.ecosystem = k.ecosystem
                AND m.subject_name = k.subject_name AND m.subject_version = k.subject_version
                AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to > ?)
            JOIN vulnerability v ON v.id = m.vulnerability
            JOIN package_version p ON p.id = c.package_version
            JOIN evidence_place e ON e.id = c.evidence
            ORDER BY m.vulnerability_name, m.ecosystem, m.subject_name, m.subject_version, m.id, c.id
            """;

    private final Sql sql;
    private final long at;
    private final Judge judge;
    private final FindingColumns columns;

    FindingReader(Sql sql, long at, FindingColumns columns, Judge judge) {
        this.columns = columns;
        this.sql = sql;
        this.at = at;
        this.judge = judge;
    }

    /**
     * A finding and since when it holds for the image, wherever that lies.
     *
     * @param suppression why it does not count; null where it does
     * @param notes what was said of it without hiding it
     */
    record Found(
            Finding finding, Instant firstSeen, @Nullable Suppression suppression, List<Suppression> notes) {}

    /** The rules that speak for the findings of an image in a place, at a time. */
    record Judge(RuleSet rules, RulePlace place, long millis) {
        private Optional<Suppression> suppression(Joined one) {
            return rules.suppression(RuleSubject.of(one.match(), one.installed()), place, millis);
        }

        /** A finding is hidden where each of its packages is; the first tells by what. */
        private @Nullable Suppression suppression(List<Joined> rows) {
            Suppression first = null;
            for (Joined row : rows) {
                Optional<Suppression> found = suppression(row);
                if (found.isEmpty()) {
                    return null;
                }
                first = first == null ? found.get() : first;
            }
            return first;
        }

        private List<Suppression> notes(Joined one) {
            return rules.notes(RuleSubject.of(one.match(), one.installed()), place, millis);
        }
    }

    private record Joined(Match match, InstalledPackage installed, long since) {}

    /** How many findings an image has, hidden or not. */
    static long count(Sql sql, long image, long at) throws SQLException {
        return sql.first("""
                        SELECT count(*) FROM (
                            SELECT DISTINCT m.vulnerability_name, m.ecosystem, m.subject_name, m.subject_version
                            FROM image_package c JOIN package_match m ON m.package_version = c.package_version
                            WHERE c.image = ? AND c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to > ?)
                              AND m.valid_from <= ? AND (m.valid_to IS NULL OR m.valid_to > ?)) f
                        """, row -> row.getLong(1), image, at, at, at, at).orElse(0L);
    }

    /** Findings in the order of their keys, from after a key on. */
    List<Found> read(long image, PageToken after, int max) throws SQLException {
        List<Joined> rows = sql.list(
                FINDINGS,
                this::joined,
                image,
                at,
                at,
                at,
                at,
                after.vulnerability(),
                after.ecosystem(),
                after.subjectName(),
                after.subjectVersion(),
                max,
                image,
                at,
                at,
                at,
                at);
        List<Found> found = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= rows.size(); end++) {
            if (end == rows.size()
                    || rows.get(end).match().compareTo(rows.get(start).match()) != 0) {
                found.add(found(rows.subList(start, end)));
                start = end;
            }
        }
        return found;
    }

    private Found found(List<Joined> rows) {
        List<InstalledPackage> packages = rows.stream().map(Joined::installed).toList();
        long since = rows.stream().mapToLong(Joined::since).min().orElseThrow();
        Finding finding = Assessor.finding(rows.getFirst().match(), packages);
        return judge.rules().isEmptyAt(judge.place().scopes())
                ? new Found(finding, Instant.ofEpochMilli(since), null, List.of())
                : new Found(
                        finding, Instant.ofEpochMilli(since), judge.suppression(rows), judge.notes(rows.getFirst()));
    }

    private Joined joined(ResultSet row) throws SQLException {
        return new Joined(match(row), installed(row), Math.max(row.getLong(8), row.getLong(9)));
    }

    private Match match(ResultSet row) throws SQLException {
        Vulnerability vulnerability = new Vulnerability(
                row.getString(1),
                columns.texts(row.getString(10)),
                row.getString(11),
                Severity.valueOf(row.getString(12)),
                row.getString(13),
                columns.scores(row.getString(14)),
                columns.texts(row.getString(15)),
                row.getString(16),
                row.getInt(17) != 0,
                row.getDouble(18),
                columns.texts(row.getString(30)));
        return new Match(
                columns.ecosystem(row.getString(2)),
                row.getString(3),
                row.getString(4),
                vulnerability,
                FixState.valueOf(row.getString(5)),
                row.getString(6),
                columns.reasons(row.getString(7)));
    }

    private InstalledPackage installed(ResultSet row) throws SQLException {
        String ecosystem = row.getString(20);
        String source = row.getString(23);
        return new InstalledPackage(
                columns.purl(row.getString(19)),
                ecosystem.isEmpty() ? null : columns.ecosystem(ecosystem),
                row.getString(21),
                row.getString(22),
                source.isEmpty() ? null : new SourcePackage(source, row.getString(24)),
                row.getString(25),
                new Evidence(row.getString(26), row.getInt(27), row.getString(28)),
                row.getInt(29));
    }
}
