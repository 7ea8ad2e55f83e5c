package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents that other tools read: their shape by their specifications, and foreign text inert in each. */
class ReportDocumentsTest {
    private static final String HOSTILE = "\u001b[31m<script>alert(1)</script>'\"=cmd|x\u202eevil\u0000\n\ud800";

    private static byte[] bytes(ReportFormat format, ScanResult... results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(List.of(results), out);
        return out.toByteArray();
    }

    private static String text(ReportFormat format, ScanResult... results) throws IOException {
        return new String(bytes(format, results), StandardCharsets.UTF_8);
    }

    private static JsonNode json(ReportFormat format, ScanResult result) throws IOException {
        return JsonMapper.shared().readTree(bytes(format, result));
    }

    /** The sample with its finding hidden by a rule. */
    private static ScanResult suppressed() {
        ScanResult all = SampleResults.unhealthy("");
        ImageAssessment assessment = all.assessment();
        Finding finding = assessment.findings().getFirst();
        return new ScanResult(
                all.image(),
                all.inventory(),
                new ImageAssessment(assessment.verdict(), List.of(), assessment.coverage(), assessment.advisories()),
                List.of(new SuppressedFinding(finding, "--severity: high is not shown")));
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportFormat.class,
            names = {"SPDX", "SARIF", "OPENVEX", "CSV", "HTML", "GITLAB", "JUNIT", "TABLE", "LAYERS", "SUMMARY"})
    void foreignTextIsInertAndCut(ReportFormat format) throws IOException {
        String document = text(format, SampleResults.unhealthy(HOSTILE));
        assertThat(document).doesNotContain("\u001b", "\u202e", "\u0000", "\\u001b", "\\u202e", "\\u0000");
        assertThat(bytes(format, SampleResults.unhealthy("x".repeat(10_000_000))))
                .hasSizeLessThan(100_000);
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void halfCharactersDoNotBreakADocument(ReportFormat format) throws IOException {
        assertThat(text(format, SampleResults.unhealthy(HOSTILE)))
                .doesNotContain("\ud800")
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void everyFormatTellsTheCoverage(ReportFormat format) throws IOException {
        assertThat(text(format, SampleResults.unverified())).containsIgnoringCase("partial");
    }

    @Test
    void spdxHoldsPackagesFindingsAndCoverage() throws IOException {
        JsonNode spdx = json(ReportFormat.SPDX, SampleResults.unhealthy(HOSTILE));
        assertThat(spdx.path("spdxVersion").stringValue()).isEqualTo("SPDX-2.3");
        assertThat(spdx.at("/creationInfo/created").stringValue()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(spdx.path("packages").size()).isEqualTo(3);
        assertThat(spdx.at("/packages/1/externalRefs/0/referenceLocator").stringValue())
                .startsWith("pkg:deb/debian/");
        assertThat(spdx.at("/packages/1/externalRefs/1/referenceCategory").stringValue())
                .isEqualTo("SECURITY");
        assertThat(spdx.at("/annotations/0/comment").stringValue()).startsWith("coverage NOTE: layer 0: etc/x: seen");
        assertThat(spdx.at("/relationships/0/relationshipType").stringValue()).isEqualTo("DESCRIBES");
        assertThat(spdx.path("relationships").size()).isEqualTo(3);
    }

    @Test
    void sarifHoldsRulesResultsAndNotifications() throws IOException {
        JsonNode run =
                json(ReportFormat.SARIF, SampleResults.unhealthy(HOSTILE)).at("/runs/0");
        assertThat(run.at("/tool/driver/rules/0/id").stringValue()).isEqualTo("CVE-2026-0001");
        assertThat(run.at("/tool/driver/rules/0/properties/security-severity").stringValue())
                .isEqualTo("7.5");
        assertThat(run.at("/results/0/ruleIndex").intValue()).isZero();
        assertThat(run.at("/results/0/level").stringValue()).isEqualTo("error");
        assertThat(run.at("/results/0/locations").size()).isEqualTo(3);
        assertThat(run.at("/invocations/0/executionSuccessful").booleanValue()).isTrue();
        JsonNode unverified =
                json(ReportFormat.SARIF, SampleResults.unverified()).at("/runs/0/invocations/0");
        assertThat(unverified.at("/executionSuccessful").booleanValue()).isFalse();
        assertThat(unverified.at("/toolExecutionNotifications/0/level").stringValue())
                .isEqualTo("error");
        JsonNode hidden = json(ReportFormat.SARIF, suppressed()).at("/runs/0/results/0/suppressions/0");
        assertThat(hidden.path("justification").stringValue()).isEqualTo("--severity: high is not shown");
    }

    /** What GitHub asks for beyond the standard. */
    @Test
    void sarifHasWhatCodeScanningAsksFor() throws IOException {
        ScanResult sample = SampleResults.unhealthy("x".repeat(5_000));
        JsonNode run = json(ReportFormat.SARIF, sample).at("/runs/0");
        assertThat(run.at("/results/0/locations/0/physicalLocation/region").toString())
                .isEqualTo("{\"startLine\":1,\"startColumn\":1,\"endLine\":1,\"endColumn\":1}");
        assertThat(run.at("/results/0/partialFingerprints/primaryLocationLineHash")
                        .stringValue())
                .matches("[0-9a-f]{16}:1");
        assertThat(run.at("/tool/driver/rules/0/fullDescription/text").stringValue())
                .hasSizeLessThanOrEqualTo(1_024);
        assertThat(securitySeverity(sample, Severity.HIGH)).isEqualTo("7.5");
        assertThat(securitySeverity(sample, Severity.UNKNOWN)).isEqualTo("7.5");
        assertThat(securitySeverity(sample, Severity.LOW)).isEqualTo("2.0");
        assertThat(securitySeverity(sample, Severity.CRITICAL)).isEqualTo("9.5");
    }

    private static String securitySeverity(ScanResult sample, Severity word) throws IOException {
        Finding finding = sample.assessment().findings().getFirst();
        Match match = finding.match();
        Vulnerability of = match.vulnerability();
        Vulnerability rated = new Vulnerability(
                of.id(),
                of.aliases(),
                of.title(),
                word,
                "Debian",
                of.cvss(),
                of.references(),
                of.published(),
                of.knownExploited(),
                of.epssProbability(),
                of.weaknesses());
        Match other = new Match(
                match.ecosystem(),
                match.subjectName(),
                match.subjectVersion(),
                rated,
                match.fixState(),
                match.fixedVersion(),
                match.reasons());
        return json(ReportFormat.SARIF, with(sample, List.of(new Finding(other, finding.packages(), "x"))))
                .at("/runs/0/tool/driver/rules/0/properties/security-severity")
                .stringValue();
    }

    private static ScanResult with(ScanResult sample, List<Finding> findings) {
        ImageAssessment of = sample.assessment();
        return new ScanResult(
                sample.image(),
                sample.inventory(),
                new ImageAssessment(of.verdict(), findings, of.coverage(), of.advisories()));
    }

    @Test
    void sarifHoldsAsManyResultsAsCodeScanningTakesAndTellsOfTheRest() throws IOException {
        ScanResult sample = SampleResults.unhealthy("");
        Finding finding = sample.assessment().findings().getFirst();
        JsonNode run = json(ReportFormat.SARIF, with(sample, Collections.nCopies(25_003, finding)))
                .at("/runs/0");
        assertThat(run.path("results").size()).isEqualTo(25_000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/1/message/text")
                        .stringValue())
                .startsWith("3 results of least urgency are left out");
    }

    @Test
    void sarifTellsHowManyOfTheLocationsOfAResultItLeavesOut() throws IOException {
        ScanResult sample = SampleResults.unhealthy("");
        Finding one = sample.assessment().findings().getFirst();
        for (int left : List.of(0, 4)) {
            InstalledPackage installed = one.packages().getFirst();
            List<InstalledPackage> packages = IntStream.range(0, 1_000 + left)
                    .mapToObj(layer -> installed.with(layer, installed.attributes()))
                    .toList();
            Finding everywhere = new Finding(one.match(), packages, one.remediation());
            JsonNode result =
                    json(ReportFormat.SARIF, with(sample, List.of(everywhere))).at("/runs/0/results/0");
            assertThat(result.path("locations").size()).isEqualTo(1_000);
            assertThat(result.at("/properties/locationsLeftOut").asInt(0)).isEqualTo(left);
        }
    }

    @Test
    void gitLabHasTheVectorsThatItsSchemaTakes() throws IOException {
        assertThat(json(ReportFormat.GITLAB, SampleResults.unhealthy(""))
                        .at("/vulnerabilities/0/cvss_vectors")
                        .toString())
                .isEqualTo("[{\"vendor\":\"NVD\",\"vector\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H\"}]");
    }

    @Test
    void weaknessesAreWhereEachFormatHasAPlaceForThem() throws IOException {
        ScanResult result = SampleResults.unhealthy("");
        assertThat(json(ReportFormat.SARIF, result)
                        .at("/runs/0/tool/driver/rules/0/properties/tags")
                        .toString())
                .isEqualTo("[\"security\",\"vulnerability\",\"external/cwe/cwe-079\",\"external/cwe/cwe-1321\"]");
        assertThat(json(ReportFormat.CYCLONEDX, result)
                        .at("/vulnerabilities/0/cwes")
                        .toString())
                .isEqualTo("[79,1321]");
        assertThat(json(ReportFormat.JSON, result).at("/findings/0/weaknesses").toString())
                .isEqualTo("[\"CWE-79\",\"CWE-1321\"]");
        assertThat(json(ReportFormat.GITLAB, result)
                        .at("/vulnerabilities/0/identifiers/1")
                        .toString())
                .isEqualTo(
                        "{\"type\":\"cwe\",\"name\":\"CWE-79\",\"value\":\"79\",\"url\":\"https://cwe.mitre.org/data/definitions/79.html\"}");
    }

    @Test
    void openVexStatesWhatIsAffected() throws IOException {
        JsonNode vex = json(ReportFormat.OPENVEX, SampleResults.unhealthy(HOSTILE));
        assertThat(vex.path("@context").stringValue()).isEqualTo("https://openvex.dev/ns/v0.2.0");
        assertThat(vex.at("/statements/0/status").stringValue()).isEqualTo("affected");
        assertThat(vex.at("/statements/0/action_statement").stringValue()).isEqualTo("Update openssl to 3.0.12-1");
        assertThat(vex.at("/statements/0/products/0/@id").stringValue())
                .isEqualTo("pkg:oci/demo@sha256:" + "a".repeat(64) + "?repository_url=registry.example/team/demo");
        assertThat(vex.at("/statements/0/products/0/subcomponents").size()).isEqualTo(2);
    }

    @Test
    void cycloneDxListsWhatWasJudgedNotToCountWithItsAnalysis() throws IOException {
        ScanResult all = suppressed();
        assertThat(json(ReportFormat.CYCLONEDX, all).path("vulnerabilities").size())
                .as("an option shows less and judges nothing")
                .isZero();
        for (String[] one : new String[][] {
            {"VexNotAffected by vex.json: not reached", "not_affected"},
            {"VexFixed by vex.json", "resolved"},
            {"DisabledByRule by one: a test", "in_triage"}
        }) {
            Finding finding = all.suppressed().getFirst().finding();
            JsonNode hidden = json(
                            ReportFormat.CYCLONEDX,
                            new ScanResult(
                                    all.image(),
                                    all.inventory(),
                                    all.assessment(),
                                    List.of(new SuppressedFinding(finding, one[0]))))
                    .at("/vulnerabilities/0");
            assertThat(hidden.at("/analysis/state").stringValue()).isEqualTo(one[1]);
            assertThat(hidden.at("/analysis/detail").stringValue()).isEqualTo("not counted: " + one[0]);
        }
        assertThat(json(ReportFormat.CYCLONEDX, SampleResults.unhealthy(HOSTILE))
                        .at("/vulnerabilities/0")
                        .has("analysis"))
                .isFalse();
    }

    private static ScanResult suppressed(String rule) {
        ScanResult all = suppressed();
        return new ScanResult(
                all.image(),
                all.inventory(),
                all.assessment(),
                List.of(new SuppressedFinding(all.suppressed().getFirst().finding(), rule)));
    }

    @Test
    void openVexHandsOnWhatVexSaidAndTellsWhatARuleHides() throws IOException {
        for (String[] one : new String[][] {
            {"VexNotAffected by OpenVEX by us: not reached", "not_affected"},
            {"VexFixed by vex.json", "fixed"},
            {"DisabledByRule by one: a test", "affected"}
        }) {
            JsonNode statement = json(ReportFormat.OPENVEX, suppressed(one[0])).at("/statements/0");
            assertThat(statement.path("status").stringValue()).isEqualTo(one[1]);
            assertThat(statement.path("status_notes").stringValue()).contains("not counted: " + one[0]);
            assertThat(statement.path("impact_statement").asString(""))
                    .as("the standard asks for it or a justification")
                    .isEqualTo(one[1].equals("not_affected") ? one[0] : "");
            assertThat(statement.has("action_statement")).isEqualTo(one[1].equals("affected"));
        }
        assertThat(json(ReportFormat.OPENVEX, suppressed()).at("/statements/0/vulnerability/name"))
                .as("an option shows less and states nothing")
                .hasToString("\"NONE-KNOWN\"");
    }

    /** Nothing is hidden without a trace, in whatever format. */
    @ParameterizedTest
    @EnumSource(
            value = ReportFormat.class,
            names = {"JSON", "CYCLONEDX", "SPDX", "SARIF", "OPENVEX", "CSV", "HTML", "GITLAB", "JUNIT"})
    void whatARuleHidesIsListedWithWhatHidIt(ReportFormat format) throws IOException {
        for (String rule : List.of(
                "DisabledByRule by the parser rule: not built in",
                "VexNotAffected by OpenVEX by us: not built in",
                "VexFixed by a document: not built in",
                "Exempt by waiver: not built in",
                "Ignored by .ignore: not built in")) {
            ScanResult hidden = suppressed(rule);
            String id = hidden.suppressed()
                    .getFirst()
                    .finding()
                    .match()
                    .vulnerability()
                    .id();
            assertThat(text(format, hidden)).as(rule).contains(id).contains(rule);
        }
    }

    @Test
    void gitLabHoldsVulnerabilitiesAndMessages() throws IOException {
        JsonNode report = json(ReportFormat.GITLAB, SampleResults.unhealthy(HOSTILE));
        assertThat(report.at("/scan/type").stringValue()).isEqualTo("container_scanning");
        assertThat(report.at("/scan/start_time").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        assertThat(report.at("/vulnerabilities/0/severity").stringValue()).isEqualTo("High");
        assertThat(report.at("/vulnerabilities/0/identifiers/0/type").stringValue())
                .isEqualTo("cve");
        assertThat(report.at("/vulnerabilities/0/location/dependency/package/name")
                        .stringValue())
                .isEqualTo("openssl");
        JsonNode unverified = json(ReportFormat.GITLAB, SampleResults.unverified());
        assertThat(unverified.at("/scan/messages/1/level").stringValue()).isEqualTo("warn");
        assertThat(unverified.path("vulnerabilities").size()).isZero();
    }

    @Test
    void csvHasOneHeadingAndNoFormula() throws IOException {
        String csv = text(ReportFormat.CSV, SampleResults.unhealthy("=1+1"), SampleResults.unverified());
        List<String> rows = csv.lines().toList();
        assertThat(rows.stream().filter(row -> row.startsWith("\"record\""))).hasSize(1);
        assertThat(rows.stream().filter(row -> row.startsWith("\"finding\""))).hasSize(3);
        assertThat(rows.stream().filter(row -> row.startsWith("\"verdict\""))).hasSize(2);
        assertThat(text(ReportFormat.CSV, suppressed())).contains("\"suppressed: --severity: high is not shown\"");
        StringBuilder cell = new StringBuilder();
        CsvReport.row(cell, List.of("=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", " =1", "a\"b", "1"));
        assertThat(cell)
                .hasToString("\"'=cmd|' /C calc'!A0\",\"'+1\",\"'-1\",\"'@x\",\"?=1\",\"' =1\",\"a\"\"b\",\"1\"\r\n");
    }

    @Test
    void junitIsWellFormedAndCounts() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Document failing = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(ReportFormat.JUNIT, SampleResults.unhealthy(HOSTILE))));
        assertThat(failing.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(failing.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(failing.getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("tests")
                        .getNodeValue())
                .isEqualTo("2");
        assertThat(failing.getDocumentElement().getAttributes().getLength())
                .as("JUnit-Schema allows none there")
                .isZero();
        Document unverified = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(ReportFormat.JUNIT, SampleResults.unverified())));
        assertThat(unverified.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(text(ReportFormat.JUNIT, suppressed())).contains("<skipped message=\"--severity");
    }

    @Test
    void htmlLoadsNothingAndRunsNothing() throws Exception {
        String html = text(ReportFormat.HTML, SampleResults.unhealthy(HOSTILE));
        assertThat(html)
                .doesNotContain("<script", "<img", "<link", "<iframe", "@import", "url(", " onerror", " onload");
        assertThat(html).contains("&lt;script&gt;", "default-src 'none'", "href=\"https://example.org/advisory\"");
        assertThat(html).contains("<strong>Unhealthy (FindingsPresent)</strong>", "1 finding (1 High)");
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(html).contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        assertThat(text(ReportFormat.HTML, suppressed())).contains("<h2>Suppressed</h2>");
    }

    @Test
    void linksAreUris() {
        assertThat(List.of("https://example.org/a?b=c&d=%20#e", "http://my_host:8080/", "https://[::1]/x"))
                .allMatch(FindingText::isLink);
        assertThat(List.of(
                        "http://[bad", "https://", "http://a/%zz", "ftp://a/", "javascript:alert(1)", "https://a b/"))
                .noneMatch(FindingText::isLink);
    }

    @Test
    void documentsOneAfterTheOtherAreRefused() {
        assertThatThrownBy(() -> bytes(ReportFormat.JSON, SampleResults.unverified(), SampleResults.unverified()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("json holds one image, not 2");
    }

    @Test
    void csvAndSummaryTellWhatTheBaseBrought() throws IOException {
        ScanResult plain = SampleResults.unhealthy("");
        BaseImage base = new BaseImage("debian:12", null, 100, true, BaseImage.How.ANNOTATION);
        ScanResult based =
                new ScanResult(plain.image(), plain.inventory().withBase(base), plain.assessment(), plain.suppressed());
        assertThat(text(ReportFormat.CSV, plain).lines().filter(row -> row.startsWith("\"finding")))
                .allMatch(row -> row.endsWith(",\"\""));
        assertThat(text(ReportFormat.CSV, based).lines().filter(row -> row.startsWith("\"finding")))
                .isNotEmpty()
                .allMatch(row -> row.endsWith(",\"true\""));
        assertThat(text(ReportFormat.SUMMARY, based)).containsPattern("\\d+ of them from the base");
        assertThat(text(ReportFormat.SUMMARY, plain)).doesNotContain("base");
    }
}
