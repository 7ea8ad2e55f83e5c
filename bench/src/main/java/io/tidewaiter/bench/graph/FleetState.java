package io.tidewaiter.bench.graph;

import io.tidewaiter.assess.SubAssessmentIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Fills a state with a fleet far faster than scans could, straight into its tables: some bases with their packages and
 * findings, and images that are a base and a few packages of their own. The same seed gives the same fleet.
 */
final class FleetState {
    private static final int BASES = 60;
    private static final int PACKAGES = 6_000;
    private static final int PACKAGES_OF_BASE = 120;
    private static final int PACKAGES_OF_APP = 60;
    private static final int VULNERABILITIES = 20_000;
    private static final int REGISTRIES = 40;
    private static final long START = 1_760_000_000_000L;

    private final Random random = new Random(20261128);
    private final Connection state;

    private FleetState(Connection state) {
        this.state = state;
    }

    /**
     * Adds a fleet to a state that nobody has open.
     *
     * @return findings that it has
     */
    static long fill(Path folder, int images) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("state.db").toAbsolutePath())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = OFF");
                statement.execute("PRAGMA foreign_keys = OFF");
            }
            connection.setAutoCommit(false);
            long findings = new FleetState(connection).fill(images);
            connection.commit();
            return findings;
        }
    }

    private long fill(int images) throws SQLException {
        registries();
        vulnerabilities();
        int[] matches = packages();
        List<int[]> bases = new ArrayList<>();
        for (int i = 0; i < BASES; i++) {
            bases.add(some(PACKAGES_OF_BASE));
        }
        long findings = 0;
        try (PreparedStatement image = state.prepareStatement("""
                        INSERT INTO image (id, digest, media_type, platform, size_bytes, operating_system,
                            first_scanned_at, scanned_at, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
                        """);
                PreparedStatement place = state.prepareStatement("""
                        INSERT INTO image_presence (registry, repository, tag, image, place, seen_at, valid_from)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """);
                PreparedStatement verdict = state.prepareStatement("""
                        INSERT INTO image_verdict (image, health, cause, description, catalog_version, advisory,
                            coverage, layers, valid_from) VALUES (?, 'Healthy', '', '', 'bench', 1, 1, '[]', ?)
                        """);
                PreparedStatement contained = state.prepareStatement("""
                        INSERT INTO image_package (image, package_version, evidence, evidence_layer, introduced_by,
                            valid_from) VALUES (?, ?, 1, ?, ?, ?)
                        """)) {
            for (int number = 1; number <= images; number++) {
                long at = START + number * 1000L;
                String digest = "sha256:" + String.format(Locale.ROOT, "%064x", number);
                image(image, number, digest, at);
                place(place, number, digest, at);
                run(verdict, number, at);
                for (int version : bases.get(random.nextInt(BASES))) {
                    run(contained, number, version, 0, 0, at);
                    findings += matches[version];
                }
                for (int version : some(PACKAGES_OF_APP)) {
                    run(contained, number, version, 2, 2, at);
                    findings += matches[version];
                }
            }
        }
        run(
                state.prepareStatement("INSERT INTO state_change (kind, key, changed_at) VALUES ('EVERYTHING', '', ?)"),
                START);
        return findings;
    }

    private void registries() throws SQLException {
        run(state.prepareStatement("INSERT INTO coverage (id, hash, body) VALUES (1, 'bench', ?)"), """
                {"counts":{"layers":1,"layersRead":1,"bytes":1,"files":1,"packages":1,"databases":1,"archives":0,\
                "executables":0,"explained":0,"own":0},"facts":[],"unexplained":[]}""");
        run(
                state.prepareStatement("INSERT INTO evidence_place (id, path, cataloger) VALUES (1, ?, 'dpkg')"),
                "var/lib/dpkg/status");
        run(
                state.prepareStatement(
                        "INSERT INTO advisory_snapshot (id, digest, feeds, rank) VALUES (1, 'sha256:bench', ?, 1)"),
                "[]");
        for (int i = 1; i <= REGISTRIES; i++) {
            String id = registry(i);
            run(
                    state.prepareStatement(
                            "INSERT INTO registry_seen (id, registry_key, registry_id) VALUES (?, ?, ?)"),
                    i,
                    id.toLowerCase(Locale.ROOT),
                    id);
            run(
                    state.prepareStatement("""
                            INSERT INTO registry (registry_key, subscription_key, subscription_id, resource_group, name,
                                location, login_server, login_server_key, properties)
                            VALUES (?, ?, ?, 'rg', ?, 'west', ?, ?, '{}')
                            """),
                    id.toLowerCase(Locale.ROOT),
                    subscription(i),
                    subscription(i),
                    "reg" + i,
                    "reg" + i + ".example",
                    "reg" + i + ".example");
        }
    }

    private static String subscription(int registry) {
        return String.format(Locale.ROOT, "00000000-0000-0000-0000-%012d", registry % 8);
    }

    private static String registry(int number) {
        return "/subscriptions/" + subscription(number)
                + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg" + number;
    }

    private void vulnerabilities() throws SQLException {
        String[] severities = {"LOW", "LOW", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH", "HIGH", "CRITICAL", "NEGLIGIBLE"};
        try (PreparedStatement insert = state.prepareStatement("""
                INSERT INTO vulnerability (id, hash, name, aliases, title, severity, severity_source, cvss, refs, published,
                    known_exploited, epss) VALUES (?, ?, ?, '[]', ?, ?, 'NVD', ?, ?, ?, ?, ?)
                """)) {
            for (int i = 1; i <= VULNERABILITIES; i++) {
                String name = "CVE-" + (2015 + i % 12) + "-" + (10_000 + i);
                run(
                        insert,
                        i,
                        "bench" + i,
                        name,
                        "A flaw in the handling of input number " + i + " lets an attacker read or write out of bounds",
                        severities[random.nextInt(severities.length)],
                        "[{\"version\":\"3.1\",\"vector\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\",\"baseScore\":"
                                + (random.nextInt(100) / 10.0) + ",\"source\":\"NVD\"}]",
                        "[\"https://security.example/" + name + "\",\"https://vendor.example/" + name + "\"]",
                        "20" + (15 + i % 12) + "-01-02T03:04:05Z",
                        random.nextInt(100) == 0 ? 1 : 0,
                        random.nextInt(1000) / 1000.0);
            }
        }
    }

    /** Package versions with their matches; how many each has. */
    private int[] packages() throws SQLException {
        int[] matches = new int[PACKAGES + 1];
        try (PreparedStatement version = state.prepareStatement("""
                        INSERT INTO package_version (id, identity, purl, ecosystem, name, version, source_name,
                            source_version, architecture, attributes, undecided, decided_by)
                        VALUES (?, ?, ?, 'Debian:12', ?, '1.2.3', ?, '1.2.3', 'amd64', '{}', '', 1)
                        """);
                PreparedStatement match = state.prepareStatement("""
                        INSERT INTO package_match (package_version, vulnerability, vulnerability_name, ecosystem,
                            subject_name, subject_version, fix_state, fixed_version, reasons, advisory, first_seen,
                            valid_from)
                        SELECT ?, id, name, 'Debian:12', ?, '1.2.3', ?, ?, ?, 1, ?, ? FROM vulnerability WHERE id = ?
                        """)) {
            for (int i = 1; i <= PACKAGES; i++) {
                String name = i == 7 ? "log4j-core" : "package-" + i;
                run(version, i, "bench " + i, "pkg:deb/debian/" + name + "@1.2.3?arch=amd64", name, "src-" + name);
                matches[i] = random.nextInt(4) == 0 ? random.nextInt(9) : 0;
                int first = 1 + random.nextInt(VULNERABILITIES - 10);
                for (int m = 0; m < matches[i]; m++) {
                    boolean fixed = random.nextInt(3) > 0;
                    run(
                            match,
                            i,
                            "src-" + name,
                            fixed ? "FIXED" : "AFFECTED",
                            fixed ? "1.2.4" : "",
                            "[{\"feed\":\"Debian\",\"record\":\"DEBIAN\",\"range\":\"introduced 0\",\"matchedName\":\""
                                    + name + "\",\"matchedVersion\":\"1.2.3\",\"rule\":\"source package\"}]",
                            START,
                            START,
                            first + m);
                }
            }
        }
        return matches;
    }

    private int[] some(int count) {
        return random.ints(1, PACKAGES + 1).distinct().limit(count).toArray();
    }

    private static void image(PreparedStatement image, int number, String digest, long at) throws SQLException {
        run(
                image,
                number,
                digest,
                "application/vnd.oci.image.manifest.v1+json",
                "linux/amd64",
                50_000_000 + number,
                "{\"id\":\"debian\",\"versionId\":\"12\",\"codename\":\"bookworm\",\"prettyName\":\"Debian GNU/Linux 12\","
                        + "\"idLike\":[],\"channels\":[],\"ecosystem\":null}",
                at,
                at);
    }

    private void place(PreparedStatement place, int number, String digest, long at) throws SQLException {
        int registry = 1 + random.nextInt(REGISTRIES);
        String repository = "team/app" + random.nextInt(2_000);
        long hash = SubAssessmentIds.place(registry(registry), repository, digest);
        run(place, registry, repository, "", number, hash, at, at);
        run(place, registry, repository, "v" + number, number, hash, at, at);
    }

    private static void run(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
