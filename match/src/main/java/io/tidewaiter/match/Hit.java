package io.tidewaiter.match;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.vuln.CvssScore;
import java.util.Comparator;
import java.util.List;

/**
 * One record that says a subject is affected.
 *
 * @param fixed the lowest version that the record calls fixed for this one; empty where there is none
 * @param severityWord the record's, for this package
 * @param scores the record's, for this package
 * @param isLinked whether the record names symbols, and the program holds code of their packages or does not tell
 */
record Hit(
        Advisory advisory,
        String fixed,
        FixState state,
        String severityWord,
        List<CvssScore> scores,
        MatchReason reason,
        boolean isLinked) {
    /** A record that knows the fix decides before one that does not, a record of one CVE before a notice of many. */
    static final Comparator<Hit> DECIDING_FIRST = Comparator.comparing(
                    (Hit hit) -> hit.fixed().isEmpty())
            .thenComparing(hit -> hit.advisory().isNotice())
            .thenComparing(hit -> hit.advisory().id());
}
