package io.tidewaiter.cli.scan;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which findings are shown; what is hidden stays counted. The verdict is not changed by what is shown.
 *
 * @param severities the severities to show; empty for all
 * @param onlyFixed whether only findings with a fix are shown
 */
record Shown(Set<Severity> severities, boolean onlyFixed) {
    Shown {
        severities = Set.copyOf(severities);
    }

    ScanResult of(ScanResult result) {
        List<Finding> shown = new ArrayList<>();
        List<SuppressedFinding> suppressed = new ArrayList<>(result.suppressed());
        for (Finding finding : result.assessment().findings()) {
            String rule = rule(finding);
            if (rule.isEmpty()) {
                shown.add(finding);
            } else {
                suppressed.add(new SuppressedFinding(finding, rule));
            }
        }
        ImageAssessment all = result.assessment();
        return new ScanResult(
                result.image(),
                result.inventory(),
                new ImageAssessment(all.verdict(), shown, all.coverage(), all.advisories()),
                suppressed);
    }

    private String rule(Finding finding) {
        Severity severity = finding.match().vulnerability().severity();
        if (!severities.isEmpty() && !severities.contains(severity)) {
            return "--severity: " + severity.label().toLowerCase(Locale.ROOT) + " is not shown";
        }
        return onlyFixed && finding.match().fixState() != FixState.FIXED ? "--only-fixed" : "";
    }
}
