package io.tidewaiter.graph.table;

import static io.tidewaiter.graph.table.Columns.detail;
import static io.tidewaiter.graph.table.Columns.path;
import static io.tidewaiter.graph.table.Columns.place;
import static io.tidewaiter.graph.table.Columns.ticks;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code securityresources}: sub-assessments out of the fact, everything else out of {@code item}.
 *
 * <p>What queries ask of {@code properties} reads a column. The whole JSON is put together only where a query shows it
 * or asks for a place that no column has: the two halves of the text that REST gives, {@code detail} and {@code place},
 * are joined by number where they are asked for.
 */
final class SecurityTable {
    private final AssessmentKey form;
    private final String tenantId;
    private final Moment moment;

    SecurityTable(AssessmentKey form, String tenantId, Moment moment) {
        this.form = form;
        this.tenantId = tenantId;
        this.moment = moment;
    }

    /**
     * The table.
     *
     * @param items the condition on resources, whose row is {@code i}
     * @param findings the condition on facts, whose row is {@code f}
     */
    KqlTable table(String items, String findings) {
        Columns columns = ItemTables.common(properties(), paths());
        return new KqlTable(
                "securityresources",
                from(items, findings),
                columns.all(),
                "t.ord",
                List.of(Columns.DETAIL, Columns.placeAt(moment)));
    }

    private String from(String items, String findings) {
        return """
                (SELECT -i.no::BIGINT AS ord, NULL::INTEGER AS detail, NULL::INTEGER AS place,
                    i.id, i.name, i.type, i.tenant_id, i.kind, i.location, i.resource_group, i.subscription,
                    i.managed_by, i.sku, i.plan, i.properties AS props, i.tags, i.identity,
                    i.properties ->> '$.id' AS finding_id, i.properties ->> '$.displayName' AS display_name,
                    i.properties ->> '$.status.code' AS code, i.properties ->> '$.status.severity' AS severity,
                    i.properties ->> '$.status.cause' AS cause, i.properties ->> '$.category' AS category,
                    NULL::BOOLEAN AS patchable, NULL::VARCHAR AS level, NULL::BOOLEAN AS exploited,
                    NULL::DOUBLE AS cvss3, NULL::VARCHAR AS fix_status, NULL::VARCHAR AS package_name,
                    NULL::INTEGER AS introduced, NULL::VARCHAR AS repository, NULL::VARCHAR AS digest,
                    NULL::BIGINT AS first_seen, i.properties ->> '$.resourceDetails.id' AS resource_id,
                    i.properties ->> '$.resourceDetails.source' AS source
                 FROM item i WHERE i.home = 'securityresources' AND $items AND $itemsHold
                 UNION ALL
                 SELECT f.place::BIGINT * 4294967296 + f.kind, f.detail, f.place,
                    f.registry_id || '/providers/Microsoft.Security/assessments/$key/subAssessments/' || f.hi || f.lo,
                    f.hi || f.lo, 'microsoft.security/assessments/subassessments', $tenant, '', '',
                    f.resource_group, f.subscription, '', NULL, NULL, NULL, NULL, NULL,
                    f.id, f.display_name, f.code, f.severity, f.cause, f.category, f.patchable, f.level, f.exploited,
                    f.cvss3, f.fix_status, f.package_name, f.introduced, f.repository, f.digest, f.first_seen,
                    '/repositories/' || f.repository || '/images/' || f.digest, 'Azure'
                 FROM finding f WHERE $findings AND $findingsHold) AS t
                """.replace("$itemsHold", moment.holds("i"))
                .replace("$findingsHold", moment.holds("f"))
                .replace("$items", items)
                .replace("$findings", findings)
                .replace("$key", form.key())
                .replace("$tenant", Reader.literal(tenantId));
    }

