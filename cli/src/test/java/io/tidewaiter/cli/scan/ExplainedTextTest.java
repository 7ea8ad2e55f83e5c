package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.match.Explainer;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.testkit.OsvRecords;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --explain} prints, for matches and for what is none, beside {@code src/test/golden/explain}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainedTextTest {
    private static final Path GOLDEN = Path.of("src/test/golden/explain");

    /** id | ecosystem | package | events | further members of the document. */
    private static final String RECORDS = """
            DEBIAN-CVE-2024-0001 | Debian:12 | curl | introduced 0 fixed 7.88.1-10+deb12u5 |
            DSA-1 | Debian:12 | curl | introduced 0 fixed 7.88.1-10+deb12u5 | "upstream": ["CVE-2024-0001", "CVE-2024-0002"],
            DEBIAN-CVE-2024-0003 | Debian:12 | openssl | introduced 0 |
            DEBIAN-CVE-2024-0004 | Debian:12 | openssl | introduced 0 fixed 3.0.11-1~deb12u2 |
            DEBIAN-CVE-2024-0005 | Debian:12 | openssl | introduced 0 fixed 0 |
            DEBIAN-CVE-2024-0006 | Debian:12 | python-six | introduced 0 fixed 1.16.0-4 |
            GHSA-aaaa-aaaa-aaaa | PyPI | six | introduced 0 fixed 1.17.0 | "aliases": ["CVE-2024-0006"],
            ALSA-1 | AlmaLinux:8 | postgresql | introduced 0 fixed 13.22-1.module_el8 | "summary": "Important: postgresql:13 security update", "related": ["CVE-2024-0007"],
            ALSA-2 | AlmaLinux:8 | postgresql | introduced 0 fixed 16.10-1.module_el8 | "summary": "Important: postgresql:16 security update", "related": ["CVE-2024-0007"],
            GO-1 | Go | stdlib | introduced 0 fixed 1.20.12 introduced 1.21.0-0 fixed 1.21.5 | "aliases": ["CVE-2024-0008"],
            GHSA-bbbb-bbbb-bbbb | npm | left | introduced 1.0.0 fixed 1.3.0 | "aliases": ["CVE-2024-0009"],
            DEBIAN-CVE-2024-0011 | Debian:12 | curl | introduced 0 |
            GHSA-cccc-cccc-cccc | npm | left | introduced 0 | "aliases": ["CVE-2024-0011"], "database_specific": {"severity": "LOW"},
            DSA-2 | Debian:11 | curl | introduced 0 | "upstream": ["CVE-2024-0010"],
            """;

    @TempDir
    private static Path folder = Path.of("");

    private @Nullable AdvisoryDb db;

    @BeforeAll
    void compile() throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        OsvRecords.write(feeds, RECORDS);
        Files.writeString(feeds.resolve("listed.json"), """
                {"id": "MAL-2024-1", "modified": "2025-01-01T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "npm", "name": "left"}, "versions": ["1.2.0", "1.2.1"]}]}
                """);
        Files.createDirectories(feeds.resolve("kev"));
        Files.writeString(feeds.resolve("kev/kev.json"), "{\"vulnerabilities\": [{\"cveID\": \"CVE-2024-0001\"}]}");
        Files.createDirectories(feeds.resolve("epss"));
        Files.writeString(
                feeds.resolve("epss/epss.csv"),
                "#model_version:v2025.03.14,score_date:2025-11-01T00:00:00Z\ncve,epss,percentile\nCVE-2024-0001,0.94412,0.99\n");
        Path file = folder.resolve("a.db");
        new AdvisoryCompiler().compile(feeds, file);
        db = AdvisoryDb.open(file);
    }

    @AfterAll
    void close() {
        if (db != null) {
            db.close();
        }
    }

    private static InstalledPackage of(
            String purl, String ecosystem, String name, String path, Map<String, String> more) {
        Purl parsed = Purl.parse(purl).orElseThrow();
        String version = parsed.version();
        String source = more.getOrDefault("source", "");
        TreeMap<String, String> attributes = new TreeMap<>(more);
        attributes.remove("source");
        return new InstalledPackage(
                parsed,
                Ecosystem.parse(ecosystem),
                name,
                version,
                source.isEmpty() ? null : new SourcePackage(source, version),
                "",
                new Evidence(path, 1, parsed.type().equals("deb") ? "dpkg" : parsed.type()),
                1,
                attributes);
    }

    private static Inventory inventory() {
        String status = "var/lib/dpkg/status";
        List<InstalledPackage> packages = List.of(
                of(
                        "pkg:deb/debian/libcurl4@7.88.1-10%2Bdeb12u4",
                        "Debian:12", "libcurl4", status, Map.of("source", "curl")),
                of(
                        "pkg:deb/debian/libssl3@3.0.11-1~deb12u2",
                        "Debian:12",
                        "libssl3",
                        status,
                        Map.of("source", "openssl")),
                of(
                        "pkg:deb/debian/python3-six@1.16.0-4",
                        "Debian:12",
                        "python3-six",
                        status,
                        Map.of("source", "python-six")),
                of(
                        "pkg:pypi/six@1.16.0",
                        "PyPI",
                        "six",
                        "usr/lib/python3/dist-packages/six/METADATA",
                        Map.of("ownedBy", "python3-six")),
                of(
                        "pkg:rpm/almalinux/postgresql@13.18-1.module_el8",
                        "AlmaLinux:8",
                        "postgresql",
                        "var/lib/rpm/Packages",
                        Map.of("module", "postgresql:13")),
                of("pkg:golang/stdlib@1.21.4", "Go", "stdlib", "usr/bin/app", Map.of()),
                of("pkg:npm/left@1.2.0", "npm", "left", "app/node_modules/left/package.json", Map.of()));
        return new Inventory(
                "test", OperatingSystem.NONE, List.of(), packages, new Coverage(CoverageCounts.NONE, List.of()));
    }

    private String explained(String asked) {
        if (db == null) {
            throw new IllegalStateException("not compiled");
        }
        return ExplainedText.of("oci:image", Explainer.explain(db, inventory(), asked), List.of("Debian:12 has ended"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source-package CVE-2024-0001",
                "open CVE-2024-0003",
                "module-stream CVE-2024-0007",
                "second-stretch CVE-2024-0008",
                "listed-version MAL-2024-1",
                "fixed-by-backport CVE-2024-0004",
                "vendor-says-no CVE-2024-0005",
                "owned-by-the-distribution GHSA-aaaa-aaaa-aaaa",
                "unknown CVE-1999-0001",
                "of-another-release CVE-2024-0010",
            })
    void saysWhatTheGoldenFileSays(String name) throws IOException {
        String[] words = name.split(" ");
        Path expected = GOLDEN.resolve(words[0] + ".txt");
        String said = explained(words[1]);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected, StandardCharsets.UTF_8));
    }

    @Test
    void everyGoldenFileIsOfACase() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(GOLDEN)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        assertThat(names).hasSize(10);
    }

    /** The distribution's word on its package is none on another. */
    @Test
    void theUrgencyIsThatOfEachPackage() {
        String said = explained("CVE-2024-0011");
        assertThat(said)
                .containsOnlyOnce("release     Debian:12 has ended")
                .containsSubsequence(
                        "URGENCY of CVE-2024-0011 in libcurl4 7.88.1-10+deb12u4\n    severity    unknown",
                        "URGENCY of CVE-2024-0011 in left 1.2.0\n    severity    low, by ");
    }

    @Test
    void namesAreAskedForInAnySpelling() {
        assertThat(explained(" cve-2024-0009 ")).contains("MATCH: left 1.2.0 (npm)");
        assertThat(explained("\u001b[2J")).doesNotContain("\u001b").contains("NO MATCH");
    }
}
