package io.tidewaiter.advisory.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.advisory.Enrichment;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.testkit.SharedFiles;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.OsvLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryCompilerTest {
    private static final String HIGH =
            "\"severity\": [{\"type\": \"CVSS_V3\", \"score\": \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\"}],";

    @TempDir
    private Path folder;

    private Feeds feeds = new Feeds(Path.of(""));
    private Path database = Path.of("");

    @BeforeEach
    void start() throws IOException {
        feeds = new Feeds(Files.createDirectories(folder.resolve("feeds")));
        database = folder.resolve("a.db");
    }

    private static List<AffectedPackage> lookup(AdvisoryDb db, String ecosystem, String name) {
        return db.lookup(Ecosystem.parse(ecosystem), name);
    }

    @Test
    void whatGoesInComesOut() {
        feeds.record(
                "DEBIAN-CVE-2025-0001",
                "Debian:12",
                "curl",
                "introduced 0 fixed 7.88.1-10+deb12u5",
                HIGH + "\"upstream\": [\"CVE-2025-0001\"], \"summary\": \"a leak\","
                        + "\"references\": [{\"type\": \"WEB\", \"url\": \"https://example.org/1\"}],");
        CompileReport report = feeds.compile(database);
        assertThat(report.packages()).isEqualTo(1);
        assertThat(report.count("documents")).isEqualTo(1);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(db.isIntact()).isTrue();
            assertThat(db.snapshot().digest()).isEqualTo(report.digest());
            AffectedPackage affected = lookup(db, "Debian:12", "curl").getFirst();
            assertThat(affected.ranges())
                    .containsExactly(new VersionRange(
                            VersionRange.Kind.ECOSYSTEM,
                            List.of(new RangeEvent.Introduced("0"), new RangeEvent.Fixed("7.88.1-10+deb12u5"))));
            assertThat(affected.openState()).isEqualTo(FixState.AFFECTED);
            Advisory advisory = db.advisory(affected.advisory());
            assertThat(advisory.id()).isEqualTo("DEBIAN-CVE-2025-0001");
            assertThat(advisory.feed()).isEqualTo("Debian");
            assertThat(advisory.title()).isEqualTo("a leak");
            assertThat(advisory.references()).containsExactly("https://example.org/1");
            assertThat(advisory.names())
                    .containsExactly(new VulnerabilityNames("CVE-2025-0001", List.of("DEBIAN-CVE-2025-0001")));
            assertThat(advisory.scores().getFirst().baseScore()).isEqualTo(7.5);
            assertThat(lookup(db, "Debian:11", "curl")).isEmpty();
            assertThat(lookup(db, "Debian:12", "curl2")).isEmpty();
            assertThat(lookup(db, "Debian:1", "2")).isEmpty();
            assertThat(db.covers(Ecosystem.parse("Debian:12"))).isTrue();
            assertThat(db.covers(Ecosystem.parse("Debian:1"))).isFalse();
            assertThat(db.covers(Ecosystem.parse("Debian"))).isFalse();
        }
    }

    @Test
    void joinsWhatIsKnownOfACve() {
        feeds.record(
                        "GHSA-aaaa-bbbb-cccc",
                        "npm",
                        "left-pad",
                        "introduced 0",
                        HIGH + "\"aliases\": [\"CVE-2021-44228\"],")
                .file("kev/kev.json", "{\"vulnerabilities\": [{\"cveID\": \"CVE-2021-44228\"}]}")
                .file(
                        "epss/epss_scores-1.csv",
                        "cve,epss,percentile\nCVE-2021-44228,0.94358,0.9\nCVE-1999-0001,0.1,0.1\n");
        feeds.compile(database);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            Enrichment enrichment = db.enrichment("CVE-2021-44228");
            assertThat(enrichment.knownExploited()).isTrue();
            assertThat(enrichment.epssProbability()).isEqualTo(0.94358);
            assertThat(enrichment.scores()).hasSize(1);
            assertThat(db.enrichment("CVE-1999-0001")).as("no record names it").isEqualTo(Enrichment.NONE);
            assertThat(db.enrichment("GHSA-aaaa-bbbb-cccc")).isEqualTo(Enrichment.NONE);
            assertThat(db.enrichment("CVE-2021-")).isEqualTo(Enrichment.NONE);
        }
    }

    @Test
    void aNoticeSpeaksForEachOfItsCvesAndMergesNone() {
        feeds.record(
                        "ALSA-2025:1",
                        "AlmaLinux:9",
                        "curl",
                        "introduced 0 fixed 1",
                        "\"related\": [\"CVE-2025-0001\", \"CVE-2025-0002\"],")
                .record("ALBA-2025:2", "AlmaLinux:9", "bash", "introduced 0 fixed 1", "")
                .record("GHSA-aaaa-bbbb-cccc", "npm", "x", "introduced 0", "\"aliases\": [\"CVE-2025-0001\"],")
                .record("x_OTHER-1", "npm", "y", "introduced 0", "\"aliases\": [\"GHSA-AAAA-BBBB-CCCC\"],");
        CompileReport report = feeds.compile(database);
        assertThat(report.count("no vulnerability")).isEqualTo(1);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            Advisory notice =
                    db.advisory(lookup(db, "AlmaLinux:9", "curl").getFirst().advisory());
            assertThat(notice.isNotice()).isTrue();
            assertThat(notice.names().stream().map(VulnerabilityNames::id))
                    .containsExactly("CVE-2025-0001", "CVE-2025-0002");
            Advisory other = db.advisory(lookup(db, "npm", "y").getFirst().advisory());
            assertThat(other.names().getFirst().id())
                    .as("by way of the GHSA record")
                    .isEqualTo("CVE-2025-0001");
        }
    }

    @Test
    void withdrawnRecordsAreLeftOutAndOfDuplicatesTheNewestStays() {
        String old = "{\"id\": \"A-1\", \"modified\": \"2024-01-01T00:00:00Z\", \"affected\": [{\"package\":"
                + " {\"ecosystem\": \"npm\", \"name\": \"old\"}, \"versions\": [\"1\"]}]}";
        feeds.record("A-1", "npm", "new", "introduced 0", "")
                .document("Other", "A-1", old)
                .record("A-2", "npm", "gone", "introduced 0", "\"withdrawn\": \"2025-01-01T00:00:00Z\",");
        CompileReport report = feeds.compile(database);
        assertThat(report.count("withdrawn")).isEqualTo(1);
        assertThat(report.count("duplicates")).isEqualTo(1);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(lookup(db, "npm", "new")).hasSize(1);
            assertThat(lookup(db, "npm", "old")).isEmpty();
            assertThat(lookup(db, "npm", "gone")).isEmpty();
        }
    }

    /** A CVE is nobody's own name: Docker's records and others' are named by it. */
    @Test
    void recordsOfTwoPublishersUnderOneCveAreTwo() {
        String other = "{\"id\": \"%s\", \"modified\": \"2026-01-0%dT00:00:00Z\", %s \"affected\": [%s]}";
        String pypi = "{\"package\": {\"ecosystem\": \"PyPI\", \"name\": \"%s\"}, \"versions\": [\"1\"]}";
        String gone = "\"withdrawn\": \"2026-01-02T00:00:00Z\",";
        feeds.record("CVE-2025-0001", "npm", "x", "introduced 0", "")
                .record("CVE-2025-0002", "npm", "y", "introduced 0", "")
                .record("CVE-2025-0003", "npm", "z", "introduced 0", "")
                .document("Other", "CVE-2025-0001", other.formatted("CVE-2025-0001", 2, "", pypi.formatted("x")))
                .document("Other", "CVE-2025-0002", other.formatted("CVE-2025-0002", 2, gone, pypi.formatted("y")))
                .document("Other", "CVE-2025-0003", other.formatted("CVE-2025-0003", 2, gone, ""));
        feeds.compile(database);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(lookup(db, "npm", "x")).hasSize(1);
            assertThat(lookup(db, "PyPI", "x")).hasSize(1);
            assertThat(lookup(db, "npm", "y"))
                    .as("another one's record was withdrawn")
                    .hasSize(1);
            assertThat(lookup(db, "npm", "z")).as("the CVE was withdrawn").isEmpty();
        }
    }

    /** The list that publishers put beside their records ({@code osv/all.json}) is dated later than these. */
    @Test
    void aListOfRecordsTakesNoRecordOut() {
        feeds.record("A-1", "npm", "x", "introduced 0", "")
                .file(
                        "osv/all.json",
                        "[{\"id\": \"A-1\", \"modified\": \"2026-01-01T00:00:00.98Z\"},"
                                + " {\"id\": \"A-2\", \"modified\": \"2026-01-01T00:00:00Z\"}]");
        CompileReport report = feeds.compile(database);
        assertThat(report.count("index entries")).isEqualTo(2);
        assertThat(report.count("advisories")).isEqualTo(1);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(lookup(db, "npm", "x")).hasSize(1);
        }
    }

    @Test
    void namesAreFoundInEverySpellingOfTheirEcosystem() {
        feeds.record("A-1", "PyPI", "Zope.Interface", "introduced 0", "")
                .record("A-2", "npm", "JSONStream", "introduced 0", "");
        feeds.compile(database);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(lookup(db, "PyPI", "zope-interface")).hasSize(1);
            assertThat(lookup(db, "PyPI", "ZOPE_interface")).hasSize(1);
            assertThat(lookup(db, "npm", "jsonstream")).isEmpty();
        }
    }

    @Test
    void brokenDocumentsAreSetAsideAndCounted() {
        feeds.record("A-1", "npm", "x", "introduced 0", "")
                .document("npm", "bad-1", "{\"id\": 7}")
                .document("npm", "bad-2\u001b", "nothing")
                .file("loose/bad-3.json", "{}");
        CompileReport report = feeds.compile(database);
        assertThat(report.count("documents")).isEqualTo(4);
        assertThat(report.count("refused")).isEqualTo(3);
        assertThat(report.refused())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.document() + one.reason()).doesNotContain("\u001b"));
        assertThat(report.faults()).isEmpty();
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(db.facts().counts()).contains(new DbFacts.Count("refused", 3));
        }
    }

    @Test
    void feedsThatCannotBeReadAreFaultsAndStopNoOther() throws IOException {
        feeds.record("A-1", "npm", "x", "introduced 0", "")
                .file("PyPI/all.zip", "PK\u0003\u0004 no zip")
                .file("kev/kev.json", "[]");
        Files.write(Files.createDirectories(feeds.folder().resolve("epss")).resolve("a.csv.gz"), new byte[] {1, 2});
        CompileReport report = feeds.compile(database);
        assertThat(report.faults()).hasSize(3);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(db.facts().faults()).isEqualTo(report.faults());
            assertThat(lookup(db, "npm", "x")).hasSize(1);
        }
    }

    @Test
    void aBombIsAFaultAndWhatCameBeforeItStays() {
        feeds.record("A-1", "npm", "x", "introduced 0", "");
        for (int i = 0; i < 9; i++) {
            feeds.document("npm", "Z-" + i, "{\"x\": \"" + " ".repeat(8 << 20) + "\"}");
        }
        CompileLimits limits = new CompileLimits(OsvLimits.DEFAULT, 100, 1L << 40, 2, 100, 10, 10);
        CompileReport report = new AdvisoryCompiler(limits).compile(feeds.folder(), database);
        assertThat(report.faults()).hasSize(1).first().asString().contains("expands further");
        assertThat(report.count("advisories")).isEqualTo(1);
    }

    @Test
    void equalFoldersGiveEqualBytes() throws IOException {
        for (int i = 0; i < 300; i++) {
            feeds.record("CVE-2025-%04d".formatted(i), "npm", "p" + i % 40, "introduced 0 fixed 1." + i, HIGH);
        }
        feeds.compile(database);
        Path again = folder.resolve("b.db");
        feeds.compile(again);
        assertThat(Files.mismatch(database, again)).isEqualTo(-1);
    }

    @Test
    void nothingToCompileIsSaid() {
        assertThatThrownBy(() -> feeds.compile(database))
                .isInstanceOfSatisfying(
                        AdvisoryException.class,
                        e -> assertThat(e.code()).isEqualTo(AdvisoryException.Code.NOTHING_TO_COMPILE));
        assertThat(database).doesNotExist();
    }

    /** A file that lies in a wrong place, or is of a kind that nobody reads, is told; what stands beside documents is not. */
    @Test
    void whatIsNotReadIsTold() throws IOException {
        feeds.record("GHSA-1", "npm", "a", "introduced 0", "")
                .file("oval/rhel-9.oval.xml", "<oval_definitions/>")
                .file("oval/rhel-8.oval.xml.bz2", "")
                .file("advisories.yaml", "id: x")
                .file("redhat-csaf/changes.csv", "")
                .file("redhat-csaf/2025/cve-2025-1.json.asc", "")
                .file("suse-oval/a.json", "{}")
                .file("LICENSE.md", "")
                .file(".git/index.json5/x.xml", "");
        Files.createSymbolicLink(feeds.folder().resolve("other.json"), folder.resolve("other.json"));
        try (OutputStream file = Files.newOutputStream(feeds.folder().resolve("glad.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("npm/a/CVE-2025-1.yml"));
        }
        CompileReport report = feeds.compile(database);
        assertThat(report.notes())
                .extracting(note -> note.document() + ": " + note.reason())
                .containsExactly(
                        "oval: .xml files are not read here: oval/rhel-8.oval.xml.bz2 and 1 more",
                        "suse-oval: .json files are not read here: suse-oval/a.json",
                        "the folder: links are not followed: other.json",
                        "the folder: .yaml files are not read here: advisories.yaml",
                        "glad.zip: no .json document is in it");
        assertThat(report.count("notes")).isEqualTo(5);
    }

    /** An unpacked copy of vuln.go.dev has lists beside its records. */
    @Test
    void listsOfTheGoDatabaseAreCountedAsSuch() {
        feeds.file("go/ID/GO-1.json", """
                        {"id": "GO-1", "modified": "2025-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "Go", "name": "a.org/b"},
                         "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
                        """)
                .file("go/index/db.json", "{\"modified\": \"2025-01-01T00:00:00Z\"}")
                .file("go/index/modules.json", "[{\"path\": \"a.org/b\", \"vulns\": []}, {\"path\": \"c\"}]")
                .file("go/index/vulns.json", "[{\"id\": \"GO-1\", \"modified\": \"2025-01-01T00:00:00Z\"}]");
        CompileReport report = feeds.compile(database);
        assertThat(report.count("indexes")).isEqualTo(3);
        assertThat(report.count("refused")).isZero();
        assertThat(report.count("advisories")).isOne();
    }

    @Test
    void enrichmentsMayBePackedAsEveryFile() throws IOException {
        feeds.record("GHSA-1", "npm", "a", "introduced 0", "\"aliases\": [\"CVE-2025-0001\"],");
        packed("kev/kev.json.gz", "{\"vulnerabilities\": [{\"cveID\": \"CVE-2025-0001\"}]}");
        packed("epss/epss.csv.GZ", "cve,epss,percentile\nCVE-2025-0001,0.5,0.9\n");
        feeds.compile(database);
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(db.enrichment("CVE-2025-0001").knownExploited()).isTrue();
            assertThat(db.enrichment("CVE-2025-0001").epssProbability()).isEqualTo(0.5);
        }
    }

    private void packed(String name, String content) throws IOException {
        Path path = feeds.folder().resolve(name);
        Files.createDirectories(path.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whyNothingCouldBeCompiledIsSaid() {
        feeds.file("suse-oval/suse.linux.enterprise.server.15.xml", "<oval_definitions><tests></states>");
        assertThatThrownBy(() -> feeds.compile(database))
                .hasMessageContaining("set aside suse-oval/suse.linux.enterprise.server.15.xml: not XML");
    }

    /** A part of the real feeds. */
    @Test
    void compilesRealFeeds() throws IOException {
        for (String ecosystem : List.of("Maven", "PyPI", "npm", "crates.io")) {
            Path zip = SharedFiles.require("data", "advisories", ecosystem, "all.zip");
            Files.copy(
                    zip,
                    Files.createDirectories(feeds.folder().resolve(ecosystem)).resolve("all.zip"));
        }
        CompileReport report = feeds.compile(database);
        assertThat(report.count("documents")).isEqualTo(849 + 2_182 + 1_189 + 956);
        assertThat(report.faults()).isEmpty();
        try (AdvisoryDb db = AdvisoryDb.open(database)) {
            assertThat(lookup(db, "Maven", "org.apache.logging.log4j:log4j-core"))
                    .isNotEmpty();
            assertThat(lookup(db, "PyPI", "Django")).isNotEmpty();
        }
    }

    /** {@code Kubernetes/all.zip} is OSV: a feed whose folder had that name would read it in its place. */
    @Test
    void noFeedsFolderHasTheNameOfAnEcosystem() {
        assertThat(AllFeeds.ALL.stream().map(Feed::folder))
                .doesNotHaveDuplicates()
                .noneMatch(folder -> ECOSYSTEMS.contains(folder));
    }

    private static final Set<String> ECOSYSTEMS = Set.of(
            "almalinux",
            "alpaquita",
            "alpine",
            "android",
            "azure linux",
            "bioconductor",
            "bitnami",
            "chainguard",
            "cleanstart",
            "conancenter",
            "cran",
            "crates.io",
            "debian",
            "echo",
            "freebsd",
            "ghc",
            "github actions",
            "go",
            "hackage",
            "hex",
            "julia",
            "kubernetes",
            "linux",
            "mageia",
            "maven",
            "minimos",
            "npm",
            "nuget",
            "opam",
            "openeuler",
            "opensuse",
            "oss-fuzz",
            "packagist",
            "photon os",
            "pub",
            "pypi",
            "red hat",
            "rocky linux",
            "root",
            "rubygems",
            "suse",
            "swifturl",
            "tuxcare",
            "ubuntu",
            "vscode",
            "wolfi");
}
