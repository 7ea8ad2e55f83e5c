package io.tidewaiter.assess;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.util.List;

/** Packages and matches, made by hand. */
final class Samples {
    static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");

    private Samples() {}

    static InstalledPackage deb(String name, String source) {
        return new InstalledPackage(
                Purl.of("deb", "debian", name, "3.0.11-1"),
                DEBIAN,
                name,
                "3.0.11-1",
                new SourcePackage(source, "3.0.11-1"),
                "amd64",
                new Evidence("var/lib/dpkg/status", 0, "dpkg"),
                0);
    }

    static Vulnerability vulnerability(String id, Severity severity) {
        return vulnerability(id, severity, false, -1, 5.0);
    }

    static Vulnerability vulnerability(String id, Severity severity, boolean exploited, double epss, double score) {
        return new Vulnerability(
                id,
                List.of(),
                "",
                severity,
                "",
                List.of(new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", score, "NVD")),
                List.of(),
                "",
                exploited,
                epss);
    }

    static Match match(String source, Vulnerability vulnerability, FixState state, String fixed) {
        return new Match(
                DEBIAN,
                source,
                "3.0.11-1",
                vulnerability,
                state,
                fixed,
                List.of(new MatchReason("Debian", "X", "introduced 0", source, "3.0.11-1", "source package")));
    }

    static Inventory inventory(List<InstalledPackage> packages, List<CoverageFact> facts) {
        return new Inventory(
                "catalog-1", OperatingSystem.NONE, List.of(), packages, new Coverage(CoverageCounts.NONE, facts));
    }
}
