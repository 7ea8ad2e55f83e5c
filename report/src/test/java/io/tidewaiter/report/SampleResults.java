package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.Verdict;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
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
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.util.List;

/** Results with everything in them that a report can show. */
final class SampleResults {
    static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");

    private SampleResults() {}

    static Digest digest(char c) {
        return new Digest("sha256", String.valueOf(c).repeat(64));
    }

    static InstalledPackage deb(String name, String version, String path) {
        Purl purl =
                Purl.of("deb", "debian", name, version).with("arch", "amd64").with("distro", "debian-12");
        return new InstalledPackage(
                purl,
                DEBIAN,
                name,
                version,
                new SourcePackage("openssl", version),
                "amd64",
                new Evidence(path, 1, "dpkg"),
                1);
    }

    static ScanResult unhealthy(String hostile) {
        InstalledPackage one = deb("libssl3", "3.0.11-1", "var/lib/dpkg/status");
        InstalledPackage two = deb("openssl", "3.0.11-1", "var/lib/dpkg/status");
        InstalledPackage again = deb("openssl", "3.0.11-1", "srv/chroot/var/lib/dpkg/status");
        Vulnerability vulnerability = new Vulnerability(
                "CVE-2026-0001",
                List.of("DEBIAN-CVE-2026-0001"),
                "A flaw " + hostile,
                Severity.HIGH,
                "CVSS 3.1 (NVD)",
                List.of(new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5, "NVD")),
                List.of("https://example.org/advisory"),
                "2026-01-02T03:04:05Z",
                true,
                0.25,
                List.of("CWE-79", "CWE-1321"));
        Match match = new Match(
                DEBIAN,
                "openssl",
                "3.0.11-1",
                vulnerability,
                FixState.FIXED,
                "3.0.12-1",
                List.of(new MatchReason(
                        "Debian",
                        "DEBIAN-CVE-2026-0001",
                        "introduced 0, fixed 3.0.12-1",
                        "openssl",
                        "3.0.11-1",
                        "source package")));
        Coverage coverage = new Coverage(
                new CoverageCounts(2, 2, 1000, 20, 18, 1, 0, 5, 5, 0, 0, 4),
                List.of(new CoverageFact(CoverageFact.Kind.NOTE, "etc/x", 0, "seen " + hostile)));
        return new ScanResult(
                new ImageIdentity(
                        "registry.example/team/demo:1",
                        digest('a'),
                        "application/vnd.oci.image.manifest.v1+json",
                        "linux/amd64",
                        4711),
                new Inventory(
                        "catalog-1",
                        new OperatingSystem("debian", "12", "bookworm", "Debian " + hostile, List.of(), DEBIAN),
                        List.of(
                                new LayerRecord(0, digest('b'), digest('c'), "ADD " + hostile, 300, 500),
                                new LayerRecord(1, digest('d'), digest('e'), "", 300, 500)),
                        List.of(two, one, again),
                        coverage),
                new ImageAssessment(
                        new Verdict(Health.UNHEALTHY, "FindingsPresent", "1 finding"),
                        List.of(new Finding(match, List.of(one, two, again), "Update openssl to 3.0.12-1")),
                        coverage,
                        new AdvisorySnapshot(
                                "sha256:" + "9".repeat(64),
                                List.of(new AdvisorySnapshot.Feed("Debian:12", 10, "2026-11-20T00:00:00Z")))));
    }

    static ScanResult unverified() {
        Coverage coverage = new Coverage(
                new CoverageCounts(1, 0, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                List.of(new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "", 0, "the gzip stream ends early")));
        return new ScanResult(
                new ImageIdentity("dir:/x", null, "", "", 0),
                new Inventory(
                        "catalog-1",
                        OperatingSystem.NONE,
                        List.of(new LayerRecord(0, null, null, "", 0, 10)),
                        List.of(),
                        coverage),
                new ImageAssessment(
                        new Verdict(Health.UNVERIFIED, "LayerUnreadable", "layer 0 could not be read"),
                        List.of(),
                        coverage,
                        AdvisorySnapshot.NONE));
    }
}
