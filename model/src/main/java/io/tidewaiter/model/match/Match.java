package io.tidewaiter.model.match;

import io.tidewaiter.version.Ecosystem;
import java.util.Comparator;
import java.util.List;

/**
 * A vulnerability speaks for a package version: computed once, however many images contain the package.
 *
 * @param ecosystem whose advisories decided
 * @param subjectName the advisory's package: the source package for distributions that name it so
 * @param subjectVersion the version that was compared
 * @param vulnerability merged over the aliases
 * @param fixState what the vendor says
 * @param fixedVersion the lowest version that is fixed for this one's branch; empty where there is none
 * @param reasons every advisory that says so, the deciding one first
 */
public record Match(
        Ecosystem ecosystem,
        String subjectName,
        String subjectVersion,
        Vulnerability vulnerability,
        FixState fixState,
        String fixedVersion,
        List<MatchReason> reasons)
        implements Comparable<Match> {
    private static final Comparator<Match> ORDER = Comparator.comparing(Match::ecosystem)
            .thenComparing(Match::subjectName)
            .thenComparing(Match::subjectVersion)
            .thenComparing(m -> m.vulnerability().id());

    public Match {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("every match says why: " + subjectName);
        }
    }

    @Override
    public int compareTo(Match other) {
        return ORDER.compare(this, other);
    }
}
