package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final ScanResult HIGH =
            Findings.result(true, Findings.finding("CVE-1", Severity.HIGH, FixState.AFFECTED, false));

    private static int judge(ScanResult result, Coverage.Level least, String... failOn) {
        return new Gate(List.of(failOn), least, 0, 2).judge(List.of(result));
    }

    @Test
    void refusesTheSeverityAskedForAndAbove() {
        assertThat(judge(HIGH, Coverage.Level.PARTIAL)).isZero();
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "critical")).isZero();
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "high")).isEqualTo(2);
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "low")).isEqualTo(2);
    }

    @Test
    void refusesExploitedFixableAndAny() {
        ScanResult exploited = Findings.result(true, Findings.finding("CVE-1", Severity.LOW, FixState.FIXED, true));
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "kev")).isZero();
        assertThat(judge(exploited, Coverage.Level.PARTIAL, "kev")).isEqualTo(2);
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "fixed")).isZero();
        assertThat(judge(HIGH, Coverage.Level.PARTIAL, "unfixed")).isEqualTo(2);
        assertThat(judge(Findings.result(true), Coverage.Level.PARTIAL, "any")).isZero();
    }

    @Test
    void tellsMissingCoverageApartFromTheGate() {
        ScanResult partial = Findings.result(false);
        assertThat(judge(partial, Coverage.Level.PARTIAL, "any")).isZero();
        assertThat(judge(partial, Coverage.Level.COMPLETE, "any")).isEqualTo(3);
        assertThat(judge(Findings.result(true), Coverage.Level.COMPLETE)).isZero();
    }

    @Test
    void asksForTheShareOfExecutablesThatIsExplained() {
        Coverage coverage = new Coverage(new CoverageCounts(1, 1, 10, 9, 9, 1, 0, 8, 5, 1, 0, 0), List.of());
        ScanResult base = Findings.result(true);
        ScanResult result = new ScanResult(
                base.image(),
                base.inventory().withCoverage(coverage),
                new ImageAssessment(
                        base.assessment().verdict(),
                        List.of(),
                        coverage,
                        base.assessment().advisories()));
        assertThat(new Gate(List.of(), Coverage.Level.PARTIAL, 75, 2).judge(List.of(result)))
                .isZero();
        assertThat(new Gate(List.of(), Coverage.Level.PARTIAL, 76, 2).judge(List.of(result)))
                .isEqualTo(3);
    }

    @Test
    void whatIsHiddenStaysCounted() {
        ScanResult two = Findings.result(
                true,
                Findings.finding("CVE-1", Severity.HIGH, FixState.AFFECTED, false),
                Findings.finding("CVE-2", Severity.LOW, FixState.FIXED, false));
        ScanResult high = new Shown(Set.of(Severity.HIGH), false).of(two);
        assertThat(high.assessment().findings()).hasSize(1);
        assertThat(high.suppressed())
                .singleElement()
                .satisfies(s -> assertThat(s.rule()).isEqualTo("--severity: low is not shown"));
        ScanResult fixed = new Shown(Set.of(), true).of(two);
        assertThat(fixed.suppressed())
                .singleElement()
                .satisfies(s -> assertThat(s.rule()).isEqualTo("--only-fixed"));
        assertThat(fixed.assessment().verdict()).isEqualTo(two.assessment().verdict());
    }
}
