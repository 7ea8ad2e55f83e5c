package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import io.tidewaiter.vuln.Weaknesses;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0: a rule per vulnerability, a result per finding at its evidence files, suppressed ones with their
 * suppression; coverage facts are notifications of the invocation, which was successful if nothing is missing.
 *
 * <p>Beyond the standard it keeps to what code scanning of GitHub asks for ("SARIF support for code scanning"): a region and
 * {@code primaryLocationLineHash} for each result, texts up to 1,024 characters, at most 25,000 results of 1,000 locations; a
 * longer file is refused there as a whole. What does not fit is told.
 */
final class SarifReport implements Report {
    private static final String UNRESERVED = "-._~/";
    private static final String HEX = "0123456789ABCDEF";
    private static final int RESULTS_MAX = 25_000;
    private static final int LOCATIONS_MAX = 1_000;
    private static final int DESCRIPTION_CHARS_MAX = 1_000;

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        Map<String, Integer> rules = new LinkedHashMap<>();
        List<Finding> firsts = new ArrayList<>();
        List<Finding> all = new ArrayList<>(result.assessment().findings());
        result.suppressed().forEach(suppressed -> all.add(suppressed.finding()));
        for (Finding finding : all.subList(0, Math.min(all.size(), RESULTS_MAX))) {
            if (rules.putIfAbsent(finding.match().vulnerability().id(), rules.size()) == null) {
                firsts.add(finding);
            }
        }
        try (JsonText json = new JsonText(out)) {
            json.object(log -> {
                log.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
                log.text("version", "2.1.0");
                log.array("runs", List.of(result), r -> run(json, r, firsts, rules));
            });
        }
    }

    private static void run(JsonText json, ScanResult result, List<Finding> firsts, Map<String, Integer> rules) {
        json.object(run -> {
            run.object(
                    "tool",
                    tool -> tool.object("driver", driver -> {
                        driver.text("name", Product.NAME);
                        driver.text("version", Product.VERSION);
                        driver.array("rules", firsts, finding -> rule(json, finding));
                    }));
            Coverage coverage = result.assessment().coverage();
            run.array(
                    "invocations",
                    List.of(coverage),
                    c -> json.object(i -> {
                        i.flag("executionSuccessful", c.level() == Coverage.Level.COMPLETE);
                        List<Runnable> notifications = new ArrayList<>();
                        c.facts().forEach(fact -> notifications.add(() -> notification(json, fact)));
                        int left = result.assessment().findings().size()
                                + result.suppressed().size()
                                - RESULTS_MAX;
                        if (left > 0) {
                            notifications.add(() -> left(json, left));
                        }
                        i.array("toolExecutionNotifications", notifications, Runnable::run);
                    }));
            List<Runnable> results = new ArrayList<>();
            for (Finding finding : result.assessment().findings()) {
                results.add(() -> result(json, finding, rules, null));
            }
            for (SuppressedFinding suppressed : result.suppressed()) {
                results.add(() -> result(json, suppressed.finding(), rules, suppressed.rule()));
            }
            run.array("results", results.subList(0, Math.min(results.size(), RESULTS_MAX)), Runnable::run);
            run.text("columnKind", "utf16CodeUnits");
            run.object("properties", p -> {
                p.text("image", FindingText.line(result.image().reference()));
                p.text(
                        "digest",
                        result.image().digest() == null
                                ? ""
                                : String.valueOf(result.image().digest()));
                p.text("verdict", FindingText.verdict(result));
                p.text("coverage", FindingText.level(coverage));
                p.text("advisories", result.assessment().advisories().digest());
                p.text("catalog", result.inventory().catalogVersion());
            });
        });
    }

    private static void rule(JsonText json, Finding finding) {
        Vulnerability vulnerability = finding.match().vulnerability();
        String title = FindingText.text(vulnerability.title());
        String id = FindingText.line(vulnerability.id());
        json.object(rule -> {
            rule.text("id", id);
            message(rule, "shortDescription", title.isEmpty() ? id : FindingText.line(title));
            message(rule, "fullDescription", title.isEmpty() ? id : PlainText.of(title, DESCRIPTION_CHARS_MAX));
            vulnerability.references().stream()
                    .filter(FindingText::isLink)
                    .findFirst()
                    .ifPresent(url -> rule.text("helpUri", url));
            message(rule, "help", FindingText.text(finding.remediation() + " (" + id + ")"));
            rule.object("properties", p -> {
                p.texts("tags", tags(vulnerability));
                p.text("security-severity", securitySeverity(finding));
                p.texts(
                        "aliases",
                        vulnerability.aliases().stream()
                                .map(FindingText::line)
                                .distinct()
                                .toList());
            });
        });
    }

    /** GitHub shows {@code external/cwe/cwe-079} as a weakness; its own rules write three digits at least. */
    private static List<String> tags(Vulnerability vulnerability) {
        List<String> tags = new ArrayList<>(List.of("security", "vulnerability"));
        for (String id : vulnerability.weaknesses()) {
            tags.add("external/cwe/cwe-" + String.format(Locale.ROOT, "%03d", Weaknesses.number(id)));
        }
        return tags;
    }

    /**
     * GitHub reads a number here and shows its band as the severity; where no vector is known, or the distribution's word is
     * another than the vector's, one of the word's band stands for the word.
     */
    private static String securitySeverity(Finding finding) {
        double score = FindingText.score(finding);
        Severity word = finding.match().vulnerability().severity();
        boolean isOfWord = Severity.ofScore(Math.max(score, 0)) == word;
        if (score >= 0 && (isOfWord || word == Severity.UNKNOWN)) {
            return BigDecimal.valueOf(score).setScale(1, RoundingMode.HALF_UP).toPlainString();
        }
        return switch (word) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case NEGLIGIBLE -> "0.5";
            case UNKNOWN -> "";
        };
    }

    private static void message(JsonText json, String name, String text) {
        json.object(name, m -> m.text("text", text));
    }

    private static void notification(JsonText json, CoverageFact fact) {
        json.object(n -> {
            n.object("descriptor", d -> d.text("id", fact.kind().name()));
            n.text("level", fact.kind().breaksProof() ? "error" : "note");
            message(n, "message", fact.kind() + ": " + FindingText.fact(fact));
            if (!fact.path().isEmpty()) {
                n.array("locations", List.of(fact.path()), path -> location(json, path, null));
            }
        });
    }

    private static void left(JsonText json, int results) {
        json.object(n -> {
            n.object("descriptor", d -> d.text("id", "RESULTS_LEFT_OUT"));
            n.text("level", "error");
            message(
                    n,
                    "message",
                    results + " results of least urgency are left out: code scanning takes " + RESULTS_MAX);
        });
    }

    private static void result(
            JsonText json, Finding finding, Map<String, Integer> rules, @Nullable String suppressedBy) {
        json.object(r -> {
            String id = finding.match().vulnerability().id();
            r.text("ruleId", FindingText.line(id));
            r.number("ruleIndex", rules.getOrDefault(id, -1));
            r.text("level", level(finding.match().vulnerability().severity()));
            message(r, "message", FindingText.sentence(finding) + ". " + FindingText.text(finding.remediation()));
            r.array(
                    "locations",
                    finding.packages().subList(0, Math.min(finding.packages().size(), LOCATIONS_MAX)),
                    p -> location(json, p.evidence().path(), p));
            String fingerprint = FindingText.sha256(finding.key());
            r.object("partialFingerprints", f -> {
                f.text("primaryLocationLineHash", fingerprint.substring(0, 16) + ":1");
                f.text(Product.NAME + "/v1", fingerprint);
            });
            if (suppressedBy != null) {
                r.array(
                        "suppressions",
                        List.of(suppressedBy),
                        rule -> json.object(s -> {
                            s.text("kind", "external");
                            s.text("justification", FindingText.text(rule));
                        }));
            }
            r.object("properties", p -> {
                p.text("package", FindingText.line(finding.match().subjectName()));
                p.text("installedVersion", FindingText.line(finding.match().subjectVersion()));
                p.text("fixedVersion", FindingText.line(finding.match().fixedVersion()));
                p.flag("kev", finding.match().vulnerability().knownExploited());
                int left = finding.packages().size() - LOCATIONS_MAX;
                if (left > 0) {
                    p.number("locationsLeftOut", left);
                }
            });
        });
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM, UNKNOWN -> "warning";
            case LOW, NEGLIGIBLE -> "note";
        };
    }

    private static void location(JsonText json, String path, @Nullable InstalledPackage installed) {
        json.object(l -> {
            l.object("physicalLocation", physical -> {
                physical.object("artifactLocation", artifact -> artifact.text("uri", path.isEmpty() ? "." : uri(path)));
                physical.object("region", SarifReport::beginning);
            });
            if (installed != null) {
                l.array(
                        "logicalLocations",
                        List.of(installed.purl().toString()),
                        purl -> json.object(logical -> {
                            logical.text("fullyQualifiedName", purl);
                            logical.text("kind", "package");
                        }));
            }
        });
    }

    /** The whole file is meant; GitHub shows no result without a region. */
    private static void beginning(JsonText region) {
        for (String member : List.of("startLine", "startColumn", "endLine", "endColumn")) {
            region.number(member, 1);
        }
    }

    /** A path as a relative URI reference: everything that is not unreserved is its UTF-8 bytes. */
    private static String uri(String path) {
        StringBuilder out = new StringBuilder();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        for (byte b : PlainText.wellFormed(relative).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = (c < 0x80 && Character.isLetterOrDigit(c)) || UNRESERVED.indexOf(c) >= 0;
            if (isPlain) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
