package io.tidewaiter.report;

import io.tidewaiter.model.Product;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.version.Purl;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * OpenVEX 0.2.0: one statement per finding, {@code affected} or {@code under_investigation}; verdict and coverage stand in
 * {@code tooling}. We never state {@code not_affected} or {@code fixed} ourselves: what VEX said of a finding is handed on
 * with its source, and a finding that a rule or an exemption took out of the count is affected, with a note. An image
 * without findings has one statement that names no vulnerability.
 */
final class OpenVexReport implements Report {
    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        try (JsonText json = new JsonText(out)) {
            json.object(document -> {
                document.text("@context", "https://openvex.dev/ns/v0.2.0");
                document.text("@id", "https://openvex.dev/docs/public/vex-" + FindingText.serial(result));
                document.text("author", Product.NAME);
                document.text("timestamp", FindingText.time(result));
                document.number("version", 1);
                document.text("tooling", Product.NAME + " " + Product.VERSION + "; " + FindingText.account(result));
                String image = image(result.image());
                Set<SuppressedFinding> statements = new LinkedHashSet<>();
                result.assessment().findings().forEach(finding -> statements.add(new SuppressedFinding(finding, "")));
                result.suppressed().stream().filter(FindingText::isJudged).forEach(statements::add);
                if (statements.isEmpty()) {
                    document.array("statements", List.of(image), product -> nothingKnown(json, result, product));
                } else {
                    document.array("statements", statements, one -> statement(json, one.finding(), image, one.rule()));
                }
            });
        }
    }

    /**
     * The schema asks for one statement at least. Of an image without findings this is said, which no reader can take for
     * a word on a vulnerability: the name is nobody's, and {@code under_investigation} hides nothing.
     */
    private static void nothingKnown(JsonText json, ScanResult result, String image) {
        json.object(s -> {
            s.object("vulnerability", v -> {
                v.text("name", "NONE-KNOWN");
                v.text("description", "No finding of this scan is shown; this is no vulnerability.");
            });
            s.array("products", List.of(image), id -> json.object(p -> p.text("@id", id)));
            s.text("status", "under_investigation");
            s.text("status_notes", FindingText.account(result));
        });
    }

    /** @param rule why it does not count; empty where it does */
    private static void statement(JsonText json, Finding finding, String image, String rule) {
        Vulnerability vulnerability = finding.match().vulnerability();
        String status = rule.startsWith("VexNotAffected")
                ? "not_affected"
                : rule.startsWith("VexFixed")
                        ? "fixed"
                        : finding.match().fixState() == FixState.UNDER_INVESTIGATION
                                ? "under_investigation"
                                : "affected";
        json.object(s -> {
            s.object("vulnerability", v -> {
                v.text("name", FindingText.line(vulnerability.id()));
                v.text("description", FindingText.text(vulnerability.title()));
                if (!vulnerability.aliases().isEmpty()) {
                    v.texts(
                            "aliases",
                            vulnerability.aliases().stream()
                                    .map(FindingText::line)
                                    .distinct()
                                    .toList());
                }
            });
            s.array(
                    "products",
                    List.of(image),
                    id -> json.object(p -> {
                        p.text("@id", id);
                        p.array("subcomponents", purls(finding), purl -> json.object(c -> c.text("@id", purl)));
                    }));
            s.text("status", status);
            String why = rule.isEmpty() ? "" : "; not counted: " + FindingText.text(rule);
            s.text("status_notes", FindingText.sentence(finding) + why);
            if (status.equals("not_affected")) {
                s.text("impact_statement", FindingText.text(rule));
            }
            if (status.equals("affected")) {
                String action = FindingText.text(finding.remediation());
                s.text("action_statement", action.isEmpty() ? FindingText.fix(finding.match()) : action);
            }
        });
    }

    private static List<String> purls(Finding finding) {
        return finding.packages().stream()
                .map(installed -> installed.purl().toString())
                .distinct()
                .toList();
    }

    /** purl-spec's {@code oci} type: the last part of the repository, the digest, and where it comes from. */
    private static String image(ImageIdentity image) {
        Digest digest = image.digest();
        String repository = repository(image.reference());
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        if (digest == null || name.isEmpty()) {
            return Purl.of("generic", "", FindingText.line(image.reference(), "unnamed"), "")
                    .toString();
        }
        Purl purl = Purl.of("oci", "", name.toLowerCase(Locale.ROOT), digest.toString());
        return (repository.indexOf('/') < 0 ? purl : purl.with("repository_url", repository)).toString();
    }

    /** The reference without its scheme, tag and digest. */
    private static String repository(String reference) {
        String text = FindingText.line(reference);
        int at = text.indexOf('@');
        text = at < 0 ? text : text.substring(0, at);
        int colon = text.lastIndexOf(':');
        boolean isTag = colon > text.lastIndexOf('/') && colon > 0;
        return isTag ? text.substring(0, colon) : text;
    }
}
