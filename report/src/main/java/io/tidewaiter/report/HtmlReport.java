package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One page for people who read no JSON: the verdict in a sentence, the counts, what limits the reading, then every finding.
 *
 * <p>It loads nothing and runs nothing: the content security policy allows this one style sheet, by its hash, and no more.
 */
final class HtmlReport implements Report {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1b1f24}
            h1{font-size:1.5rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin-top:2rem}
            .verdict{border-left:.5rem solid;padding:.75rem 1rem;background:#f5f6f8}
            .Healthy{border-color:#1a7f37}.Unhealthy{border-color:#b3261e}
            .Unverified,.NotApplicable{border-color:#9a6700}
            table{border-collapse:collapse;width:100%}caption{text-align:left}
            th,td{border-bottom:1px solid #d0d7de;padding:.4rem .6rem;text-align:left;vertical-align:top;
            overflow-wrap:anywhere}
            .Critical,.High{color:#b3261e;font-weight:600}.Medium{color:#7d4e00;font-weight:600}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}
            @media print{body{margin:0;max-width:none}}
            """;

    private static String styleHash() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(FindingText.sha256(STYLE)));
    }

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        StringBuilder html = new StringBuilder(16_384);
        head(html, result);
        verdict(html, result);
        coverage(html, result.assessment().coverage());
        findings(html, result.assessment().findings());
        suppressed(html, result.suppressed());
        about(html, result);
        html.append("</main></body></html>\n");
        out.write(html.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(String foreign) {
        return MarkupText.of(foreign, FindingText.TEXT_MAX);
    }

    private static void head(StringBuilder html, ScanResult result) {
        String image = text(result.image().reference());
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(styleHash())
                .append("'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(image)
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style></head>\n<body><main>\n<h1>")
                .append(image)
                .append("</h1>\n");
    }

    private static void verdict(StringBuilder html, ScanResult result) {
        Health health = result.assessment().verdict().health();
        html.append("<div class=\"verdict ")
                .append(health.label())
                .append("\"><strong>")
                .append(text(FindingText.verdict(result)))
                .append("</strong><br>")
                .append(text(meaning(health)))
                .append("<br>")
                .append(text(result.assessment().verdict().description()))
                .append("</div>\n<p>")
                .append(text(SummaryReport.counts(result.assessment())))
                .append(" in ")
                .append(result.inventory().packages().size())
                .append(" packages; ")
                .append(result.assessment().findings().stream()
                        .filter(finding -> !finding.match().fixedVersion().isEmpty())
                        .count())
                .append(" can be removed by an update, ")
                .append(result.assessment().findings().stream()
                        .filter(finding -> finding.match().vulnerability().knownExploited())
                        .count())
                .append(" are known to be exploited; ")
                .append(result.suppressed().size())
                .append(" suppressed.</p>\n");
    }

    private static String meaning(Health health) {
        return switch (health) {
            case HEALTHY -> "Everything was read, and no known vulnerability was found.";
            case UNHEALTHY -> "The image contains software with known vulnerabilities.";
            case UNVERIFIED -> "Nothing was found, but not everything could be read or judged: this proves nothing.";
            case NOT_APPLICABLE -> "The image holds nothing that can be judged.";
        };
    }

    private static void coverage(StringBuilder html, Coverage coverage) {
        html.append("<h2>What was read</h2>\n<p>Coverage is ")
                .append(FindingText.level(coverage))
                .append(": ")
                .append(coverage.counts().layersRead())
                .append(" of ")
                .append(coverage.counts().layers())
                .append(" layers, ")
                .append(coverage.counts().files())
                .append(" files, ")
                .append(coverage.counts().packageDatabases())
                .append(" package databases.</p>\n");
        if (coverage.facts().isEmpty()) {
            return;
        }
        html.append("<table><thead><tr><th scope=\"col\">Fact<th scope=\"col\">Limits the result")
                .append("<th scope=\"col\">Where and why</tr></thead>\n<tbody>\n");
        for (CoverageFact fact : coverage.facts()) {
            html.append("<tr><td>")
                    .append(fact.kind())
                    .append("<td>")
                    .append(fact.kind().breaksProof() ? "yes" : "no")
                    .append("<td>")
                    .append(text(FindingText.fact(fact)))
                    .append("</tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private static void findings(StringBuilder html, List<Finding> findings) {
        html.append("<h2>Findings</h2>\n");
        if (findings.isEmpty()) {
            html.append("<p>None.</p>\n");
            return;
        }
        html.append(
                        "<table><thead><tr><th scope=\"col\">Severity<th scope=\"col\">Vulnerability<th scope=\"col\">Package")
                .append(
                        "<th scope=\"col\">Installed<th scope=\"col\">What to do<th scope=\"col\">Found in</tr></thead>\n")
                .append("<tbody>\n");
        findings.forEach(finding -> finding(html, finding));
        html.append("</tbody></table>\n");
    }

    private static void finding(StringBuilder html, Finding finding) {
        Match match = finding.match();
        String severity = match.vulnerability().severity().label();
        html.append("<tr><td class=\"")
                .append(severity)
                .append("\">")
                .append(severity)
                .append("<td>");
        link(html, match);
        if (match.vulnerability().knownExploited()) {
            html.append("<br><strong>known to be exploited</strong>");
        }
        html.append("<br>").append(text(match.vulnerability().title()));
        html.append("<td>").append(text(match.subjectName()));
        html.append("<td>").append(text(match.subjectVersion()));
        html.append("<td>").append(text(finding.remediation()));
        html.append("<br>(").append(text(FindingText.fix(match))).append(")<td>");
        finding.packages().stream()
                .limit(10)
                .forEach(place -> html.append("layer ")
                        .append(place.introducedBy())
                        .append(": ")
                        .append(text(place.evidence().path()))
                        .append("<br>"));
        if (finding.packages().size() > 10) {
            html.append("and ").append(finding.packages().size() - 10).append(" more");
        }
        html.append("</tr>\n");
    }

    private static void link(StringBuilder html, Match match) {
        String id = text(match.vulnerability().id());
        match.vulnerability().references().stream()
                .filter(FindingText::isLink)
                .findFirst()
                .ifPresentOrElse(
                        url -> html.append("<a rel=\"noopener noreferrer\" href=\"")
                                .append(text(url))
                                .append("\">")
                                .append(id)
                                .append("</a>"),
                        () -> html.append(id));
    }

    private static void suppressed(StringBuilder html, List<SuppressedFinding> suppressed) {
        if (suppressed.isEmpty()) {
            return;
        }
        html.append("<h2>Suppressed</h2>\n<table><thead><tr><th scope=\"col\">Severity<th scope=\"col\">Vulnerability")
                .append("<th scope=\"col\">Package<th scope=\"col\">Because of</tr></thead>\n<tbody>\n");
        for (SuppressedFinding hidden : suppressed) {
            Match match = hidden.finding().match();
            Severity severity = match.vulnerability().severity();
            html.append("<tr><td>").append(severity.label());
            html.append("<td>").append(text(match.vulnerability().id()));
            html.append("<td>").append(text(match.subjectName() + " " + match.subjectVersion()));
            html.append("<td>").append(text(hidden.rule())).append("</tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private static void about(StringBuilder html, ScanResult result) {
        AdvisorySnapshot advisories = result.assessment().advisories();
        html.append("<h2>About this page</h2>\n<dl>");
        entry(html, "Digest", String.valueOf(result.image().digest()));
        entry(html, "Platform", result.image().platform());
        entry(html, "Operating system", result.inventory().operatingSystem().prettyName());
        entry(html, "Advisories", advisories.digest());
        for (AdvisorySnapshot.Feed feed : advisories.feeds()) {
            entry(html, "Feed " + feed.name(), feed.records() + " records, newest " + feed.newest());
        }
        entry(html, "Catalog", result.inventory().catalogVersion());
        entry(html, "Made by", Product.NAME + " " + Product.VERSION.toLowerCase(Locale.ROOT));
        html.append("</dl>\n");
    }

    private static void entry(StringBuilder html, String name, String value) {
        if (!value.isEmpty()) {
            html.append("<dt>")
                    .append(text(name))
                    .append("<dd>")
                    .append(text(value))
                    .append('\n');
        }
    }
}
