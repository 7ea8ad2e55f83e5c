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
 * @param isNotAffected the word that the package is not affected: it matches nothing. Without ranges it is there to
 *     explain why; with ranges it takes those versions out of what others say
 * @param note the vendor's reason for the state, one line; may be empty
 * @param scope of which packages of the name it speaks
 * @param isOutvoted whether the word of a source that comes first decides instead; what it says is shown and counts not
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
        Scope scope,
        boolean isOutvoted) {
    public AffectedPackage {
        ranges = List.copyOf(ranges);
        versions = versions instanceof PackedTexts ? versions : List.copyOf(versions);
        scores = List.copyOf(scores);
        symbols = List.copyOf(symbols);
    }

    /** An entry that counts. */
    public AffectedPackage(
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
        this(advisory, ranges, versions, openState, severityWord, scores, symbols, isNotAffected, note, scope, false);
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

    /** The same of another advisory, counting or not. */
    public AffectedPackage of(int otherAdvisory, boolean outvoted) {
        return new AffectedPackage(
                otherAdvisory,
                ranges,
                versions,
                openState,
                severityWord,
                scores,
                symbols,
                isNotAffected,
                note,
                scope,
                outvoted);
    }
}
