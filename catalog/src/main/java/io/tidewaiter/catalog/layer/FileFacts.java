package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.fact.Fact;
import java.util.List;

/** What one cataloger read in one file. */
public record FileFacts(String cataloger, List<Fact> facts) {
    /** In the place of a cataloger: what is told of the reading itself. */
    public static final String COVERAGE = "coverage";

    public FileFacts {
        facts = List.copyOf(facts);
    }
}
