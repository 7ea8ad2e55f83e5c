package io.tidewaiter.cli.scan;

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
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Results with chosen findings. */
final class Findings {
    private Findings() {}

    static Finding finding(String id, Severity severity, FixState state, boolean exploited) {
        Ecosystem npm = Ecosystem.parse("npm");
        Vulnerability vulnerability =
                new Vulnerability(id, List.of(), "", severity, "", List.of(), List.of(), "", exploited, -1);
        Match match = new Match(
                npm,
                "left-pad",
                "1.0.0",
                vulnerability,
                state,
                state == FixState.FIXED ? "1.0.1" : "",
                List.of(new MatchReason("npm", id, "introduced 0", "left-pad", "1.0.0", "name")));
        InstalledPackage installed = new InstalledPackage(
                Purl.of("npm", "", "left-pad", "1.0.0"),
                npm,
                "left-pad",
                "1.0.0",
                null,
                "",
                new Evidence("node_modules/left-pad/package.json", 0, "npm"),
                0);
        return new Finding(match, List.of(installed), "Update left-pad");
    }

    /** A finding of a kernel's source package in packages that it built. */
    static Finding ofKernel(String... packages) {
        Ecosystem debian = Ecosystem.parse("Debian:12");
        Match match = new Match(
                debian,
                "linux",
                "6.1.76-1",
                finding("CVE-2026-3", Severity.HIGH, FixState.FIXED, false)
                        .match()
                        .vulnerability(),
                FixState.FIXED,
                "6.1.90-1",
                List.of(new MatchReason("Debian", "CVE-2026-3", "introduced 0", "linux", "6.1.76-1", "name")));
        return new Finding(
                match,
                Stream.of(packages)
                        .map(name -> new InstalledPackage(
                                Purl.of("deb", "debian", name, "6.1.76-1"),
                                debian,
                                name,
                                "6.1.76-1",
                                null,
                                "amd64",
                                new Evidence("var/lib/dpkg/status", 0, "dpkg"),
                                0))
                        .toList(),
                "Update linux");
    }

    static ScanResult result(boolean complete, Finding... findings) {
        Coverage coverage = new Coverage(
                CoverageCounts.NONE,
                complete ? List.of() : List.of(new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "", 0, "cut")));
        return new ScanResult(
                new ImageIdentity("oci:x", null, "", "", 0),
                new Inventory("1", OperatingSystem.NONE, List.of(), List.of(), coverage),
                new ImageAssessment(
                        new Verdict(findings.length == 0 ? Health.HEALTHY : Health.UNHEALTHY, "", ""),
                        List.of(findings),
                        coverage,
                        AdvisorySnapshot.NONE));
    }
}
