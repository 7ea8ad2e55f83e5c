package io.tidewaiter.bench.state;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.SubAssessmentIds;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.State;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes a state: templates through the store's own writers, then many images of each template by SQL. A template is one
 * of 20 bases of 80 packages and 60 packages from a pool of 6,000; some 100 findings come of it. An image beside that
 * has a digest, a chain and a place of its own. Half of all images lie in one registry, the others in 50.
 */
final class MadeState {
    static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    static final int TEMPLATES = 200;
    /** In so many templates lies the package of the vulnerability that the measured rule hides. */
    static final int TEMPLATES_WITH_MARK = 20;

    private static final int REGISTRIES = 50;
    private static final int BASES = 20;
    private static final int OF_BASE = 80;
    private static final int OF_POOL = 60;
    private static final int POOL = 6_000;
    private static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");
    private static final AdvisorySnapshot ADVISORIES = new AdvisorySnapshot(
            digest("advisories", 1), List.of(new AdvisorySnapshot.Feed("Debian:12", 10, "2026-11-01T00:00:00Z")));

    private final Random random = new Random(20261128);

    static String registry(int number) {
        return "/subscriptions/" + SUBSCRIPTION
                + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg" + number;
    }

    static String digest(String what, int number) {
        return "sha256:" + String.format(Locale.ROOT, "%056x%08x", what.hashCode() & 0xFFFFFFFFL, number);
    }

