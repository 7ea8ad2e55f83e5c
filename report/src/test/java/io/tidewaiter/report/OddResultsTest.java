package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Results that are possible and unusual, of which each once made a document that its published schema refuses. */
class OddResultsTest {
    private static final String LONG = "1.0-" + "x".repeat(70_000);

    private static ScanResult odd(String text, String published) {
        Ecosystem npm = Ecosystem.parse("npm");
        InstalledPackage installed = new InstalledPackage(
                Purl.of("npm", "", "a", "1").with("odd key", text),
                npm,
                "a",
                text,
                null,
                "",
                new Evidence("", 0, "x"),
                0,
                new TreeMap<>());
        Match match = new Match(
                npm,
                "a",
                text,
                new Vulnerability(
                        "CVE-2025-0001",
                        List.of("GHSA-x" + "y".repeat(5000) + "1", "GHSA-x" + "y".repeat(5000) + "2"),
                        text,
                        Severity.UNKNOWN,
                        "",
                        List.of(),
                        List.of("", "ftp://x", "http://[bad", "https://example.org/a"),
                        published,
                        false,
                        -1),
                FixState.AFFECTED,
                "",
                List.of(new MatchReason("f", "r", "introduced 0", "a", text, "package")));
        ScanResult all = SampleResults.unhealthy("");
        ImageAssessment assessment = all.assessment();
        return new ScanResult(
                all.image(),
                new Inventory(
                        "c",
                        all.inventory().operatingSystem(),
                        all.inventory().layers(),
                        List.of(installed),
                        assessment.coverage()),
                new ImageAssessment(
                        assessment.verdict(),
                        List.of(new Finding(match, List.of(installed), "")),
                        assessment.coverage(),
                        assessment.advisories()));
    }

    private static JsonNode json(ReportFormat format, ScanResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(List.of(result), out);
        return JsonMapper.shared().readTree(out.toByteArray());
    }

    @Test
    void cycloneDxLeavesOutWhatItsSchemaHasNoFormFor() throws IOException {
        JsonNode document = json(ReportFormat.CYCLONEDX, odd(LONG, "yesterday"));
        for (JsonNode component : document.path("components")) {
            assertThat(component.path("version").asString("").length()).isLessThanOrEqualTo(1024);
            for (JsonNode occurrence : component.at("/evidence/occurrences")) {
                assertThat(occurrence.has("location")).isTrue();
            }
        }
        JsonNode vulnerability = document.at("/vulnerabilities/0");
        assertThat(vulnerability.path("advisories").toString()).isEqualTo("[{\"url\":\"https://example.org/a\"}]");
        assertThat(vulnerability.has("published")).isFalse();
        assertThat(json(ReportFormat.CYCLONEDX, odd("1", "2025-01-01T00:00:00+02:00"))
                        .at("/vulnerabilities/0/published")
                        .stringValue())
                .isEqualTo("2025-01-01T00:00:00+02:00");
    }

    @Test
    void namesThatAreEqualWhenTheyAreCutStandOnceInOpenVexAndSarif() throws IOException {
        assertThat(json(ReportFormat.OPENVEX, odd("1", ""))
                        .at("/statements/0/vulnerability/aliases")
                        .size())
                .isOne();
        assertThat(json(ReportFormat.SARIF, odd("1", ""))
                        .at("/runs/0/tool/driver/rules/0/properties/aliases")
                        .size())
                .isOne();
    }

    @Test
    void ourOwnFormNamesThePlaceOfAPackageThatHasNone() throws IOException {
        assertThat(json(ReportFormat.JSON, odd("1", ""))
                        .at("/packages/0/evidence/path")
                        .stringValue())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void everyFormatIsWritten(ReportFormat format) throws IOException {
        for (String text : List.of("", "a\"b'c<d>&e\n\t", "\u0000\u001b[31m\u009b", "\ud800", "]]>--><!--", LONG)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.write(List.of(odd(text, text)), out);
            assertThat(out.size()).isPositive();
        }
    }
}
