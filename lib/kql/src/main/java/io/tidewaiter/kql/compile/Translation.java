package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.Diagnostic;
import java.util.List;

/**
 * A query that can run.
 */
public interface Translation {
    /** The columns of the answer, in the order in which the SQL yields them. */
    List<OutputColumn> columns();

    /** SQL for all rows, in the order that the query asks for. */
    String sql();

    /**
     * SQL for a part of the rows. The parts of one answer fit together: rows that the query does not order follow the
     * lasting order of their table or, where rows are not those of a table, all their columns.
     */
    String sqlOfPage(long skip, long top);

    /** SQL for the number of rows, one row with one number; columns that do not matter are not read. */
    String sqlOfCount();

    /** Whether the query says itself how many rows it wants, which rules out paging. */
    boolean limitsRows();

    /** Whether the query says itself in which order it wants its rows. */
    boolean ordered();

    /** What was accepted and has no effect. */
    List<Diagnostic> warnings();

    /** The plan, for people and golden files. */
    String plan();
}
