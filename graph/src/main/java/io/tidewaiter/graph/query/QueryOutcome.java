package io.tidewaiter.graph.query;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.compile.OutputColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a question. */
public sealed interface QueryOutcome {
    /**
     * Rows.
     *
     * @param columns in order
     * @param rows values in the form of {@link io.tidewaiter.kql.KqlType}: dynamic ones as JSON text, times in ticks
     * @param total rows of the whole answer, of which these may be a part
     * @param limitsRows whether the query says itself how many rows it wants, which rules out paging
     */
    record Rows(List<OutputColumn> columns, List<@Nullable Object[]> rows, long total, boolean limitsRows)
            implements QueryOutcome {}

    /** The text is no query that can run. */
    record Refused(List<Diagnostic> diagnostics) implements QueryOutcome {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** A bound was reached. */
    record TooMuch(Bound bound, String message) implements QueryOutcome {}

    /** The query failed while it ran, by what the rows hold. */
    record Failed(String message) implements QueryOutcome {}

    /** The graph is not there yet. */
    record NotReady() implements QueryOutcome {}

    /** What a query can use up. */
    enum Bound {
        /** Time. */
        TIME,
        /** Memory, and the disk that stands in for it. */
        MEMORY,
        /** Bytes of the answer. */
        ANSWER,
        /** Queries at a time. */
        CONCURRENCY
    }
}
