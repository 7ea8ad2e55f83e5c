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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    /** The match of a row: read at once, and made of what was read by the thread that asks. */
    Supplier<Match> match(long id) throws SQLException {
        MatchRow found = state.first("""
                        SELECT m.ecosystem, m.subject_name, m.subject_version, m.fix_state, m.fixed_version, m.reasons,
                            v.name, v.aliases, v.title, v.severity, v.severity_source, v.cvss, v.refs, v.published,
                            v.weaknesses, v.known_exploited, v.epss
                        FROM package_match m JOIN vulnerability v ON v.id = m.vulnerability WHERE m.id = ?
                        """, MatchRow::of, id).orElseThrow();
        return found::match;
    }

    /** @param texts the first columns of the query, in its order */
    private record MatchRow(List<String> texts, boolean knownExploited, double epss) {
        private static final int TEXTS_READ = 15;

        static MatchRow of(ResultSet row) throws SQLException {
            List<String> texts = new ArrayList<>(TEXTS_READ);
            for (int column = 1; column <= TEXTS_READ; column++) {
                texts.add(row.getString(column));
            }
            return new MatchRow(texts, row.getInt(TEXTS_READ + 1) != 0, row.getDouble(TEXTS_READ + 2));
        }

        Match match() {
            return new Match(
                    Ecosystem.parse(texts.get(0)),
                    texts.get(1),
                    texts.get(2),
                    new Vulnerability(
                            texts.get(6),
                            Json.read(texts.get(7), TEXTS),
                            texts.get(8),
                            Severity.valueOf(texts.get(9)),
                            texts.get(10),
                            Json.read(texts.get(11), SCORES),
                            Json.read(texts.get(12), TEXTS),
                            texts.get(13),
                            knownExploited,
                            epss,
                            Json.read(texts.get(14), TEXTS)),
                    FixState.valueOf(texts.get(3)),
                    texts.get(4),
                    Json.read(texts.get(5), REASONS));
        }
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
        return RuleSubject.of(match(match).get(), installed(contained));
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
