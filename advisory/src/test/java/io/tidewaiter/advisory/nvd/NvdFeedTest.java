package io.tidewaiter.advisory.nvd;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.vuln.CvssScore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers in the shape of {@code services.nvd.nist.gov/rest/json/cves/2.0}. */
class NvdFeedTest {
    private static final String CVE = """
            {"id": "%s", "sourceIdentifier": "cve@mitre.org", "published": "2024-03-29T17:15:21.150",
             "lastModified": "2024-05-01T19:15:27.347", "vulnStatus": "%s", "cveTags": [],
             "descriptions": [{"lang": "en", "value": "text"}],
             "metrics": {"cvssMetricV31": [
                {"source": "other", "type": "Secondary", "cvssData": {"version": "3.1",
                  "vectorString": "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N"}},
                {"source": "nvd@nist.gov", "type": "Primary", "cvssData": {"version": "3.1", "baseScore": 10.0,
                  "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"}}],
              "cvssMetricV2": [{"source": "nvd@nist.gov", "type": "Primary",
                "cvssData": {"version": "2.0", "vectorString": "AV:N/AC:L/Au:N/C:C/I:C/A:C"}}]},
             "weaknesses": [{"source": "x", "type": "Primary", "description": [{"lang": "en", "value": "CWE-506"}]}],
             "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [{"vulnerable": true,
               "criteria": "cpe:2.3:a:acme:a:*:*:*:*:*:node.js:*:*", "versionEndExcluding": "2"}]}]}],
             "references": [{"url": "https://example.org", "source": "x"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void scoresAreAddedToWhatOthersSayAndNoPackageIsGuessed() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("nvd/page-1.json", """
                        {"resultsPerPage": 3, "startIndex": 0, "totalResults": 3, "format": "NVD_CVE", "version": "2.0",
                         "vulnerabilities": [{"cve": %s}, {"cve": %s}, {"cve": {"id": 7}}]}
                        """.formatted(
                                CVE.formatted("CVE-2025-0001", "Analyzed"), CVE.formatted("CVE-2025-0003", "Rejected")))
                .file("nvd/CVE-2025-0002.json", CVE.formatted("CVE-2025-0002", "Modified"))
                .file("nvd/bad.json", "{\"resultsPerPage\": ")
                .record("x_1", "npm", "b", "introduced 0", "\"aliases\": [\"CVE-2025-0001\"],")
                .record("x_2", "npm", "b", "introduced 0", "\"aliases\": [\"CVE-2025-0002\"],")
                .record("x_3", "npm", "b", "introduced 0", "\"aliases\": [\"CVE-2025-0003\"],");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.db().enrichment("CVE-2025-0001").scores().stream()
                            .map(CvssScore::baseScore))
                    .containsExactlyInAnyOrder(10.0, 4.0, 10.0);
            assertThat(compiled.db().enrichment("CVE-2025-0001").scores()).hasSize(3);
            assertThat(compiled.db().enrichment("CVE-2025-0002").scores()).hasSize(3);
            assertThat(compiled.db().enrichment("CVE-2025-0003").scores()).isEmpty();
            assertThat(compiled.says("npm", "a")).isEmpty();
            assertThat(compiled.report().count("advisories")).isEqualTo(3);
            assertThat(compiled.report().count("refused")).isOne();
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }
}
