package io.tidewaiter.graph.table;

import static io.tidewaiter.graph.table.Columns.detail;
import static io.tidewaiter.graph.table.Columns.path;
import static io.tidewaiter.graph.table.Columns.place;
import static io.tidewaiter.graph.table.Columns.ticks;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.schema.KqlPart;
import io.tidewaiter.kql.schema.KqlPath;
import io.tidewaiter.kql.schema.KqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code securityresources}: sub-assessments out of the fact, everything else out of {@code item}.
 *
 * <p>What queries ask of {@code properties} reads a column. The whole JSON is put together only where a query shows it
 * or asks for a place that no column has: the two halves of the text that REST gives, {@code detail} and {@code place},
 * are joined by number where they are asked for. A row is a resource or a finding, and every column says what it is in
 * either.
 */
final class SecurityTable {
    private static final List<String> ITEM = List.of(
            "id",
            "name",
            "type",
            "tenant_id",
            "kind",
            "location",
            "resource_group",
            "subscription",
            "managed_by",
            "sku",
            "plan",
            "properties",
            "tags",
            "identity");

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
        return new KqlTable(
                "securityresources",
                "t",
                columns().all(),
                "t.ord",
                Columns.findingJoins(moment),
                List.of(
                        new KqlPart(
                                ofItem(),
                                "item i",
                                "i.home = 'securityresources' AND " + items + " AND " + moment.holds("i")),
                        Columns.findings(ofFinding(), findings + " AND " + moment.holds("f"))));
    }

    /** What either kind of row has, and nothing of the other. */
    private static Map<String, String> ofItem() {
        Map<String, String> base = Columns.ofFinding();
        base.replaceAll((column, _) -> column.equals("first_seen") ? "NULL::BIGINT" : "NULL::INTEGER");
        base.put("ord", "-i.no::BIGINT");
        base.put("is_item", "TRUE");
        ITEM.forEach(text -> base.put("i_" + text, "i." + text));
        return base;
    }

    private static Map<String, String> ofFinding() {
        Map<String, String> base = Columns.ofFinding();
        base.put("is_item", "FALSE");
        ITEM.forEach(text -> base.put("i_" + text, "NULL::VARCHAR"));
        return base;
    }

    private Columns columns() {
        return new Columns()
                .known(
                        "id",
                        either(
                                "t.i_id",
                                "registry_.id || '/providers/Microsoft.Security/assessments/" + form.key()
                                        + "/subAssessments/' || " + Columns.FINDING_NAME))
                .known("name", either("t.i_name", Columns.FINDING_NAME))
                .known("type", either("t.i_type", "'microsoft.security/assessments/subassessments'"))
                .known("tenantId", either("t.i_tenant_id", Reader.literal(tenantId)))
                .known("kind", either("coalesce(t.i_kind, '')", "''"))
                .known("location", either("coalesce(t.i_location, '')", "''"))
                .known("resourceGroup", either("coalesce(t.i_resource_group, '')", "registry_.resource_group"))
                .known("subscriptionId", either("coalesce(t.i_subscription, '')", "registry_.subscription"))
                .known("managedBy", either("coalesce(t.i_managed_by, '')", "''"))
                .json("sku", "t.i_sku")
                .json("plan", "t.i_plan")
                .json("properties", properties(), paths())
                .json("tags", "t.i_tags")
                .json("identity", "t.i_identity")
                .empty();
    }

    private static String either(String item, String finding) {
        return "CASE WHEN t.is_item THEN " + item + " ELSE " + finding + " END";
    }

    /** The JSON that REST answers, member for member; the order of members means nothing. */
    private String properties() {
        String whole = "'{' || "
                + detail("d.head || ',\"additionalData\":{' || d.data || ',\"tidewaiter\":{' || d.ours"
                        + " || CASE WHEN d.epss IS NULL THEN '' ELSE ',\"epssProbability\":' || d.epss END")
                + " || ',\"firstSeen\":\"' || " + Columns.iso("t.first_seen") + " || '\"' || "
                + place("',' || p.ours || ',\"advisoryDigest\":\"' || " + moment.advisoryDigest("p") + " || '\"'")
                + " || "
                + "coalesce(',\"fromBase\":' || (" + detail("d.introduced") + " < " + place("p.base_layers")
                + ")::VARCHAR, '')"
                + " || '},' || " + place("p.data")
                + (form == AssessmentKey.MDVM
                        ? " || coalesce(',\"softwareDetails\":{' || nullif(" + detail("d.soft") + ", '') || ',' || "
                                + place("p.soft") + " || '}', '')"
                        : "")
                + " || '},' || " + place("p.head") + " || '}'";
        return either("t.i_properties", whole);
    }

    private List<KqlPath> paths() {
        List<KqlPath> paths = new ArrayList<>();
        own(paths, KqlType.STRING, detail("d.id"), "id");
        own(paths, KqlType.STRING, detail("d.display_name"), "displayName");
        own(paths, KqlType.STRING, detail("d.code"), "status", "code");
        own(paths, KqlType.STRING, detail("d.severity"), "status", "severity");
        own(paths, KqlType.STRING, detail("d.cause"), "status", "cause");
        own(paths, KqlType.STRING, detail("d.category"), "category");
        own(
                paths,
                KqlType.STRING,
                "'/repositories/' || spot_.repository || '/images/' || spot_.digest",
                "resourceDetails",
                "id");
        own(paths, KqlType.STRING, "'Azure'", "resourceDetails", "source");
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

    /** A place of sub-assessments; other rows are asked by their JSON. */
    private static void own(List<KqlPath> paths, KqlType type, String sql, String... keys) {
        String inJson = "t.i_properties ->> '$.\"" + String.join("\".\"", keys) + "\"'";
        String other = switch (type) {
            case STRING -> inJson;
            case DYNAMIC -> "CAST(t.i_properties -> '$.\"" + String.join("\".\"", keys) + "\"' AS JSON)";
            case BOOL -> "TRY_CAST(" + inJson + " AS BOOLEAN)";
            case REAL -> "TRY_CAST(" + inJson + " AS DOUBLE)";
            case INT, LONG -> "TRY_CAST(" + inJson + " AS BIGINT)";
            case DATETIME -> ticks("epoch_ms(TRY_CAST(" + inJson + " AS TIMESTAMP))");
            case DECIMAL, TIMESPAN, GUID -> "NULL";
        };
        paths.add(path(type, either(other, sql), keys));
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
        data(paths, KqlType.STRING, "spot_.repository", "repositoryName");
        data(paths, KqlType.STRING, "spot_.digest", "imageDigest");
        data(paths, KqlType.STRING, place("p.host"), "registryHost");
        data(paths, KqlType.BOOL, detail("d.patchable"), "patchable");
        data(paths, KqlType.REAL, detail("d.cvss2"), "cvss", "2.0", "base");
        data(paths, KqlType.REAL, detail("d.cvss3"), "cvss", "3.0", "base");
        data(paths, KqlType.REAL, detail("d.cvss4"), "cvss", "4.0", "base");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.cvss") + " AS JSON)", "cvss");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.cve") + " AS JSON)", "cve");
        data(paths, KqlType.DYNAMIC, "CAST(" + detail("d.refs") + " AS JSON)", "vendorReferences");
        data(paths, KqlType.DATETIME, ticks(detail("d.published")), "publishedTime");
        data(paths, KqlType.STRING, detail("d.threat"), "threat");
    }

    private void mdvm(List<KqlPath> paths) {
        data(paths, KqlType.STRING, "'AzureContainerRegistryVulnerability'", "assessedResourceType");
        data(paths, KqlType.REAL, detail("d.cvss3"), "cvssV30Score");
        data(paths, KqlType.STRING, "nullif(" + detail("d.vulnerability") + ", '')", "vulnerabilityDetails", "cveId");
        data(
                paths,
                KqlType.STRING,
                detail("CASE WHEN d.fix_status IS NULL THEN NULL ELSE d.level END"),
                "vulnerabilityDetails",
                "severity");
        data(paths, KqlType.DATETIME, ticks(detail("d.published")), "vulnerabilityDetails", "publishedDate");
        data(paths, KqlType.STRING, place("p.host"), "artifactDetails", "registryHost");
        data(paths, KqlType.STRING, "spot_.repository", "artifactDetails", "repositoryName");
        data(paths, KqlType.STRING, "spot_.digest", "artifactDetails", "digest");
        data(paths, KqlType.DYNAMIC, "CAST(" + place("p.tags") + " AS JSON)", "artifactDetails", "tags");
        data(paths, KqlType.STRING, place("p.media_type"), "artifactDetails", "mediaType");
        data(paths, KqlType.DATETIME, ticks(place("p.pushed_at")), "artifactDetails", "lastPushedToRegistryUTC");
        data(paths, KqlType.STRING, detail("d.package_name"), "softwareDetails", "packageName");
        data(paths, KqlType.STRING, detail("d.package_version"), "softwareDetails", "version");
        data(paths, KqlType.STRING, detail("d.fixed_version"), "softwareDetails", "fixedVersion");
        data(paths, KqlType.STRING, detail("d.fix_status"), "softwareDetails", "fixStatus");
    }

    private void ours(List<KqlPath> paths) {
        data(paths, KqlType.STRING, detail("d.level"), "tidewaiter", "severity");
        data(paths, KqlType.BOOL, detail("d.exploited"), "tidewaiter", "knownExploited");
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
