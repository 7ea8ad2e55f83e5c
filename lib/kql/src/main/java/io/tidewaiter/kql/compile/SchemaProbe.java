package io.tidewaiter.kql.compile;

import java.util.List;

/** Runs a small query while another one is translated, with the rights of the one who asks. */
@FunctionalInterface
public interface SchemaProbe {
    /** The values of the first column of what the SQL yields, nulls left out; at most a few hundred. */
    List<String> values(String sql);
}