    /** Fills a folder with a state of that many images. */
    void fill(Path folder, int images) throws SQLException {
        try (State state = State.open(folder, Clock.systemUTC())) {
            for (int i = 0; i <= REGISTRIES; i++) {
                state.resources()
                        .putRegistry(
                                new RegistryResource(
                                        SUBSCRIPTION, "rg", "reg" + i, "global", "reg" + i + ".example", "{}"),
                                "bench");
            }
            for (int template = 0; template < TEMPLATES; template++) {
                save(state, template);
            }
        }
        try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"))) {
            sql.setAutoCommit(false);
            multiply(sql, images);
            sql.commit();
        }
    }

    private void save(State state, int template) {
        ScanRequest request = new ScanRequest(
                registry(0),
                "team" + template % 40 + "/app" + template,
                "1",
                digest("image", template),
                "",
                Clock.systemUTC().instant());
        state.scanQueue().enqueue(request);
        state.images().save(state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(), SUBSCRIPTION, scan(template));
    }

    private ScanResult scan(int template) {
        List<InstalledPackage> packages = new ArrayList<>();
        List<MatchResult.PackageMatch> matches = new ArrayList<>();
        for (int i = 0; i < OF_BASE; i++) {
            add("base" + template % BASES + "-" + i, 0, packages, matches);
        }
        for (int i = 0; i < OF_POOL; i++) {
            add("app" + random.nextInt(POOL), 3, packages, matches);
        }
        if (template < TEMPLATES_WITH_MARK) {
            InstalledPackage marked = installed("marked", 4);
            packages.add(marked);
            matches.add(match(marked, "CVE-2026-4242", Severity.CRITICAL));
        }
        List<LayerRecord> layers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Digest layer = Digest.parse(digest(i < 3 ? "base" + template % BASES : "own" + template, i));
            layers.add(new LayerRecord(i, layer, layer, "RUN step " + i, 1_000_000, 3_000_000));
        }
        Coverage coverage =
                new Coverage(new CoverageCounts(6, 6, 18_000_000, 4_000, 900, 40, 40, 0, 0, 0, 0, 0), List.of());
        OperatingSystem system =
                new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux 12", List.of(), DEBIAN);
        Inventory inventory = new Inventory("catalog-4", system, layers, packages, coverage);
        ImageIdentity identity = new ImageIdentity(
                "reg0.example/app" + template,
                Digest.parse(digest("image", template)),
                "application/vnd.oci.image.manifest.v1+json",
                "linux/amd64",
                18_000_000);
        return new ScanResult(
                identity,
                inventory,
                Assessor.assess(inventory, new MatchResult(ADVISORIES, matches, List.of()), List.of()));
    }

    /** Every third package has matches, two on average; the same package always the same ones. */
    private static void add(
            String name, int layer, List<InstalledPackage> packages, List<MatchResult.PackageMatch> matches) {
        InstalledPackage installed = installed(name, layer);
        if (packages.contains(installed)) {
            return;
        }
        packages.add(installed);
        int seed = name.hashCode() & 0xFFFF;
        for (int i = 0; i < (seed % 3 == 0 ? seed % 4 + 1 : 0); i++) {
            Severity severity = List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
                    .get((seed + i) % 4);
            matches.add(match(installed, "CVE-2025-" + (10_000 + (seed * 7 + i) % 50_000), severity));
        }
    }

    private static InstalledPackage installed(String name, int layer) {
        return new InstalledPackage(
                Purl.of("deb", "debian", name, "1.2.3-4").with("arch", "amd64").with("distro", "debian-12"),
                DEBIAN,
                name,
                "1.2.3-4",
                new SourcePackage(name, "1.2.3-4"),
                "amd64",
                new Evidence("var/lib/dpkg/status", layer, "dpkg"),
                layer);
    }

    private static MatchResult.PackageMatch match(InstalledPackage installed, String id, Severity severity) {
        Vulnerability vulnerability = new Vulnerability(
                id,
                List.of("DEBIAN-" + id),
                "A flaw in " + installed.name() + " lets somebody do something that they should not be able to do",
                severity,
                "CVSS 3.1 (NVD)",
                List.of(new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5, "NVD")),
                List.of("https://security-tracker.example/" + id, "https://nvd.example/" + id),
                "2025-01-02T03:04:05Z",
                false,
                0.25);
        return new MatchResult.PackageMatch(
                installed,
                new Match(
                        DEBIAN,
                        installed.name(),
                        installed.version(),
                        vulnerability,
                        FixState.FIXED,
                        "1.2.4-1",
                        List.of(new MatchReason(
                                "Debian",
                                "DEBIAN-" + id,
                                "introduced 0, fixed 1.2.4-1",
                                installed.name(),
                                "1.2.3-4",
                                "source package"))));
    }

    // Multiplying

    private static void multiply(Connection sql, int images) throws SQLException {
        run(sql, "PRAGMA foreign_keys = OFF");
        for (int i = 1; i <= REGISTRIES; i++) {
            run(
                    sql,
                    "INSERT INTO registry_seen (registry_key, registry_id) VALUES ('"
                            + registry(i).toLowerCase(Locale.ROOT) + "', '" + registry(i) + "')");
        }
        run(
                sql,
                "CREATE TEMP TABLE clone (image INTEGER PRIMARY KEY, template INTEGER, digest TEXT, registry INTEGER,"
                        + " repository TEXT, place INTEGER)");
        try (PreparedStatement insert = sql.prepareStatement("INSERT INTO clone VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int i = TEMPLATES; i < images; i++) {
                int registry = i % 2 == 0 ? 0 : 1 + i / 2 % REGISTRIES;
                String repository = "team" + i % 40 + "/app" + i % 2_000;
                String digest = digest("image", i);
                insert.setInt(1, i + 1);
                insert.setInt(2, i % TEMPLATES + 1);
                insert.setString(3, digest);
                insert.setInt(4, registry + 1);
                insert.setString(5, repository);
                insert.setLong(6, SubAssessmentIds.place(registry(registry), repository, digest));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        run(sql, """
                INSERT INTO image (id, digest, media_type, platform, size_bytes, operating_system, first_scanned_at,
                    scanned_at, base)
                SELECT c.image, c.digest, i.media_type, i.platform, i.size_bytes, i.operating_system,
                    i.first_scanned_at, i.scanned_at, i.base
                FROM clone c JOIN image i ON i.id = c.template ORDER BY c.image""");
        run(sql, """
                INSERT INTO image_package (image, package_version, evidence, evidence_layer, introduced_by, valid_from)
                SELECT c.image, p.package_version, p.evidence, p.evidence_layer, p.introduced_by, p.valid_from
                FROM clone c JOIN image_package p ON p.image = c.template ORDER BY c.image""");
        run(
                sql,
                "INSERT INTO image_contents SELECT c.image, k.packages, k.health FROM clone c"
                        + " JOIN image_contents k ON k.image = c.template ORDER BY c.image");
        run(sql, """
                INSERT INTO image_verdict (image, health, cause, description, catalog_version, advisory, coverage,
                    layers, valid_from)
                SELECT c.image, v.health, v.cause, v.description, v.catalog_version, v.advisory, v.coverage, v.layers,
                    v.valid_from
                FROM clone c JOIN image_verdict v ON v.image = c.template ORDER BY c.image""");
        run(sql, """
                INSERT INTO image_chain (image, layers, chain_id, is_whole)
                SELECT c.image, k.layers, CASE WHEN k.layers < 5 THEN k.chain_id
                    ELSE 'sha256:' || substr(c.digest, 25) || substr(k.chain_id, 56) END, k.is_whole
                FROM clone c JOIN image_chain k ON k.image = c.template ORDER BY c.image""");
        for (String tag : List.of("''", "'1'")) {
            run(
                    sql,
                    "INSERT INTO image_presence (registry, repository, tag, image, place, seen_at, valid_from)"
                            + " SELECT c.registry, c.repository, " + tag
                            + ", c.image, c.place, i.scanned_at, i.scanned_at"
                            + " FROM clone c JOIN image i ON i.id = c.template ORDER BY c.image");
        }
        run(
                sql,
                "INSERT INTO meter (subscription_key, digest, period, registry_id, repository, metered_at)"
                        + " SELECT '" + SUBSCRIPTION
                        + "', c.digest, '2026-11', r.registry_id, c.repository, 1795000000000"
                        + " FROM clone c JOIN registry_seen r ON r.id = c.registry");
    }

    private static void run(Connection sql, String text) throws SQLException {
        try (java.sql.Statement statement = sql.createStatement()) {
            statement.executeUpdate(text);
        }
    }
}
