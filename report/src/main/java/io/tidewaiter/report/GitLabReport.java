package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** GitLab's container scanning report, schema 15: findings as vulnerabilities, coverage as messages of the scan. */
final class GitLabReport implements Report {
    /** What the schema takes: versions 2.0 and 3.x, up to 128 characters. */
    private static final Pattern VECTOR =
            Pattern.compile("(?=.{26,128}$)(?:CVSS:3\\.[01]/)?(?:[A-Za-z]{1,3}:[A-Z]{1,3}/)*[A-Za-z]{1,3}:[A-Z]{1,3}");

    private static final int VECTORS_MAX = 10;

    private static final String SCHEMA_VERSION = "15.0.7";

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        try (JsonText json = new JsonText(out)) {
            json.object(report -> {
                report.text("version", SCHEMA_VERSION);
                report.object("scan", scan -> scan(scan, result));
                report.array(
                        "vulnerabilities",
                        result.assessment().findings(),
                        finding -> vulnerability(report, result, finding));
            });
        }
    }

    private static void scan(JsonText json, ScanResult result) {
        json.object("analyzer", GitLabReport::product);
        json.object("scanner", GitLabReport::product);
        json.text("type", "container_scanning");
        String time = FindingText.time(result).substring(0, 19);
        json.text("start_time", time);
        json.text("end_time", time);
        json.text("status", "success");
        List<String[]> messages = new ArrayList<>();
        messages.add(new String[] {"info", FindingText.account(result)});
        for (CoverageFact fact : result.assessment().coverage().facts()) {
            String level = fact.kind().breaksProof() ? "warn" : "info";
            messages.add(new String[] {level, "coverage " + fact.kind() + ": " + FindingText.fact(fact)});
        }
        result.suppressed()
                .forEach(suppressed -> messages.add(new String[] {"info", FindingText.suppressed(suppressed)}));
        json.array(
                "messages",
                messages,
                message -> json.object(m -> {
                    m.text("level", message[0]);
                    m.text("value", message[1]);
                }));
    }

    private static void product(JsonText json) {
        json.text("id", Product.NAME);
        json.text("name", Product.NAME);
        json.text("version", Product.VERSION);
        json.object("vendor", vendor -> vendor.text("name", Product.NAME));
    }

    private static void vulnerability(JsonText json, ScanResult result, Finding finding) {
        Vulnerability vulnerability = finding.match().vulnerability();
        String id = FindingText.line(vulnerability.id(), "unnamed");
        json.object(v -> {
            v.text("id", FindingText.sha256(finding.key()));
            v.text(
                    "name",
                    FindingText.sentence(finding).length() > FindingText.LINE_MAX ? id : FindingText.sentence(finding));
            String title = FindingText.text(vulnerability.title());
            v.text("description", title.isEmpty() ? id : title);
            v.text("severity", severity(vulnerability.severity()));
            v.text("solution", FindingText.text(finding.remediation()));
            List<String> ids = new ArrayList<>();
            ids.add(id);
            ids.addAll(vulnerability.weaknesses());
            vulnerability.aliases().stream()
                    .filter(alias -> !alias.isBlank())
                    .forEach(alias -> ids.add(FindingText.line(alias)));
            v.array("identifiers", ids.subList(0, Math.min(ids.size(), 20)), name -> identifier(json, name));
            List<CvssScore> vectors = vulnerability.cvss().stream()
                    .filter(score -> VECTOR.matcher(score.vector()).matches())
                    .limit(VECTORS_MAX)
                    .toList();
            if (!vectors.isEmpty()) {
                v.array(
                        "cvss_vectors",
                        vectors,
                        score -> json.object(c -> {
                            c.text("vendor", FindingText.line(score.source(), "unknown"));
                            c.text("vector", score.vector());
                        }));
            }
            v.array(
                    "links",
                    vulnerability.references().stream()
                            .filter(FindingText::isLink)
                            .toList(),
                    url -> json.object(l -> l.text("url", url)));
            v.object("location", location -> location(location, result, finding));
        });
    }

    private static void location(JsonText json, ScanResult result, Finding finding) {
        OperatingSystem os = result.inventory().operatingSystem();
        json.object("dependency", d -> {
            d.object("package", p -> p.text("name", FindingText.line(FindingText.name(finding))));
            d.textOrEmpty("version", FindingText.line(finding.match().subjectVersion()));
        });
        json.text("operating_system", FindingText.line((os.id() + " " + os.versionId()).strip(), "unknown"));
        json.text("image", FindingText.reference(result));
    }

    private static void identifier(JsonText json, String id) {
        int dash = id.indexOf('-');
        String type = dash == 0 ? "other" : (dash < 0 ? id : id.substring(0, dash)).toLowerCase(Locale.ROOT);
        json.object(i -> {
            i.text("type", type);
            i.text("name", id);
            boolean isWeakness = type.equals("cwe");
            i.text("value", isWeakness ? id.substring(dash + 1) : id);
            if (isWeakness) {
                i.text("url", "https://cwe.mitre.org/data/definitions/" + id.substring(dash + 1) + ".html");
            } else if (id.startsWith("CVE-") && id.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c))) {
                i.text("url", "https://www.cve.org/CVERecord?id=" + id);
            }
        });
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
            case NEGLIGIBLE -> "Info";
            case UNKNOWN -> "Unknown";
        };
    }
}
