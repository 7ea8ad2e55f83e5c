package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.fact.Fact;
import java.util.List;

/** What one cataloger read in one file. */
public record FileFacts(String cataloger, List<Fact> facts) {
    public FileFacts {
        facts = List.copyOf(facts);
    }
}