    /** The JSON that REST answers, member for member; the order of members means nothing. */
    private String properties() {
        String whole = "'{' || "
                + detail("d.head || ',\"additionalData\":{' || d.data || ',\"tidewaiter\":{' || d.ours"
                        + " || CASE WHEN d.epss IS NULL THEN '' ELSE ',\"epssProbability\":' || d.epss END")
                + " || ',\"firstSeen\":\"' || " + Columns.iso("t.first_seen") + " || '\"' || "
                + place("',' || p.ours || ',\"advisoryDigest\":\"' || " + moment.advisoryDigest("p") + " || '\"'")
                + " || "
                + "CASE WHEN t.introduced IS NULL THEN '' ELSE coalesce(',\"fromBase\":' || (t.introduced < "
                + place("p.base_layers") + ")::VARCHAR, '') END"
                + " || '},' || " + place("p.data")
                + (form == AssessmentKey.MDVM
                        ? " || coalesce(',\"softwareDetails\":{' || nullif(" + detail("d.soft") + ", '') || ',' || "
                                + place("p.soft") + " || '}', '')"
                        : "")
                + " || '},' || " + place("p.head") + " || '}'";
        return "CASE WHEN t.detail IS NULL THEN t.props ELSE " + whole + " END";
    }

    private List<KqlPath> paths() {
        List<KqlPath> paths = new ArrayList<>();
        both(paths, KqlType.STRING, "t.finding_id", "id");
        both(paths, KqlType.STRING, "t.display_name", "displayName");
        both(paths, KqlType.STRING, "t.code", "status", "code");
        both(paths, KqlType.STRING, "t.severity", "status", "severity");
        both(paths, KqlType.STRING, "t.cause", "status", "cause");
        both(paths, KqlType.STRING, "t.category", "category");
        both(paths, KqlType.STRING, "t.resource_id", "resourceDetails", "id");
        both(paths, KqlType.STRING, "t.source", "resourceDetails", "source");
        own(paths, KqlType.STRING, detail("d.status_description"), "status", "description");
        own(paths, KqlType.STRING, detail("d.remediation"), "remediation");
        own(paths, KqlType.STRING, detail("d.impact"), "impact");
        own(paths, KqlType.STRING, detail("d.description"), "description");
        own(paths, KqlType.DATETIME, ticks(place("p.scanned_at")), "timeGenerated");
        if (form == AssessmentKey.CLASSIC) {
            classic(paths);
        } else {
            mdvm(paths);
        }
        ours(paths);
        return paths;
    }

    /** A place that both kinds of rows have in the same column. */
    private static void both(List<KqlPath> paths, KqlType type, String sql, String... keys) {
        paths.add(path(type, sql, keys));
    }

    /** A place of sub-assessments; other rows are asked by their JSON. */
    private static void own(List<KqlPath> paths, KqlType type, String sql, String... keys) {
        String inJson = "t.props ->> '$.\"" + String.join("\".\"", keys) + "\"'";
        String other = switch (type) {
            case STRING -> inJson;
            case DYNAMIC -> "CAST(t.props -> '$.\"" + String.join("\".\"", keys) + "\"' AS JSON)";
            case BOOL -> "TRY_CAST(" + inJson + " AS BOOLEAN)";
            case REAL -> "TRY_CAST(" + inJson + " AS DOUBLE)";
            case INT, LONG -> "TRY_CAST(" + inJson + " AS BIGINT)";
            case DATETIME -> ticks("epoch_ms(TRY_CAST(" + inJson + " AS TIMESTAMP))");
            case DECIMAL, TIMESPAN, GUID -> "NULL";
        };
        paths.add(path(type, "CASE WHEN t.detail IS NULL THEN " + other + " ELSE " + sql + " END", keys));
    }

    private static void data(List<KqlPath> paths, KqlType type, String sql, String... keys) {
        String[] all = new String[keys.length + 1];
        all[0] = "additionalData";
        System.arraycopy(keys, 0, all, 1, keys.length);
        own(paths, type, sql, all);
    }

