package io.tidewaiter.server;

import io.tidewaiter.assess.Assessor;
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
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scans that are put into a state as the pipeline would put them. */
final class Scans {
    private static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");
    private static final AdvisorySnapshot ADVISORIES = new AdvisorySnapshot(
            digest(50), List.of(new AdvisorySnapshot.Feed("Debian:12", 10, "2026-11-01T00:00:00Z")));

    private Scans() {}

    static String digest(int number) {
        return "sha256:" + String.format(Locale.ROOT, "%064x", number);
    }

    /** An image with one package and this many vulnerabilities, the first one critical; then a verdict. */
    static void save(State state, String registryId, int image, int findings, CoverageFact... facts) {
        InstalledPackage installed = new InstalledPackage(
                Purl.of("deb", "debian", "libssl3", "3.0.11-1").with("arch", "amd64"),
                DEBIAN,
                "libssl3",
                "3.0.11-1+b" + image,
                new SourcePackage("openssl", "3.0.11-1"),
                "amd64",
                new Evidence("var/lib/dpkg/status", 0, "dpkg"),
                0);
        List<MatchResult.PackageMatch> matches = new ArrayList<>();
        for (int i = 0; i < findings; i++) {
            matches.add(new MatchResult.PackageMatch(installed, match(image, i)));
        }
        Inventory inventory = new Inventory(
                "catalog-1",
                new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux 12", List.of(), DEBIAN),
                List.of(new LayerRecord(
                        0, Digest.parse(digest(900)), Digest.parse(digest(901)), "ADD rootfs", 100, 200)),
                List.of(installed),
                new Coverage(new CoverageCounts(1, 1, 200, 3, 2, 1, 0, 0, 0, 0, 0, 0), List.of(facts)));
        ScanResult result = new ScanResult(
                new ImageIdentity(
                        "registry.example:5000/team/demo:" + image,
                        Digest.parse(digest(image)),
                        "application/vnd.oci.image.manifest.v1+json",
                        "linux/amd64",
                        4711),
                inventory,
                Assessor.assess(inventory, new MatchResult(ADVISORIES, matches, List.of()), List.of()));
        state.scanQueue()
                .enqueue(new ScanRequest(
                        registryId, "team/demo", String.valueOf(image), digest(image), "", Instant.now()));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, registryId.split("/")[2], result);
    }

    private static Match match(int image, int number) {
        String id = String.format(Locale.ROOT, "CVE-2026-%d%04d", image, number);
        Vulnerability vulnerability = new Vulnerability(
                id,
                List.of("DEBIAN-" + id),
                "Overflow in <b>" + id + "</b>",
                number == 0 ? Severity.CRITICAL : Severity.MEDIUM,
                "CVSS 3.1 (NVD)",
                List.of(
                        new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "NVD"),
                        new CvssScore("2.0", "AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5, "NVD")),
                List.of("https://security.example/" + id, "javascript:alert(1)"),
                "2026-01-02T03:04:05Z",
                false,
                0.25);
        return new Match(
                DEBIAN,
                "openssl",
                "3.0.11-1",
                vulnerability,
                number == 0 ? FixState.FIXED : FixState.AFFECTED,
                number == 0 ? "3.0.12-1" : "",
                List.of(new MatchReason(
                        "Debian", "DEBIAN-" + id, "introduced 0", "openssl", "3.0.11-1", "source package")));
    }
}
