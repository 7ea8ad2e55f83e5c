package io.tidewaiter.cli.scan;

import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What lets a build fail: findings of a kind, or coverage below what was asked.
 *
 * @param failOn lower-case severities (that one and above), {@code kev}, {@code fixed}, {@code unfixed}, {@code any};
 *     empty for no gate
 * @param minCoverage the least level; {@link Coverage.Level#PARTIAL} asks for nothing
 * @param minExplained the least share of the executables that must be explained, in percent; 0 asks for nothing
 * @param exitCode what the process ends with where the gate refuses
 */
record Gate(List<String> failOn, Coverage.Level minCoverage, int minExplained, int exitCode) {
    Gate {
        failOn = List.copyOf(failOn);
    }

    /** Whether a word can be a condition of the gate. */
    static boolean knows(String word) {
        return List.of("any", "kev", "fixed", "unfixed").contains(word) || Severity.ofWord(word) != Severity.UNKNOWN;
    }

    /** The exit status for these results; the gate is asked before the coverage. */
    int judge(List<ScanResult> results) {
        for (ScanResult result : results) {
            for (Finding finding : result.assessment().findings()) {
                if (failOn.stream().map(Gate::condition).anyMatch(c -> c.test(finding))) {
                    return exitCode;
                }
            }
        }
        boolean below = results.stream().map(r -> r.assessment().coverage()).anyMatch(this::isBelow);
        return below ? ExitCode.COVERAGE.number() : ExitCode.OK.number();
    }

    private boolean isBelow(Coverage coverage) {
        return (minCoverage == Coverage.Level.COMPLETE && coverage.level() != Coverage.Level.COMPLETE)
                || coverage.counts().explainedPercent() < minExplained;
    }

    private static Predicate<Finding> condition(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "any" -> finding -> true;
            case "kev" -> finding -> finding.match().vulnerability().knownExploited();
            case "fixed" -> finding -> finding.match().fixState() == FixState.FIXED;
            case "unfixed" -> finding -> finding.match().fixState() != FixState.FIXED;
            default -> finding -> finding.match().vulnerability().severity().compareTo(Severity.ofWord(word)) >= 0;
        };
    }
}
