package io.tidewaiter.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemediationPlanTest {
    private static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");
    private static final BaseImage BASE = new BaseImage("debian:12", null, 1, true, BaseImage.How.CHAIN_ID);

    private static RemediationPlan.Counted finding(
            String id, String name, String fixed, int layer, @Nullable BaseImage base) {
        InstalledPackage installed = new InstalledPackage(
                Purl.of("deb", "debian", name, "1.0-1"),
                DEBIAN,
                name,
                "1.0-1",
                null,
                "amd64",
                new Evidence("var/lib/dpkg/status", layer, "dpkg"),
                layer);
        Vulnerability vulnerability = new Vulnerability(
                id, List.of(), "", Severity.HIGH, "", List.of(), List.of(), "", id.startsWith("KEV"), 0);
        Match match = new Match(
                DEBIAN,
                name,
                "1.0-1",
                vulnerability,
                fixed.isEmpty() ? FixState.AFFECTED : FixState.FIXED,
                fixed,
                List.of(new MatchReason("Debian", id, "", name, "1.0-1", "")));
        return new RemediationPlan.Counted(new Finding(match, List.of(installed), ""), base);
    }

    @Test
    void saysWhatToDoFirstInWhichLayerAndWhatItCloses() {
        List<RemediationPlan.Counted> findings = List.of(
                finding("CVE-1", "openssl", "1.0-2", 2, BASE),
                finding("KEV-2", "openssl", "1.0-10", 2, BASE),
                finding("CVE-3", "openssl", "1.0-3", 2, BASE),
                finding("CVE-4", "openssl", "1.0-3", 4, BASE),
                finding("CVE-5", "zlib", "1.0-2", 0, BASE),
                finding("CVE-6", "bash", "1.0-2", 0, BASE),
                finding("CVE-7", "bash", "", 0, BASE),
                finding("CVE-8", "curl", "", 2, null));
        assertThat(RemediationPlan.of(findings, 10))
                .extracting(RemediationPlan.Step::sentence)
                .containsExactly(
                        "Update openssl to 1.0-10 in layer 2: closes 3, 1 known exploited",
                        "Newer base image than debian:12: closes 2",
                        "Update openssl to 1.0-3 in layer 4: closes 1");
        assertThat(RemediationPlan.of(findings, 1)).hasSize(1);
        assertThat(RemediationPlan.of(List.of(), 10)).isEmpty();
    }

    @Test
    void withoutAKnownBaseEveryPackageIsTheImagesOwn() {
        assertThat(RemediationPlan.of(List.of(finding("CVE-5", "zlib", "1.0-2", 0, null)), 10))
                .extracting(RemediationPlan.Step::sentence)
                .containsExactly("Update zlib to 1.0-2 in layer 0: closes 1");
    }
}
