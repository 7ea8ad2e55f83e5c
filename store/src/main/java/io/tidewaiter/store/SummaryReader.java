package io.tidewaiter.store;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.vuln.Severity;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Counts of a registry as it is now. */
final class SummaryReader {
    private SummaryReader() {}

    static RegistrySummary read(Sql sql, String registryKey) throws SQLException {
        Map<Health, Long> images = new EnumMap<>(Health.class);
        sql.list("""
                        SELECT s.health, count(*) FROM (
                            SELECT CASE WHEN EXISTS (
                                SELECT 1 FROM image_package c JOIN package_match m
                                    ON m.package_version = c.package_version AND m.valid_to IS NULL
                                WHERE c.image = p.image AND c.valid_to IS NULL)
                                THEN 'Unhealthy' ELSE v.health END AS health
                            FROM registry_seen r
                            JOIN image_presence p ON p.registry = r.id AND p.tag = '' AND p.valid_to IS NULL
                            JOIN image_verdict v ON v.image = p.image AND v.valid_to IS NULL
                            WHERE r.registry_key = ?
                        ) s GROUP BY s.health
                        """, row -> Map.entry(Health.ofLabel(row.getString(1)), row.getLong(2)), registryKey)
                .forEach(entry -> images.put(entry.getKey(), entry.getValue()));
        Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        sql.list("""
                        SELECT f.severity, count(*) FROM (
                            SELECT max(v.severity) AS severity
                            FROM registry_seen r
                            JOIN image_presence p ON p.registry = r.id AND p.tag = '' AND p.valid_to IS NULL
                            JOIN image_package c ON c.image = p.image AND c.valid_to IS NULL
                            JOIN package_match m ON m.package_version = c.package_version AND m.valid_to IS NULL
                            JOIN vulnerability v ON v.id = m.vulnerability
                            WHERE r.registry_key = ?
                            GROUP BY p.id, m.vulnerability_name, m.ecosystem, m.subject_name, m.subject_version
                        ) f GROUP BY f.severity
                        """, row -> Map.entry(Severity.valueOf(row.getString(1)), row.getLong(2)), registryKey)
                .forEach(entry -> findings.put(entry.getKey(), entry.getValue()));
        return new RegistrySummary(images, findings);
    }
}
