package io.tidewaiter.graph.database;

import java.util.List;

/**
 * The tables of the graph.
 *
 * <p>The fact is {@code finding}: a row for each image place and finding, numbers that name the rest. What a finding
 * says stands in {@code detail}, once for each match with the packages it speaks for, which all images with the same base
 * share; below 0 what is said of an image of which nothing counts. Whatever belongs to the image stands in {@code spot}
 * and {@code place}, to the registry in {@code registry}. Those are small, and a condition on what a finding says is
 * asked of some thousands of texts and not of ten million rows. A rank orders rows as the text beside it does. Times are
 * milliseconds since 1970; what holds now has {@link #OPEN} as its end.
 */
public final class Tables {
    /** The end of what holds now. */
    public static final long OPEN = Long.MAX_VALUE;

    /** The form of these tables; a file with another one is made anew. */
    public static final int VERSION = 10;

    private Tables() {}

    /** Names of all tables that the state fills, for making them anew. */
    public static List<String> filled() {
        return List.of(
                "registry",
                "spot",
                "place",
                "presence",
                "detail",
                "kind",
                "finding",
                "contain",
                "bundle",
                "content",
                "evidence",
                "print",
                "package",
                "layer",
                "gap",
                "item",
                "meter",
                "job",
                "vulnerability",
                "snapshot",
                "reevaluation");
    }

    /** What makes the tables, those that are there left alone. */
    public static List<String> all() {
        return List.of(
                META,
                REGISTRY,
                SPOT,
                PLACE,
                PRESENCE,
                KIND,
                DETAIL,
                FINDING,
                CONTAIN,
                BUNDLE,
                CONTENT,
                EVIDENCE,
                PRINT,
                PACKAGE,
                LAYER,
                GAP,
                ITEM,
                METER,
                JOB,
                VULNERABILITY,
                SNAPSHOT,
                REEVALUATION);
    }

    private static final String META = """
            CREATE TABLE IF NOT EXISTS meta (version INTEGER, form VARCHAR, position BIGINT, applied_at BIGINT)
            """;

    // What never changes of a registry; its rank does.
    private static final String REGISTRY = """
            CREATE TABLE IF NOT EXISTS registry (no INTEGER, id VARCHAR, subscription VARCHAR, resource_group VARCHAR,
                id_rank INTEGER)
            """;

    // An image in a repository: what never changes of it.
    private static final String SPOT = """
            CREATE TABLE IF NOT EXISTS spot (no INTEGER, image INTEGER, registry INTEGER, registry_id VARCHAR,
                scope VARCHAR, subscription VARCHAR, resource_group VARCHAR, repository VARCHAR, digest VARCHAR,
                hi VARCHAR, hi_rank BIGINT, valid_from BIGINT, valid_to BIGINT)
            """;

    // The same at a time: a new row for each change but that of the time of the scan.
    private static final String PLACE = """
            CREATE TABLE IF NOT EXISTS place (no INTEGER, image INTEGER, registry INTEGER, tags VARCHAR, host VARCHAR,
                media_type VARCHAR, platform VARCHAR, os_id VARCHAR, os_version VARCHAR, os_name VARCHAR,
                size_bytes BIGINT, health VARCHAR, cause VARCHAR, description VARCHAR, level VARCHAR, gaps INTEGER,
                catalog_version VARCHAR, advisory_digest VARCHAR, pushed_at BIGINT, scanned_at BIGINT,
                base_name VARCHAR, base_digest VARCHAR, base_how VARCHAR, base_layers INTEGER,
                head VARCHAR, data VARCHAR, soft VARCHAR, ours VARCHAR, judged_from BIGINT, valid_from BIGINT,
                valid_to BIGINT)
            """;

    // All that points to an image, tags too, to see whether it moved.
    private static final String PRESENCE = """
            CREATE TABLE IF NOT EXISTS presence (image INTEGER, no BIGINT, valid_to BIGINT)
            """;

    private static final String KIND = """
            CREATE TABLE IF NOT EXISTS kind (no INTEGER, key VARCHAR)
            """;

    private static final String DETAIL = """
            CREATE TABLE IF NOT EXISTS detail (no INTEGER, key VARCHAR, vulnerability VARCHAR, id VARCHAR,
                display_name VARCHAR, code VARCHAR, severity VARCHAR, cause VARCHAR, status_description VARCHAR,
                remediation VARCHAR, impact VARCHAR, category VARCHAR, description VARCHAR, type VARCHAR,
                patchable BOOLEAN, cvss2 DOUBLE, cvss3 DOUBLE, cvss4 DOUBLE, cvss VARCHAR, cve VARCHAR,
                published BIGINT, refs VARCHAR, threat VARCHAR, level VARCHAR, exploited BOOLEAN, epss DOUBLE,
                fix_state VARCHAR, fix_status VARCHAR, fixed_version VARCHAR, package_name VARCHAR,
                package_version VARCHAR, package_type VARCHAR, purl VARCHAR, introduced INTEGER,
                head VARCHAR, data VARCHAR, soft VARCHAR, ours VARCHAR, kind INTEGER, lo VARCHAR, lo_rank BIGINT)
            """;

