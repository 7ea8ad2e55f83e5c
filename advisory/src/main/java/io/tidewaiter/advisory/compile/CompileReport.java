package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.DbFacts;
import java.util.List;

/**
 * What became of the feeds.
 *
 * @param digest of the database, as its snapshot names it
 * @param fileBytes size of the database
 * @param packages distinct pairs of ecosystem and package
 * @param entries affected entries of all packages
 * @param counts {@code documents}, {@code advisories} and why the others are not among them
 * @param refused documents that were set aside, with the reason; bounded, {@code counts} has the number
 * @param notes parts of documents that were left out, with the reason; bounded likewise
 * @param faults feeds that could not be read: their ecosystems are not, or not wholly, covered
 */
public record CompileReport(
        String digest,
        long fileBytes,
        int packages,
        long entries,
        List<DbFacts.Count> counts,
        List<Reason> refused,
        List<Reason> notes,
        List<String> faults) {
    public CompileReport {
        counts = List.copyOf(counts);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }

    /** Which document, and why. */
    public record Reason(String document, String reason) {}

    /** A count by name; 0 where it was not counted. */
    public long count(String name) {
        return counts.stream()
                .filter(count -> count.name().equals(name))
                .mapToLong(DbFacts.Count::value)
                .sum();
    }
}
