package io.tidewaiter.vuln;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KEV and EPSS. */
class EnrichmentReadersTest {
    @Test
    void readsTheIdsOfTheCatalogue() {
        String catalogue = """
                {"title": "CISA Catalog", "count": 2, "vulnerabilities": [
                  {"cveID": "CVE-2021-44228", "vendorProject": "Apache", "cwes": ["CWE-20"]},
                  {"vendorProject": "x", "cveID": "CVE-2014-0160"}]}
                """;
        assertThat(KevReader.read(catalogue.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .containsExactly("CVE-2014-0160", "CVE-2021-44228");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"vulnerabilities\": 1}",
                "{\"vulnerabilities\": [{\"cveID\": 1}]}",
                "{\"vulnerabilities\": ["
            })
    void whatIsNoCatalogueIsNone(String document) {
        assertThat(KevReader.read(document.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void readsTheRealCatalogue() throws IOException {
        byte[] catalogue = Files.readAllBytes(
                SharedFiles.require("data", "advisories", "kev", "known_exploited_vulnerabilities.json"));
        assertThat(KevReader.read(catalogue).orElseThrow()).hasSize(1_404).contains("CVE-2021-44228");
    }

    @Test
    void readsScoresAndLeavesOutWhatIsNone() throws IOException {
        String csv = """
                #model_version:v2025.03.14,score_date:2025-06-01T12:00:00Z
                cve,epss,percentile
                CVE-2021-44228,0.94358,0.99957\r
                CVE-2020-0001,1.5,0.1
                CVE-2020-0002,NaN,0.1
                CVE-2020-0003,x,0.1
                CVE-2020-0004,0.5
                GHSA-1,0.5,0.5
                """ + "CVE-2020-0005,0." + "1".repeat(1_000_000) + ",0.5\nCVE-2014-0160,1,1";
        assertThat(EpssReader.read(new StringReader(csv), 100))
                .containsOnlyKeys("CVE-2021-44228", "CVE-2014-0160")
                .containsEntry("CVE-2021-44228", 0.94358);
    }

    @Test
    void moreLinesThanAllowedAreAFault() {
        assertThatThrownBy(() -> EpssReader.read(new StringReader("\n".repeat(11)), 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 10 lines");
    }
}
