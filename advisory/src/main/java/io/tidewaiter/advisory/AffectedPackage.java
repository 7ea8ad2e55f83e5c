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
 */
public record AffectedPackage(
        int advisory,
        List<VersionRange> ranges,
        List<String> versions,
        FixState openState,
        String severityWord,
        List<CvssScore> scores,
        List<String> symbols) {
    public AffectedPackage {
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
        scores = List.copyOf(scores);
        symbols = List.copyOf(symbols);
    }
}
