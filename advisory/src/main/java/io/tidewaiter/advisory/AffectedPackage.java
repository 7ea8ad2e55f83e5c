package io.tidewaiter.advisory;

import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.CvssScore;
import java.util.List;

/**
 * One entry of a record's {@code affected} (OSV schema 1.7): which versions of one package.
 *
 * @param advisory number of the record in its database, for {@link AdvisoryDb#advisory}
 * @param ranges in the record's order
 * @param versions affected by being listed
 * @param openState what the vendor says of versions for which the ranges know no fix
 * @param severityWord the word for this package; empty where the record's holds
 * @param scores for this package; empty where the record's hold
 * @param symbols Go import paths and symbols that are affected, {@code path#symbol}
 * @param isNotAffected the vendor's word that the package is not affected: the entry has no ranges and no versions, so
 *     that it matches nothing, and is there to explain why
 * @param note the vendor's reason for the state, one line; may be empty
 * @param scope of which packages of the name it speaks
 */
public record AffectedPackage(
        int advisory,
        List<VersionRange> ranges,
        List<String> versions,
        FixState openState,
        String severityWord,
        List<CvssScore> scores,
        List<String> symbols,
        boolean isNotAffected,
        String note,
        Scope scope) {
    public AffectedPackage {
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
        scores = List.copyOf(scores);
        symbols = List.copyOf(symbols);
    }

    /** An entry that says which versions are affected, of every package of its name. */
    public AffectedPackage(
            int advisory,
            List<VersionRange> ranges,
            List<String> versions,
            FixState openState,
            String severityWord,
            List<CvssScore> scores,
            List<String> symbols) {
        this(advisory, ranges, versions, openState, severityWord, scores, symbols, false, "", Scope.ANY);
    }
}
