package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** One line: the image, the verdict, the counts, the coverage. */
final class SummaryReport implements Report {
    @Override
    public void write(ScanResult result, OutputStream out) throws IOException {
        out.write((line(result) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static String line(ScanResult result) {
        ImageAssessment assessment = result.assessment();
        StringBuilder line = new StringBuilder(PlainText.of(result.image().reference(), 300))
                .append(": ")
                .append(assessment.verdict().health().label());
        if (!assessment.verdict().cause().isEmpty()) {
            line.append(" (").append(assessment.verdict().cause()).append(')');
        }
        line.append(", ").append(counts(assessment));
        BaseImage base = result.inventory().base();
        if (base != null && base.tellsLayers() && !assessment.findings().isEmpty()) {
            long ofBase = assessment.findings().stream()
                    .filter(finding -> finding.isOf(base))
                    .count();
            line.append(", ").append(ofBase).append(" of them from the base");
        }
        if (!result.suppressed().isEmpty()) {
            line.append(", ").append(result.suppressed().size()).append(" suppressed");
        }
        int packages = result.inventory().packages().size();
        line.append(", ").append(packages).append(packages == 1 ? " package" : " packages");
        return line.append(", coverage ")
                .append(assessment.coverage().level().name().toLowerCase(Locale.ROOT))
                .toString();
    }

    /** For example {@code 12 findings (1 Critical, 11 High)}. */
    static String counts(ImageAssessment assessment) {
        Map<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
        for (Finding finding : assessment.findings()) {
            bySeverity.merge(finding.match().vulnerability().severity(), 1, Integer::sum);
        }
        int total = assessment.findings().size();
        StringBuilder text = new StringBuilder().append(total).append(total == 1 ? " finding" : " findings");
        Severity[] severities = Severity.values();
        String separator = " (";
        for (int i = severities.length - 1; i >= 0; i--) {
            Integer count = bySeverity.get(severities[i]);
            if (count != null) {
                text.append(separator).append(count).append(' ').append(severities[i].label());
                separator = ", ";
            }
        }
        return total == 0 ? text.toString() : text.append(')').toString();
    }
}
