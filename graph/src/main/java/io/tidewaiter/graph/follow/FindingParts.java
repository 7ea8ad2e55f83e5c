package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.rule.RuleSubject;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Reads what a text needs of the state: matches, packages and places of evidence by their rows. */
final class FindingParts {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<CvssScore>> SCORES = new TypeReference<>() {};
    private static final TypeReference<List<MatchReason>> REASONS = new TypeReference<>() {};

    private static final int KEPT_MAX = 200_000;

    private final Sql state;
    private final Cache cache;

    FindingParts(Sql state, Cache cache) {
        this.state = state;
        this.cache = cache;
        if (cache.packages.size() > KEPT_MAX || cache.evidences.size() > KEPT_MAX) {
            cache.packages.clear();
            cache.evidences.clear();
        }
    }

    /** Rows that never change, kept from batch to batch. */
    static final class Cache {
        private final Map<Integer, InstalledPackage> packages = new HashMap<>();
        private final Map<Integer, Evidence> evidences = new HashMap<>();
    }

    /** The match of a row. */
    Match match(long id) throws SQLException {
        return state.first("""
                        SELECT m.ecosystem, m.subject_name, m.subject_version, m.fix_state, m.fixed_version, m.reasons,
                            v.name, v.aliases, v.title, v.severity, v.severity_source, v.cvss, v.refs, v.published,
                            v.known_exploited, v.epss, v.weaknesses
                        FROM package_match m JOIN vulnerability v ON v.id = m.vulnerability WHERE m.id = ?
                        """, FindingParts::match, id).orElseThrow();
    }

    private static Match match(ResultSet row) throws SQLException {
        return new Match(
                Ecosystem.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                new Vulnerability(
                        row.getString(7),
                        Json.read(row.getString(8), TEXTS),
                        row.getString(9),
                        Severity.valueOf(row.getString(10)),
                        row.getString(11),
                        Json.read(row.getString(12), SCORES),
                        Json.read(row.getString(13), TEXTS),
                        row.getString(14),
                        row.getInt(15) != 0,
                        row.getDouble(16),
                        Json.read(row.getString(17), TEXTS)),
                FixState.valueOf(row.getString(4)),
                row.getString(5),
                Json.read(row.getString(6), REASONS));
    }

    /** The package of a row, where the image has it. */
    InstalledPackage installed(Contained contained) throws SQLException {
        InstalledPackage known = cache.packages.get(contained.packageVersion());
        if (known == null) {
            known = state.first("""
                            SELECT purl, ecosystem, name, version, source_name, source_version, architecture
                            FROM package_version WHERE id = ?
                            """, FindingParts::installed, contained.packageVersion())
                    .orElseThrow();
            cache.packages.put(contained.packageVersion(), known);
        }
        Evidence evidence = evidence(contained.evidence());
        return new InstalledPackage(
                known.purl(),
                known.ecosystem(),
                known.name(),
                known.version(),
                known.source(),
                known.architecture(),
                new Evidence(evidence.path(), contained.layer(), evidence.cataloger()),
                contained.introducedBy());
    }

    private static InstalledPackage installed(ResultSet row) throws SQLException {
        String ecosystem = row.getString(2);
        String source = row.getString(5);
        return new InstalledPackage(
                Purl.parse(row.getString(1)).orElseThrow(),
                ecosystem.isEmpty() ? null : Ecosystem.parse(ecosystem),
                row.getString(3),
                row.getString(4),
                source.isEmpty() ? null : new SourcePackage(source, row.getString(6)),
                row.getString(7),
                new Evidence("", 0, ""),
                0);
    }

    /** What rules look at. */
    RuleSubject subject(long match, Contained contained) throws SQLException {
        return RuleSubject.of(match(match), installed(contained));
    }

    /** Path and reader of a place of evidence; its layer means nothing. */
    Evidence evidence(int id) throws SQLException {
        Evidence known = cache.evidences.get(id);
        if (known == null) {
            known = state.first(
                            "SELECT path, cataloger FROM evidence_place WHERE id = ?",
                            row -> new Evidence(row.getString(1), 0, row.getString(2)),
                            id)
                    .orElseThrow();
            cache.evidences.put(id, known);
        }
        return known;
    }
}
