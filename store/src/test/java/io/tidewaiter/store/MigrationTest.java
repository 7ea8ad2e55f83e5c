package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.upkeep.Cleaning;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state that the first version wrote, brought to each version since and from there to now, says what it said. */
class MigrationTest {
    private static final String REGISTRY_KEY = Samples.REGISTRY.toLowerCase(java.util.Locale.ROOT);
    private static final String DIGEST = Samples.digest(7);

    /** What the first version kept: one row of each kind that refers to another. */
    private static final String ROWS = """
            INSERT INTO subscription VALUES ('11111111-2222-3333-4444-555555555555',
                '11111111-2222-3333-4444-555555555555', 'tenant', 'Old', 'Enabled');
            INSERT INTO registry VALUES ('%1$s', '11111111-2222-3333-4444-555555555555',
                '11111111-2222-3333-4444-555555555555', 'RG-One', 'RegOne', 'local', 'registry.example',
                'registry.example', '{}');
            INSERT INTO plan VALUES ('11111111-2222-3333-4444-555555555555', 'containerregistry',
                '11111111-2222-3333-4444-555555555555', 'ContainerRegistry', 1);
            INSERT INTO principal VALUES ('client', 'object', 'client', 'object', 'tenant', 'Old', 'hash');
            INSERT INTO role_assignment VALUES ('/|role', 'object', 'role', '/', 'definition', 'object');
            INSERT INTO audit VALUES (1, 1000, 'client', 'create', '%2$s', 'old');
            INSERT INTO intake_log VALUES (1, '%2$s', 'acr', x'7b7d', 1000, NULL, '');
            INSERT INTO scan_job VALUES (1, '%1$s', '%2$s', 'team/old', '1', '%3$s', '', 1000, 'waiting', 0, 1000, NULL, '');
            INSERT INTO registry_seen VALUES (1, '%1$s', '%2$s');
            INSERT INTO advisory_snapshot VALUES (1, 'sha256:db', '[]', 1);
            INSERT INTO image VALUES (1, '%3$s', 'application/vnd.oci.image.manifest.v1+json', 'linux/amd64', 4711,
                '%4$s', 1000, 1000);
            INSERT INTO image_presence VALUES (1, 1, 'team/old', '', 1, 42, 1000, 1000, NULL);
            INSERT INTO image_presence VALUES (2, 1, 'team/old', '1', 1, 42, 1000, 1000, NULL);
            INSERT INTO coverage VALUES (1, 'hash', '%5$s');
            INSERT INTO image_verdict VALUES (1, 1, 'Healthy', '', '', 'catalog-0', 1, 1, '[]', 1000, NULL);
            INSERT INTO package_version VALUES (1, 'pkg:deb/debian/zlib1g@1.2.13', 'Debian:12', 'zlib1g', '1.2.13', 'zlib',
                '1.2.13', 'amd64', 1);
            INSERT INTO evidence_place VALUES (1, 'var/lib/dpkg/status', 'dpkg');
            INSERT INTO image_package VALUES (1, 1, 1, 1, 0, 0, 1000, NULL);
            INSERT INTO vulnerability VALUES (1, 'vhash', 'CVE-2024-1', '["DEBIAN-CVE-2024-1"]', 'About it', 'HIGH', 'NVD',
                '[]', '[]', '2024-01-01T00:00:00Z', 0, 0.5);
            INSERT INTO package_match VALUES (1, 1, 1, 'CVE-2024-1', 'Debian:12', 'zlib', '1.2.13', 'FIXED', '1.2.14', '%6$s',
                1, 1000, 1000, NULL);
            INSERT INTO meter VALUES (1, '11111111-2222-3333-4444-555555555555', '%3$s', '2024-01', '%2$s', 'team/old', 1000);
            """.formatted(
                    REGISTRY_KEY,
                    Samples.REGISTRY,
                    DIGEST,
                    Json.write(Samples.BOOKWORM),
                    Json.write(new Coverage(new CoverageCounts(1, 1, 200, 3, 2, 1, 0, 0, 0, 0, 0, 0), List.of())),
                    Json.write(List.of(
                            new MatchReason("Debian", "DEBIAN-CVE-2024-1", "introduced 0", "zlib", "1.2.13", "name"))));

    private static Flyway flyway(Path folder, String target) {
        return Flyway.configure()
                .dataSource("jdbc:sqlite:" + folder.resolve("state.db"), "", "")
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .target(target)
                .load();
    }

    private static List<String> versions(Path folder) {
        return Arrays.stream(flyway(folder, "latest").info().all())
                .map(MigrationInfo::getVersion)
                .map(version -> version == null ? "" : version.getVersion())
                .toList();
    }

    @Test
    void everyVersionsStateIsReadByThisOne(@TempDir Path all) throws Exception {
        List<String> versions = versions(Files.createDirectory(all.resolve("none")));
        assertThat(versions).startsWith("1", "2", "10").hasSizeGreaterThan(10);
        for (String version : versions) {
            Path folder = Files.createDirectory(all.resolve("from-" + version));
            flyway(folder, "1").migrate();
            fill(folder);
            flyway(folder, version).migrate();
            try (State state = State.open(folder, new TestClock())) {
                assertReads(state, version);
                state.cleaning().run(Cleaning.Retention.USUAL);
                assertReads(state, version + ", cleaned");
            }
            try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                    Statement statement = raw.createStatement();
                    ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
                assertThat(broken.next()).as(version).isFalse();
            }
        }
    }

    private static void fill(Path folder) throws Exception {
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = raw.createStatement()) {
            for (String one : ROWS.split(";\\s*\n")) {
                statement.executeUpdate(one);
            }
        }
    }

    private static void assertReads(State state, String version) {
        RegistryResource registry = state.resources().registry(Samples.REGISTRY).orElseThrow();
        assertThat(registry.loginServer()).as(version).isEqualTo("registry.example");
        assertThat(state.resources().roleAssignments("object")).as(version).hasSize(1);
        assertThat(state.images()
                        .subAssessments(SubAssessmentQuery.of(Samples.REGISTRY))
                        .rows())
                .as(version)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.digest()).isEqualTo(DIGEST);
                    assertThat(row.tags()).containsExactly("1");
                    assertThat(row.status()).isEqualTo(Health.UNHEALTHY);
                    assertThat(row.severity()).isEqualTo(Severity.HIGH);
                    assertThat(row.found().orElseThrow().match().fixedVersion()).isEqualTo("1.2.14");
                });
        assertThat(state.images().summary(Samples.REGISTRY).count(Severity.HIGH))
                .as(version)
                .isEqualTo(1);
        assertThat(state.images().usage(Samples.SUBSCRIPTION)).as(version).hasSize(1);
        assertThat(state.intakeLog().pending(10)).as(version).hasSize(1);
        assertThat(state.scanQueue().counts().waiting()).as(version).isEqualTo(1);
        assertThat(state.resources().audit().of("/", Long.MAX_VALUE, 10))
                .as(version)
                .isNotEmpty();
    }
}
