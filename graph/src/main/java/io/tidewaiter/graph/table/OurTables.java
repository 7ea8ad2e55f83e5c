package io.tidewaiter.graph.table;

import io.tidewaiter.kql.schema.KqlIdentity;
import io.tidewaiter.kql.schema.KqlJoin;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.List;
import java.util.Map;

/** The tables that are ours: flat, under the words of this service (docs/guide/query.md). */
final class OurTables {
    private final Reader reader;
    private final Moment moment;

    /** The condition that a registry's number is one that the caller may read. */
    private final String registries;

    OurTables(Reader reader, Moment moment, String registries) {
        this.reader = reader;
        this.moment = moment;
        this.registries = registries;
    }

    List<KqlTable> all() {
        return List.of(images(), packages(), findings(), layers(), advisories(), coverage(), usage(), scans());
    }

    private String visible(String column) {
        return registries.replace("$registry", column);
    }

    private String where(String table) {
        return visible(table + ".registry") + " AND " + moment.holds(table);
    }

    /** Where an image lies, in the words that all tables share. */
    private static Columns place(Columns columns) {
        return columns.text("subscriptionId", "t.subscription")
                .text("resourceGroup", "t.resource_group")
                .text("registryId", "t.registry_id")
                .text("registry", "split_part(t.registry_id, '/', -1)")
                .text("repository", "t.repository")
                .text("digest", "t.digest");
    }

    private KqlTable images() {
        String from = """
                (SELECT p.*, s.subscription, s.resource_group, s.registry_id, s.repository, s.digest
                 FROM place p JOIN spot s ON s.no = p.no WHERE $where) AS t
                """.replace("$where", where("p"));
        Columns columns = place(new Columns()
                        .text("id", "t.registry_id || '/repositories/' || t.repository || '/images/' || t.digest"))
                .text("registryHost", "t.host")
                .json("tags", "t.tags")
                .text("health", "CASE WHEN count_.place IS NOT NULL THEN 'Unhealthy' ELSE t.health END")
                .text("cause", "t.cause")
                .text("description", "t.description")
                .text("platform", "t.platform")
                .text("mediaType", "t.media_type")
                .number("sizeBytes", "t.size_bytes")
                .text("os", "t.os_id")
                .text("osVersion", "t.os_version")
                .text("osName", "t.os_name")
                .text("coverageLevel", "t.level")
                .number("gaps", "t.gaps")
                .text("catalogVersion", "t.catalog_version")
                .text("advisoryDigest", moment.advisoryDigest("t"))
                .time("pushedAt", "t.pushed_at")
                .time("scannedAt", "t.scanned_at")
                .text("baseName", "t.base_name")
                .text("baseDigest", "t.base_digest")
                .text("baseHow", "t.base_how")
                .number("baseLayers", "t.base_layers")
                .number("findings", "coalesce(count_.findings, 0)")
                .number("critical", "coalesce(count_.critical, 0)")
                .number("high", "coalesce(count_.high, 0)")
                .number("medium", "coalesce(count_.medium, 0)")
                .number("low", "coalesce(count_.low, 0)");
        return new KqlTable("images", from, columns.all(), "t.no", List.of(counts()), List.of());
    }

    /** How many findings count, of each image that has any. */
    private KqlJoin counts() {
        return new KqlJoin("count_", """
                LEFT JOIN (
                    SELECT f.place, count(*) AS findings, count(*) FILTER (WHERE d.level = 'Critical') AS critical,
                        count(*) FILTER (WHERE d.level = 'High') AS high, count(*) FILTER (WHERE d.level = 'Medium') AS medium,
                        count(*) FILTER (WHERE d.level = 'Low') AS low
                    FROM finding f JOIN detail d ON d.no = f.detail
                    WHERE d.code = 'Unhealthy' AND $holds GROUP BY 1) count_ ON count_.place = t.no
                """.replace("$holds", moment.holds("f")).strip());
    }

    private KqlTable packages() {
        String from = """
                (SELECT s.no::BIGINT * 4294967296 + b.package AS ord, s.subscription, s.resource_group, s.registry_id,
                    s.repository, s.digest, v.purl, v.type, v.ecosystem, v.name, v.version, v.source_name,
                    v.source_version, v.architecture, e.path, e.cataloger, b.layer, b.introduced, c.valid_from
                 FROM contain c
                 JOIN content b ON b.bundle = c.bundle
                 JOIN package v ON v.no = b.package
                 JOIN evidence e ON e.no = b.evidence
                 JOIN spot s ON s.image = c.image
                 WHERE $where AND $holds) AS t
                """.replace("$where", where("s")).replace("$holds", moment.holds("c"));
        Columns columns = place(new Columns())
                .text("purl", "t.purl")
                .text("type", "t.type")
                .text("ecosystem", "t.ecosystem")
                .text("name", "t.name")
                .text("version", "t.version")
                .text("sourceName", "t.source_name")
                .text("sourceVersion", "t.source_version")
                .text("architecture", "t.architecture")
                .text("path", "t.path")
                .text("cataloger", "t.cataloger")
                .number("layer", "t.introduced")
                .time("firstSeen", "t.valid_from");
        return new KqlTable("packages", from, columns.all(), "t.ord, t.path, t.layer, t.valid_from");
    }

