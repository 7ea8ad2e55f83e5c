package io.tidewaiter.vuln.oval;

import java.util.List;
import java.util.Map;

/**
 * One {@code definition} (OVAL 5.11), cut down to what matching reads.
 *
 * @param id {@code oval:com.oracle.elsa:def:20250001}
 * @param kind its {@code class}: patch, vulnerability, inventory, ...
 * @param title one line, cut
 * @param description its beginning
 * @param platforms {@code affected/platform}
 * @param references in order
 * @param severity the advisory's word; may be empty
 * @param issued date as written; may be empty
 * @param updated date as written; may be empty
 * @param cves what the advisory names as {@code cve}
 * @param vectors CVSS vectors of those, where they have one
 * @param checks every criterion with what must hold beside it
 * @param facts other elements of the metadata by name, the first of each: {@code patchable}, {@code advisory_id}, ...
 */
public record OvalDefinition(
        String id,
        String kind,
        String title,
        String description,
        List<String> platforms,
        List<Reference> references,
        String severity,
        String issued,
        String updated,
        List<String> cves,
        List<String> vectors,
        List<OvalCheck> checks,
        Map<String, String> facts) {
    /** What it refers to. */
    public record Reference(String source, String id, String url) {}

    public OvalDefinition {
        platforms = List.copyOf(platforms);
        references = List.copyOf(references);
        cves = List.copyOf(cves);
        vectors = List.copyOf(vectors);
        checks = List.copyOf(checks);
        facts = Map.copyOf(facts);
    }
}
