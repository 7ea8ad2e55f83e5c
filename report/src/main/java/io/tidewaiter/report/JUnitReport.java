package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JUnit XML: a finding is a failed test case, a coverage fact that breaks the proof one with an error, a suppressed finding
 * one that was skipped; one case for the reading itself, so that a clean image has a test that passed. The format has no
 * owner: what stands here is what the two schemas that are passed around (Ant's as JUnit-Schema has it, and Jenkins's
 * {@code junit-10.xsd}) both take, so there is no attribute at {@code testsuites}, and a time of 0 where one must be.
 */
final class JUnitReport implements Report {
    private static final String NO_TIME = " time=\"0\"";

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        List<CoverageFact> broken = result.assessment().coverage().facts().stream()
                .filter(fact -> fact.kind().breaksProof())
                .toList();
        int failures = result.assessment().findings().size();
        int skipped = result.suppressed().size();
        int tests = failures + skipped + Math.max(1, broken.size());
        String counts = " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"" + broken.size()
                + "\" skipped=\"" + skipped + "\"";
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites>\n  <testsuite").append(attribute("name", FindingText.reference(result)));
        xml.append(attribute("package", Product.NAME));
        xml.append(" id=\"0\" hostname=\"localhost\"").append(NO_TIME);
        xml.append(attribute("timestamp", FindingText.time(result).substring(0, 19)));
        xml.append(counts).append(">\n");
        properties(xml, result);
        if (broken.isEmpty()) {
            testcase(xml, "coverage", "everything was read", "");
        }
        for (CoverageFact fact : broken) {
            testcase(
                    xml,
                    "coverage",
                    fact.kind() + " " + fact.path(),
                    body("error", fact.kind().name(), FindingText.fact(fact)));
        }
        for (Finding finding : result.assessment().findings()) {
            testcase(
                    xml,
                    finding.match().subjectName() + " " + finding.match().subjectVersion(),
                    finding.match().vulnerability().id(),
                    body("failure", finding.match().vulnerability().severity().label(), details(finding)));
        }
        for (SuppressedFinding suppressed : result.suppressed()) {
            Finding finding = suppressed.finding();
            testcase(
                    xml,
                    finding.match().subjectName() + " " + finding.match().subjectVersion(),
                    finding.match().vulnerability().id(),
                    "      <skipped" + attribute("message", suppressed.rule()) + "/>\n");
        }
        xml.append("    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n");
        out.write(xml.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void properties(StringBuilder xml, ScanResult result) {
        xml.append("    <properties>\n");
        if (result.image().digest() != null) { // an unpacked folder has none
            property(xml, "digest", String.valueOf(result.image().digest()));
        }
        property(xml, "verdict", FindingText.verdict(result));
        property(xml, "coverage", FindingText.level(result.assessment().coverage()));
        property(xml, "advisories", result.assessment().advisories().digest());
        property(xml, "catalog", result.inventory().catalogVersion());
        for (CoverageFact fact : result.assessment().coverage().facts()) {
            property(xml, "coverage:" + fact.kind(), FindingText.fact(fact));
        }
        xml.append("    </properties>\n");
    }

    private static void property(StringBuilder xml, String name, String value) {
        xml.append("      <property").append(attribute("name", name));
        xml.append(attribute("value", value)).append("/>\n");
    }

    private static void testcase(StringBuilder xml, String classname, String name, String body) {
        xml.append("    <testcase").append(attribute("classname", classname)).append(attribute("name", name));
        xml.append(NO_TIME);
        if (body.isEmpty()) {
            xml.append("/>\n");
        } else {
            xml.append(">\n").append(body).append("    </testcase>\n");
        }
    }

    private static String body(String element, String type, String text) {
        return "      <" + element + attribute("type", type) + attribute("message", FindingText.line(text)) + ">"
                + MarkupText.of(text, FindingText.TEXT_MAX) + "</" + element + ">\n";
    }

    private static String details(Finding finding) {
        StringBuilder text = new StringBuilder(FindingText.sentence(finding));
        text.append(". ").append(FindingText.text(finding.remediation()));
        finding.packages().stream()
                .limit(20)
                .forEach(place -> text.append(" | ")
                        .append(FindingText.line(
                                place.purl() + " in " + place.evidence().path())));
        return text.toString();
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + MarkupText.of(value, FindingText.TEXT_MAX) + "\"";
    }
}