    private KqlTable findings() {
        Map<String, String> base = Columns.ofFinding();
        base.put("sole", "f.sole");
        Columns columns = new Columns()
                .known("subscriptionId", "registry_.subscription")
                .known("resourceGroup", "registry_.resource_group")
                .known("registryId", "registry_.id")
                .known("registry", "split_part(registry_.id, '/', -1)")
                .known("repository", "spot_.repository")
                .known("digest", "spot_.digest", new KqlIdentity("t.image", "vulnerabilityId", "t.sole"))
                .known("name", Columns.FINDING_NAME)
                .json("tags", Columns.place("p.tags"))
                .known("vulnerabilityId", Columns.detail("d.vulnerability"))
                .text("title", Columns.detail("d.threat"))
                .known("severity", Columns.detail("d.level"))
                .known("status", Columns.detail("d.code"))
                .text("cause", Columns.detail("d.cause"))
                .real("cvss", Columns.detail("d.cvss3"))
                .real("epss", Columns.detail("d.epss"))
                .flag("knownExploited", Columns.detail("d.exploited"))
                .flag("patchable", Columns.detail("d.patchable"))
                .text("fixState", Columns.detail("d.fix_state"))
                .text("fixedVersion", Columns.detail("d.fixed_version"))
                .text("category", Columns.detail("d.category"))
                .known("package", Columns.detail("d.package_name"))
                .text("packageVersion", Columns.detail("d.package_version"))
                .text("packageType", Columns.detail("d.package_type"))
                .text("purl", Columns.detail("d.purl"))
                .text("description", Columns.detail("d.description"))
                .text("remediation", Columns.detail("d.remediation"))
                .time("published", Columns.detail("d.published"))
                .time("firstSeen", "t.first_seen")
                .time("scannedAt", Columns.place("p.scanned_at"))
                .text("platform", Columns.place("p.platform"))
                .text("os", Columns.place("p.os_id"))
                .text("osVersion", Columns.place("p.os_version"))
                .text("baseName", Columns.place("p.base_name"))
                .text("baseDigest", Columns.place("p.base_digest"))
                .flag("fromBase", Columns.detail("d.introduced") + " < " + Columns.place("p.base_layers"));
        return new KqlTable(
                "findings",
                "t",
                columns.all(),
                "t.ord",
                Columns.findingJoins(moment),
                List.of(Columns.findings(base, "f.detail >= 0 AND " + where("f"))));
    }

    private KqlTable layers() {
        String from = """
                (SELECT s.no::BIGINT * 4294967296 + l.no AS ord, s.subscription, s.resource_group, s.registry_id,
                    s.repository, s.digest, l.no AS layer, l.digest AS layer_digest, l.diff_id, l.created_by,
                    l.stored_bytes, l.expanded_bytes
                 FROM layer l JOIN spot s ON s.image = l.image WHERE $where AND $holds) AS t
                """.replace("$where", where("s")).replace("$holds", moment.holds("l"));
        Columns columns = place(new Columns())
                .number("layer", "t.layer")
                .text("layerDigest", "t.layer_digest")
                .text("diffId", "t.diff_id")
                .text("createdBy", "t.created_by")
                .number("storedBytes", "t.stored_bytes")
                .number("expandedBytes", "t.expanded_bytes");
        return new KqlTable("layers", from, columns.all(), "t.ord");
    }

    /** Vulnerabilities that speak for something that the caller may read. */
    private KqlTable advisories() {
        String seen = reader.readsEverything(Right.SECURITY)
                ? "TRUE"
                : "v.name IN (SELECT d.vulnerability FROM finding f JOIN detail d ON d.no = f.detail WHERE "
                        + where("f") + ")";
        String from = "(SELECT v.* FROM vulnerability v WHERE " + seen + ") AS t";
        Columns columns = new Columns()
                .text("vulnerabilityId", "t.name")
                .json("aliases", "t.aliases")
                .text("title", "t.title")
                .text("severity", "t.level")
                .text("severitySource", "t.severity_source")
                .json("cvss", "t.cvss")
                .json("references", "t.refs")
                .time("published", "t.published")
                .flag("knownExploited", "t.exploited")
                .real("epss", "t.epss");
        return new KqlTable("advisories", from, columns.all(), "t.no");
    }

    private KqlTable coverage() {
        String from = """
                (SELECT s.no AS ord, s.subscription, s.resource_group, s.registry_id, s.repository, s.digest,
                    g.kind, g.breaks_proof, g.path, g.layer, g.detail
                 FROM gap g JOIN spot s ON s.image = g.image WHERE $where AND $holds) AS t
                """.replace("$where", where("s")).replace("$holds", moment.holds("g"));
        Columns columns = place(new Columns())
                .text("kind", "t.kind")
                .flag("breaksProof", "t.breaks_proof")
                .text("path", "t.path")
                .number("layer", "t.layer")
                .text("detail", "t.detail");
        return new KqlTable("coverage", from, columns.all(), "t.ord, t.kind, t.path, t.layer, t.detail");
    }

    private KqlTable usage() {
        String from = "(SELECT m.* FROM meter m WHERE " + reader.where(Right.SECURITY, "m.scope") + ") AS t";
        Columns columns = new Columns()
                .text("subscriptionId", "t.subscription")
                .text("registryId", "t.registry_id")
                .text("repository", "t.repository")
                .text("digest", "t.digest")
                .text("period", "t.period")
                .time("meteredAt", "t.metered_at");
        return new KqlTable("usage", from, columns.all(), "t.no");
    }

    private KqlTable scans() {
        String from = "(SELECT j.* FROM job j WHERE " + reader.where(Right.SECURITY, "j.scope") + ") AS t";
        Columns columns = new Columns()
                .number("scan", "t.no")
                .text("subscriptionId", "t.subscription")
                .text("registryId", "t.registry_id")
                .text("repository", "t.repository")
                .text("tag", "t.tag")
                .text("digest", "t.digest")
                .text("state", "t.state")
                .number("attempt", "t.attempt")
                .time("receivedAt", "t.received_at")
                .time("finishedAt", "t.finished_at")
                .text("note", "t.note");
        return new KqlTable("scans", from, columns.all(), "t.no");
    }
}
