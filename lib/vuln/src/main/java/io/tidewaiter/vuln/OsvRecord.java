package io.tidewaiter.vuln;

import java.util.List;
import java.util.Map;

/**
 * One vulnerability record of the OSV schema 1.7, cut down to what matching and reports read.
 *
 * @param modified ISO-8601 instant as written
 * @param published ISO-8601 instant as written; empty where absent
 * @param withdrawn ISO-8601 instant as written; empty where the record stands
 * @param aliases other ids of the same vulnerability
 * @param upstream ids of the records that this one derives from
 * @param related ids of other vulnerabilities that are close to this one
 * @param summary one line, cut; may be empty
 * @param details the beginning of the long text, cut; may be empty
 * @param databaseSpecific the scalar entries of {@code database_specific}, as text, and {@link Weaknesses#KEY}
 */
public record OsvRecord(
        String id,
        String modified,
        String published,
        String withdrawn,
        List<String> aliases,
        List<String> upstream,
        List<String> related,
        String summary,
        String details,
        List<OsvSeverity> severity,
        List<OsvAffected> affected,
        List<OsvReference> references,
        Map<String, String> databaseSpecific) {
    public OsvRecord {
        aliases = List.copyOf(aliases);
        upstream = List.copyOf(upstream);
        related = List.copyOf(related);
        severity = List.copyOf(severity);
        affected = List.copyOf(affected);
        references = List.copyOf(references);
        databaseSpecific = Map.copyOf(databaseSpecific);
    }
}