    // Sole: as long as it holds, no other row has its image and its vulnerability.
    private static final String FINDING = """
            CREATE TABLE IF NOT EXISTS finding (place INTEGER, image INTEGER, registry INTEGER, detail INTEGER,
                sole BOOLEAN, first_seen BIGINT, valid_from BIGINT, valid_to BIGINT)
            """;

    // Which bundles of packages an image has; what a layer brought is a bundle.
    private static final String CONTAIN = """
            CREATE TABLE IF NOT EXISTS contain (image INTEGER, bundle INTEGER, valid_from BIGINT, valid_to BIGINT)
            """;

    private static final String BUNDLE = "CREATE TABLE IF NOT EXISTS bundle (no INTEGER, key VARCHAR)";

    private static final String CONTENT = """
            CREATE TABLE IF NOT EXISTS content (bundle INTEGER, package INTEGER, evidence INTEGER, layer INTEGER,
                introduced INTEGER)
            """;

    private static final String EVIDENCE = """
            CREATE TABLE IF NOT EXISTS evidence (no INTEGER, path VARCHAR, cataloger VARCHAR)
            """;

    // What an image's findings and contents followed from, as a number: where it is the same, they stay.
    private static final String PRINT = "CREATE TABLE IF NOT EXISTS print (image INTEGER, print BIGINT)";

    private static final String PACKAGE = """
            CREATE TABLE IF NOT EXISTS package (no INTEGER, purl VARCHAR, type VARCHAR, ecosystem VARCHAR,
                name VARCHAR, version VARCHAR, source_name VARCHAR, source_version VARCHAR, architecture VARCHAR)
            """;

    private static final String LAYER = """
            CREATE TABLE IF NOT EXISTS layer (image INTEGER, no INTEGER, digest VARCHAR, diff_id VARCHAR,
                created_by VARCHAR, stored_bytes BIGINT, expanded_bytes BIGINT, valid_from BIGINT, valid_to BIGINT)
            """;

    // What limits what a reading proves.
    private static final String GAP = """
            CREATE TABLE IF NOT EXISTS gap (image INTEGER, kind VARCHAR, breaks_proof BOOLEAN, path VARCHAR,
                layer INTEGER, detail VARCHAR, valid_from BIGINT, valid_to BIGINT)
            """;

    // Every other resource: few, so whole. home is its table in queries, grp what it is written anew with, changes what
    // differs from the version before.
    private static final String ITEM = """
            CREATE TABLE IF NOT EXISTS item (no INTEGER, home VARCHAR, grp VARCHAR, scope VARCHAR, hash VARCHAR,
                id VARCHAR, name VARCHAR, type VARCHAR, tenant_id VARCHAR, kind VARCHAR, location VARCHAR,
                resource_group VARCHAR, subscription VARCHAR, managed_by VARCHAR, sku VARCHAR, plan VARCHAR,
                properties VARCHAR, tags VARCHAR, identity VARCHAR, body VARCHAR, changes VARCHAR, changed INTEGER,
                valid_from BIGINT, valid_to BIGINT)
            """;

    private static final String METER = """
            CREATE TABLE IF NOT EXISTS meter (no BIGINT, scope VARCHAR, subscription VARCHAR, registry_id VARCHAR,
                repository VARCHAR, digest VARCHAR, period VARCHAR, metered_at BIGINT)
            """;

    private static final String JOB = """
            CREATE TABLE IF NOT EXISTS job (no BIGINT, scope VARCHAR, subscription VARCHAR, registry_id VARCHAR,
                repository VARCHAR, tag VARCHAR, digest VARCHAR, state VARCHAR, attempt INTEGER, received_at BIGINT,
                finished_at BIGINT, note VARCHAR)
            """;

    private static final String VULNERABILITY = """
            CREATE TABLE IF NOT EXISTS vulnerability (no INTEGER, name VARCHAR, aliases VARCHAR, title VARCHAR,
                level VARCHAR, severity_source VARCHAR, cvss VARCHAR, refs VARCHAR, published BIGINT,
                exploited BOOLEAN, epss DOUBLE)
            """;

    // When everything was judged again, and by which advisories.
    private static final String REEVALUATION = """
            CREATE TABLE IF NOT EXISTS reevaluation (done_at BIGINT, digest VARCHAR)
            """;

    private static final String SNAPSHOT = """
            CREATE TABLE IF NOT EXISTS snapshot (no INTEGER, digest VARCHAR, rank BIGINT, feeds VARCHAR)
            """;
}
