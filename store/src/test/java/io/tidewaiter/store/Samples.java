package io.tidewaiter.store;

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
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Images and what was found in them, made by hand. */
final class Samples {
    static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    static final String REGISTRY = "/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/RG-One/providers/Microsoft.ContainerRegistry/registries/RegOne";
    static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");
    static final OperatingSystem BOOKWORM =
            new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux 12", List.of(), DEBIAN);
    static final Instant START = Instant.parse("2026-11-03T10:00:00Z");

    private Samples() {}

    static String digest(int number) {
        return "sha256:" + String.format(Locale.ROOT, "%064x", number);
    }

    static AdvisorySnapshot advisories(int number) {
        return new AdvisorySnapshot(
                digest(number), List.of(new AdvisorySnapshot.Feed("Debian:12", 10, "2026-11-01T00:00:00Z")));
    }

    static ScanRequest request(String repository, String tag, int image) {
        return request(repository, tag, image, START);
    }

    static ScanRequest request(String repository, String tag, int image, Instant receivedAt) {
        return new ScanRequest(REGISTRY, repository, tag, digest(image), "", receivedAt);
    }

    static InstalledPackage deb(String name, String source, String version) {
        return new InstalledPackage(
                Purl.of("deb", "debian", name, version).with("arch", "amd64").with("distro", "debian-12"),
                DEBIAN,
                name,
                version,
                new SourcePackage(source, version),
                "amd64",
                new Evidence("var/lib/dpkg/status", 1, "dpkg"),
                0);
    }

    static Vulnerability vulnerability(String id, Severity severity) {
        return new Vulnerability(
                id,
                List.of("DEBIAN-" + id),
                "About " + id,
                severity,
                "CVSS 3.1 (NVD)",
                List.of(new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5, "NVD")),
                List.of("https://security.example/" + id),
                "2026-01-02T03:04:05Z",
                false,
                0.25);
    }

    static MatchResult.PackageMatch match(InstalledPackage installed, Vulnerability vulnerability, String fixed) {
        SourcePackage source = installed.source();
        return new MatchResult.PackageMatch(
                installed,
                new Match(
                        DEBIAN,
                        source.name(),
                        source.version(),
                        vulnerability,
                        fixed.isEmpty() ? FixState.AFFECTED : FixState.FIXED,
                        fixed,
                        List.of(new MatchReason(
                                "Debian",
                                "DEBIAN-" + vulnerability.id(),
                                "introduced 0",
                                source.name(),
                                source.version(),
                                "source package"))));
    }

    static CoverageFact unreadable(String detail) {
        return new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "", 1, detail);
    }

    static ScanResult result(
            int image,
            AdvisorySnapshot advisories,
            List<InstalledPackage> packages,
            MatchResult.PackageMatch... found) {
        return result(image, "catalog-1", advisories, packages, List.of(), found);
    }

    static ScanResult result(
            int image,
            String catalogVersion,
            AdvisorySnapshot advisories,
            List<InstalledPackage> packages,
            List<CoverageFact> facts,
            MatchResult.PackageMatch... found) {
        Inventory inventory = new Inventory(
                catalogVersion,
                BOOKWORM,
                List.of(new LayerRecord(
                        0, Digest.parse(digest(900)), Digest.parse(digest(901)), "ADD rootfs", 100, 200)),
                packages,
                new Coverage(new CoverageCounts(1, 1, 200, 3, 2, 1, 0, 0, 0, 0, 0, 0), facts));
        return new ScanResult(
                identity(image),
                inventory,
                Assessor.assess(inventory, new MatchResult(advisories, Arrays.asList(found), List.of()), List.of()));
    }

    static ImageIdentity identity(int image) {
        return new ImageIdentity(
                "regone.example/team/demo:1",
                Digest.parse(digest(image)),
                "application/vnd.oci.image.manifest.v1+json",
                "linux/amd64",
                4711);
    }
}