    private void classic(List<KqlPath> paths) {
        data(paths, KqlType.STRING, "'ContainerRegistryVulnerability'", "assessedResourceType");
        data(paths, KqlType.STRING, detail("d.type"), "type");
        data(paths, KqlType.STRING, "t.repository", "repositoryName");
        data(paths, KqlType.STRING, "t.digest", "imageDigest");
        data(paths, KqlType.STRING, place("p.host"), "registryHost");
        data(paths, KqlType.BOOL, "t.patchable", "patchable");
        data(paths, KqlType.REAL, detail("d.cvss2"), "cvss", "2.0", "base");
        data(paths, KqlType.REAL, "t.cvss3", "cvss", "3.0", "base");
        data(paths, KqlType.REAL, detail("d.cvss4"), "cvss", "4.0", "base");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.cvss") + " AS JSON)", "cvss");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.cve") + " AS JSON)", "cve");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.refs") + " AS JSON)", "vendorReferences");
        data(paths, KqlType.DATETIME, ticks(detail("d.published")), "publishedTime");
        data(paths, KqlType.STRING, detail("d.threat"), "threat");
    }

    private void mdvm(List<KqlPath> paths) {
        data(paths, KqlType.STRING, "'AzureContainerRegistryVulnerability'", "assessedResourceType");
        data(paths, KqlType.REAL, "t.cvss3", "cvssV30Score");
        data(paths, KqlType.STRING, "nullif(" + detail("d.vulnerability") + ", '')", "vulnerabilityDetails", "cveId");
        data(
                paths,
                KqlType.STRING,
                "CASE WHEN t.fix_status IS NULL THEN NULL ELSE t.level END",
                "vulnerabilityDetails",
                "severity");
        data(paths, KqlType.DATETIME, ticks(detail("d.published")), "vulnerabilityDetails", "publishedDate");
        data(paths, KqlType.STRING, place("p.host"), "artifactDetails", "registryHost");
        data(paths, KqlType.STRING, "t.repository", "artifactDetails", "repositoryName");
        data(paths, KqlType.STRING, "t.digest", "artifactDetails", "digest");
        data(paths, KqlType.DYNAMIC, "CAST(" + place("p.tags") + " AS JSON)", "artifactDetails", "tags");
        data(paths, KqlType.STRING, place("p.media_type"), "artifactDetails", "mediaType");
        data(paths, KqlType.DATETIME, ticks(place("p.pushed_at")), "artifactDetails", "lastPushedToRegistryUTC");
        data(paths, KqlType.STRING, "t.package_name", "softwareDetails", "packageName");
        data(paths, KqlType.STRING, detail("d.package_version"), "softwareDetails", "version");
        data(paths, KqlType.STRING, detail("d.fixed_version"), "softwareDetails", "fixedVersion");
        data(paths, KqlType.STRING, "t.fix_status", "softwareDetails", "fixStatus");
    }

    private void ours(List<KqlPath> paths) {
        data(paths, KqlType.STRING, "t.level", "tidewaiter", "severity");
        data(paths, KqlType.BOOL, "t.exploited", "tidewaiter", "knownExploited");
        data(paths, KqlType.REAL, detail("d.epss"), "tidewaiter", "epssProbability");
        data(paths, KqlType.STRING, detail("d.fix_state"), "tidewaiter", "fixState");
        data(paths, KqlType.STRING, detail("d.fixed_version"), "tidewaiter", "fixedVersion");
        data(paths, KqlType.DATETIME, ticks("t.first_seen"), "tidewaiter", "firstSeen");
        data(paths, KqlType.DYNAMIC, "CAST(" + place("p.tags") + " AS JSON)", "tidewaiter", "tags");
        data(paths, KqlType.STRING, place("p.platform"), "tidewaiter", "platform");
        data(paths, KqlType.STRING, place(moment.advisoryDigest("p")), "tidewaiter", "advisoryDigest");
        data(paths, KqlType.STRING, place("p.level"), "tidewaiter", "coverage", "level");
    }
}
