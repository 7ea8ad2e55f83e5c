package io.tidewaiter.graph.item;

import io.tidewaiter.assess.RemediationStep;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.graph.database.Tables;
import io.tidewaiter.graph.derive.SaidSpans;
import io.tidewaiter.graph.rule.Rulings;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.vuln.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Registries in numbers, as the graph has them. A pass over the findings costs nearly the same for one registry as for
 * all, so those of a batch are counted together, and by what they say first, of which there is far less.
 */
public final class Summaries {
    private final Map<String, Numbers> byRegistry = new HashMap<>();
    private final Rulings rulings;

    private Summaries(Rulings rulings) {
        this.rulings = rulings;
    }

    private static final class Numbers {
        private final Map<Health, Long> images = new EnumMap<>(Health.class);
        private final Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        private final List<RemediationStep> plan = new ArrayList<>();
        private long suppressed;
    }

    /** Counts these registries. */
    public static Summaries of(Sql graph, Rulings rulings, Collection<String> registryKeys) throws SQLException {
        Summaries summaries = new Summaries(rulings);
        if (!registryKeys.isEmpty()) {
            graph.update("CREATE TEMP TABLE IF NOT EXISTS counted (registry INTEGER, scope VARCHAR)");
            graph.update("DELETE FROM counted");
            String keys = String.join(", ", Collections.nCopies(registryKeys.size(), "?"));
            graph.update(
                    "INSERT INTO counted SELECT DISTINCT registry, scope FROM spot WHERE scope IN (" + keys + ")",
                    registryKeys.toArray());
            summaries.images(graph);
            graph.update("CREATE TEMP TABLE IF NOT EXISTS tally (registry INTEGER, detail INTEGER, findings BIGINT)");
            graph.update("DELETE FROM tally");
            graph.update("""
                    INSERT INTO tally SELECT registry, detail, count(*) FROM finding
                    WHERE valid_to = ? AND registry IN (SELECT registry FROM counted) GROUP BY 1, 2
                    """, Tables.OPEN);
            summaries.findings(graph);
            summaries.plans(graph);
            graph.update("DELETE FROM tally");
        }
        return summaries;
    }

    /** One of the registries. */
    public RegistrySummary of(String registryKey) {
        Numbers numbers = numbers(registryKey);
        Suppression exempt = SaidSpans.exemption(rulings.of(registryKey).exemptions(), Tables.OPEN - 1);
        return new RegistrySummary(numbers.images, numbers.findings, numbers.suppressed, numbers.plan, exempt);
    }

    private Numbers numbers(String registryKey) {
        return byRegistry.computeIfAbsent(registryKey, _ -> new Numbers());
    }

    private void images(Sql graph) throws SQLException {
        graph.list(
                """
                SELECT c.scope, CASE WHEN f.place IS NULL THEN p.health ELSE 'Unhealthy' END, count(*)
                FROM counted c
                JOIN place p ON p.registry = c.registry
                LEFT JOIN (
                    SELECT DISTINCT f.place FROM finding f JOIN detail d ON d.no = f.detail
                    WHERE f.valid_to = ? AND d.code = 'Unhealthy'
                      AND f.registry IN (SELECT registry FROM counted)) f ON f.place = p.no
                WHERE p.valid_to = ? GROUP BY 1, 2
                """,
                row -> numbers(row.getString(1)).images.put(Health.ofLabel(row.getString(2)), row.getLong(3)),
                Tables.OPEN,
                Tables.OPEN);
    }

    private void findings(Sql graph) throws SQLException {
        graph.list("""
                SELECT c.scope, f.code, f.level, f.findings
                FROM (
                    SELECT t.registry, d.code, d.level, sum(t.findings)::BIGINT AS findings
                    FROM tally t JOIN detail d ON d.no = t.detail
                    WHERE t.detail >= 0 GROUP BY 1, 2, 3) f
                JOIN counted c ON c.registry = f.registry
                """, row -> {
            Numbers numbers = numbers(row.getString(1));
            if (row.getString(2).equals(Health.UNHEALTHY.label())) {
                numbers.findings.put(Severity.ofWord(row.getString(3)), row.getLong(4));
            } else {
                numbers.suppressed += row.getLong(4);
            }
            return true;
        });
    }

    /** The updates that close most, in the order of REST. */
    private void plans(Sql graph) throws SQLException {
        graph.list(
                """
                SELECT c.scope, split_part(k.key, '|', 3) AS subject, d.fixed_version,
                    sum(g.findings)::BIGINT AS closes,
                    coalesce(sum(g.findings) FILTER (WHERE d.exploited), 0)::BIGINT AS known
                FROM tally g
                JOIN counted c ON c.registry = g.registry
                JOIN detail d ON d.no = g.detail
                JOIN kind k ON k.no = d.kind
                WHERE d.code = 'Unhealthy' AND d.fixed_version <> '' GROUP BY 1, 2, 3
                QUALIFY row_number() OVER (
                    PARTITION BY c.scope ORDER BY known DESC, closes DESC, subject, d.fixed_version) <= ?
                ORDER BY c.scope, known DESC, closes DESC, subject, d.fixed_version
                """,
                row -> numbers(row.getString(1))
                        .plan
                        .add(new RemediationStep(row.getString(2), row.getString(3), row.getLong(4), row.getLong(5))),
                RegistrySummary.STEPS_MAX);
    }
}
