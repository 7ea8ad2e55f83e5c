package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Verdict;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.scan.ScanResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** For a person at a terminal: findings as rows, then what limits the reading, then the verdict in one line. */
final class TableReport implements Report {
    private static final int CELL_MAX = 60;
    private static final int FACTS_SHOWN_MAX = 20;
    private static final List<String> HEADINGS =
            List.of("SEVERITY", "VULNERABILITY", "PACKAGE", "INSTALLED", "FIXED IN", "LAYER", "EVIDENCE");

    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        if (!result.assessment().findings().isEmpty()) {
            table(text, rows(result.assessment().findings()));
            text.append('\n');
        }
        facts(text, result.assessment().coverage().facts());
        verdict(text, result);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The line that sums it up, and why nothing is proven where that is so. */
    static void verdict(StringBuilder text, ScanResult result) {
        Verdict verdict = result.assessment().verdict();
        base(text, result);
        text.append(SummaryReport.line(result)).append('\n');
        // Beside findings the description only counts them, as the line above it does.
        if (result.assessment().findings().isEmpty() && !verdict.description().isEmpty()) {
            text.append("  ").append(PlainText.of(verdict.description(), 400)).append('\n');
        }
    }

    /** For example {@code Base image: debian:12 (the lowest 2 of 5 layers, by annotation); 12 findings are of it}. */
    private static void base(StringBuilder text, ScanResult result) {
        BaseImage base = result.inventory().base();
        if (base == null) {
            return;
        }
        text.append("Base image: ").append(base.name().isEmpty() ? "not named" : PlainText.of(base.name(), 200));
        text.append(" (");
        if (base.tellsLayers()) {
            text.append(base.proven() ? "" : "probably ").append("the lowest ").append(base.layers());
            text.append(" of ").append(result.inventory().layers().size()).append(" layers, ");
        }
        text.append("by ").append(base.how().label()).append(')');
        List<Finding> findings = result.assessment().findings();
        if (base.tellsLayers() && !findings.isEmpty()) {
            long own = findings.stream().filter(finding -> !finding.isOf(base)).count();
            text.append("; findings: ")
                    .append(findings.size() - own)
                    .append(" of the base, ")
                    .append(own);
            text.append(" own");
        }
        text.append('\n');
    }

    private static List<List<String>> rows(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>(findings.size() + 1);
        rows.add(HEADINGS);
        for (Finding finding : findings) {
            rows.add(row(finding));
        }
        return rows;
    }

    private static List<String> row(Finding finding) {
        Match match = finding.match();
        String vulnerability =
                match.vulnerability().id() + (match.vulnerability().knownExploited() ? " (exploited)" : "");
        String fixed = match.fixedVersion().isEmpty()
                ? "- (" + FindingText.state(match.fixState()) + ")"
                : match.fixedVersion();
        InstalledPackage first = finding.packages().getFirst();
        return List.of(
                match.vulnerability().severity().label(),
                cell(vulnerability),
                cell(packages(finding)),
                cell(match.subjectVersion()),
                cell(fixed),
                Integer.toString(first.introducedBy()),
                cell(first.evidence().path()));
    }

    private static String packages(Finding finding) {
        String subject = finding.match().subjectName();
        String names = finding.packages().stream()
                .map(InstalledPackage::name)
                .distinct()
                .filter(name -> !name.equals(subject))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? subject : subject + " (" + names + ")";
    }

    private static String cell(String foreign) {
        return PlainText.of(foreign, CELL_MAX);
    }

    private static void table(StringBuilder text, List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                String value = row.get(i);
                text.append(value);
                if (i < widths.length - 1) {
                    text.append(" ".repeat(widths[i] - value.length() + 2));
                }
            }
            text.append('\n');
        }
    }

    /** What limits the reading, worst first as the account has it. */
    static void facts(StringBuilder text, List<CoverageFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        text.append("Coverage:\n");
        for (CoverageFact fact : facts.subList(0, Math.min(facts.size(), FACTS_SHOWN_MAX))) {
            text.append(fact.kind().breaksProof() ? "  ! " : "  - ").append(fact.kind());
            if (fact.layer() >= 0) {
                text.append(" layer ").append(fact.layer());
            }
            if (!fact.path().isEmpty()) {
                text.append(' ').append(PlainText.of(fact.path(), 120));
            }
            text.append(": ").append(PlainText.of(fact.detail(), 300)).append('\n');
        }
        if (facts.size() > FACTS_SHOWN_MAX) {
            text.append("  … and ").append(facts.size() - FACTS_SHOWN_MAX).append(" more (--format json lists all)\n");
        }
        text.append('\n');
    }
}
