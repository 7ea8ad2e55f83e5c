package io.tidewaiter.advisory.compile;

import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.CvssVector;
import io.tidewaiter.vuln.OsvSeverity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vectors to scores; every distinct vector is computed once, because feeds repeat a few thousand of them. */
final class Scores {
    private static final int KNOWN_MAX = 100_000;
    private static final int PER_VULNERABILITY_MAX = 4;

    /** Best version first, then the publisher that reviews records by hand, then by name. */
    static final Comparator<CvssScore> ORDER = Comparator.comparing(CvssScore::version)
            .reversed()
            .thenComparing(score -> !score.source().equals("GHSA"))
            .thenComparing(CvssScore::source)
            .thenComparing(CvssScore::vector);

    private final Map<String, Optional<CvssVector>> known = new HashMap<>();
    private final Tally tally;

    Scores(Tally tally) {
        this.tally = tally;
    }

    List<CvssScore> of(List<OsvSeverity> severities, String feed, String document) {
        List<CvssScore> scores = new ArrayList<>();
        for (OsvSeverity severity : severities) {
            if (!severity.type().startsWith("CVSS_")) {
                continue;
            }
            Optional<CvssVector> vector = vector(severity.score());
            if (vector.isEmpty()) {
                tally.note(document, "a severity that is no CVSS vector: " + severity.score());
            }
            vector.ifPresent(v -> scores.add(v.scored(feed)));
        }
        return best(scores);
    }

    /** At most four, sorted, each vector once. */
    static List<CvssScore> best(List<CvssScore> scores) {
        List<CvssScore> best = new ArrayList<>();
        scores.stream().sorted(ORDER).forEach(score -> {
            boolean isNew = best.stream().noneMatch(other -> other.vector().equals(score.vector()));
            if (isNew && best.size() < PER_VULNERABILITY_MAX) {
                best.add(score);
            }
        });
        return best;
    }

    private Optional<CvssVector> vector(String text) {
        if (known.size() > KNOWN_MAX) {
            known.clear();
        }
        return known.computeIfAbsent(text, CvssVector::parse);
    }
}
