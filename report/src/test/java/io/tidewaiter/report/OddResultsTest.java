package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
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
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
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

    /** A result in which every text that may be empty is; its finding stands there twice, and is hidden by VEX twice. */
    private static ScanResult bare() {
        InstalledPackage installed = new InstalledPackage(
                Purl.of("generic", "", "tool", ""),
                null,
                "",
                "",
                null,
                "",
                new Evidence("", 0, ""),
                0,
                new TreeMap<>());
        Match match = new Match(
                Ecosystem.parse("npm"),
                "",
                "",
                new Vulnerability(
                        "-1",
                        List.of("", "-x"),
                        "",
                        Severity.UNKNOWN,
                        "",
                        List.of(new CvssScore("3.1", "", 0, "")),
                        List.of(),
                        "",
                        false,
                        -1),
                FixState.AFFECTED,
                "",
                List.of(new MatchReason("", "", "", "", "", "")));
        Finding finding = new Finding(match, List.of(installed), "");
        SuppressedFinding hidden = new SuppressedFinding(finding, "VexFixed by us");
        ImageAssessment plain = SampleResults.unverified().assessment();
        return new ScanResult(
                new ImageIdentity("", null, "", "", 0),
                new Inventory("", OperatingSystem.NONE, List.of(), List.of(installed), plain.coverage()),
                new ImageAssessment(plain.verdict(), List.of(finding, finding), plain.coverage(), plain.advisories()),
                List.of(hidden, hidden));
    }

    @Test
    void whatASchemaAsksForIsThereWhereNothingIsKnown() throws IOException {
        JsonNode gitLab = json(ReportFormat.GITLAB, bare()).at("/vulnerabilities/0");
        assertThat(gitLab.at("/location").toString())
                .isEqualTo("{\"dependency\":{\"package\":{\"name\":\"tool\"},\"version\":\"\"},"
                        + "\"operating_system\":\"unknown\",\"image\":\"unnamed\"}");
        assertThat(gitLab.at("/identifiers").toString())
                .isEqualTo("[{\"type\":\"other\",\"name\":\"-1\",\"value\":\"-1\"},"
                        + "{\"type\":\"other\",\"name\":\"-x\",\"value\":\"-x\"}]");
        JsonNode spdx = json(ReportFormat.SPDX, bare());
        assertThat(List.of(spdx.path("name"), spdx.at("/packages/0/name"), spdx.at("/packages/1/name")))
                .extracting(JsonNode::stringValue)
                .containsExactly("unnamed", "unnamed", "tool");
        JsonNode cycloneDx = json(ReportFormat.CYCLONEDX, bare());
        assertThat(cycloneDx.at("/metadata/component/name").stringValue()).isEqualTo("unnamed");
        assertThat(cycloneDx.at("/components/0/name").stringValue()).isEqualTo("tool");
        assertThat(cycloneDx.at("/vulnerabilities").size())
                .as("a reference stands once in a document")
                .isEqualTo(2);
        assertThat(cycloneDx.at("/vulnerabilities/0/references").size()).isOne();
        JsonNode vex = json(ReportFormat.OPENVEX, bare());
        assertThat(vex.at("/statements").size()).isEqualTo(2);
        assertThat(vex.at("/statements/0/products/0/@id").stringValue()).isEqualTo("pkg:generic/unnamed");
    }

    @Test
    void everyFormatThatHasASchemaAtHandIsValidWhereNothingIsKnown() throws IOException {
        ByteArrayOutputStream bom = new ByteArrayOutputStream();
        ReportFormat.CYCLONEDX.write(bare(), bom);
        assertThat(new JsonParser().validate(bom.toByteArray(), Version.VERSION_16))
                .isEmpty();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        ReportFormat.JSON.write(bare(), ours);
        assertThat(ReportFormatTest.ourSchema().validate(ours.toString(StandardCharsets.UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void aCleanImageHasAStatementInOpenVexThatHidesNothing() throws IOException {
        JsonNode vex = json(ReportFormat.OPENVEX, SampleResults.unverified());
        assertThat(vex.path("statements").size()).as("the schema asks for one").isOne();
        JsonNode statement = vex.at("/statements/0");
        assertThat(statement.at("/vulnerability/name").stringValue()).isEqualTo("NONE-KNOWN");
        assertThat(statement.path("status").stringValue()).isEqualTo("under_investigation");
        assertThat(statement.path("status_notes").stringValue()).contains("coverage partial");
    }

    @Test
    void aTimeThatCannotBeIsNoTimeOfADocument() {
        ScanResult all = SampleResults.unhealthy("");
        ImageAssessment assessment = all.assessment();
        List<AdvisorySnapshot.Feed> feeds = List.of(
                new AdvisorySnapshot.Feed("a", 1, "2026-02-31T00:00:00Z"),
                new AdvisorySnapshot.Feed("b", 1, "2026-13-45T99:99:99Z"),
                new AdvisorySnapshot.Feed("c", 1, "2026-01-31T01:02:03.5Z"));
        ScanResult odd = new ScanResult(
                all.image(),
                all.inventory(),
                new ImageAssessment(
                        assessment.verdict(),
                        assessment.findings(),
                        assessment.coverage(),
                        new AdvisorySnapshot("", feeds)));
        assertThat(FindingText.time(odd)).isEqualTo("2026-01-31T01:02:03Z");
    }

    /** A folder has no digest. */
    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void whatIsNotKnownIsNotSpelled(ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(List.of(SampleResults.unverified()), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\"null\"", ">null<", "@null");
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
