package io.tidewaiter.assess.vex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.vuln.json.DocumentFault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VexReaderTest {
    private static List<String> said(String document) {
        return VexReader.read(document.getBytes(StandardCharsets.UTF_8)).statements().stream()
                .map(one -> one.status() + " " + one.products().getFirst().name())
                .toList();
    }

    @Test
    void ofTwoContraryWordsTheOneThatHidesNothingCounts() {
        String csaf = """
                {"document": {"category": "csaf_vex", "csaf_version": "2.0", "title": "t",
                   "publisher": {"category": "vendor", "name": "Acme", "namespace": "https://acme.example"},
                   "tracking": {"id": "A-1", "status": "final", "version": "1", "initial_release_date": "2025-01-01T00:00:00Z",
                      "current_release_date": "2025-01-01T00:00:00Z", "revision_history": []}},
                 "product_tree": {"full_product_names": [
                    {"name": "a", "product_id": "a", "product_identification_helper": {"purl": "pkg:npm/a@1.0.0"}},
                    {"name": "b", "product_id": "b", "product_identification_helper": {"purl": "pkg:npm/b@1.0.0"}}]},
                 "vulnerabilities": [{"cve": "CVE-2025-0001", "product_status": {
                    "known_affected": ["a"], "known_not_affected": ["a", "b"], "fixed": ["a"]}}]}
                """;
        assertThat(said(csaf)).containsExactly("AFFECTED pkg:npm/a@1.0.0", "NOT_AFFECTED pkg:npm/b@1.0.0");
    }

    @Test
    void aMajorVersionThatIsNotKnownIsRefused() {
        String document = """
                {"bomFormat": "CycloneDX", "specVersion": "%s", "vulnerabilities": [{"id": "CVE-2025-0001",
                 "analysis": {"state": "not_affected"}, "affects": [{"ref": "pkg:npm/a@1.0.0"}]}]}
                """;
        assertThat(said(document.formatted("1.7"))).containsExactly("NOT_AFFECTED pkg:npm/a@1.0.0");
        assertThatThrownBy(() -> said(document.formatted("2.0")))
                .isInstanceOf(DocumentFault.class)
                .hasMessageContaining("version 2.0");
    }

    @Test
    void aWordOfADayToComeHidesNothingYet() {
        String openVex = """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://us.example/1", "author": "us", "version": 1,
                 "timestamp": "2025-01-01T00:00:00Z", "statements": [
                 {"vulnerability": {"name": "CVE-2025-0001"}, "products": [{"@id": "pkg:npm/a"}], "status": "affected",
                  "action_statement": "wait"},
                 {"vulnerability": {"name": "CVE-2025-0001"}, "products": [{"@id": "pkg:npm/a"}], "status": "fixed",
                  "timestamp": "2025-06-01T00:00:00+02:00"}]}
                """;
        String cycloneDx = """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "2025-06-01T00:00:00Z"},
                 "vulnerabilities": [{"id": "CVE-2025-0001", "analysis": {"state": "not_affected"},
                 "affects": [{"ref": "pkg:npm/a@1.0.0"}]}]}
                """;
        assertThat(saidAt(openVex, "2025-05-01T00:00:00Z")).isEqualTo(1);
        assertThat(saidAt(openVex, "2025-05-31T12:00:00Z"))
                .as("less than a day before")
                .isEqualTo(2);
        assertThat(saidAt(openVex, "2024-05-01T00:00:00Z"))
                .as("what is affected need not wait")
                .isEqualTo(1);
        assertThat(saidAt(cycloneDx, "2025-05-01T00:00:00Z")).isZero();
        assertThat(saidAt(cycloneDx, "2025-06-02T00:00:00Z")).isEqualTo(1);
        assertThat(saidAt(cycloneDx.replace("2025-06-01T00:00:00Z", "tomorrow"), "2025-05-01T00:00:00Z"))
                .as("a time that is none is no time to come")
                .isEqualTo(1);
    }

    private static int saidAt(String document, String now) {
        return VexReader.read(document.getBytes(StandardCharsets.UTF_8))
                .at(Instant.parse(now))
                .statements()
                .size();
    }
}
