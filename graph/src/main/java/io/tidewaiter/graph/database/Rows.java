package io.tidewaiter.graph.database;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends rows to a table, in the order of its columns; within the transaction of the connection. */
public final class Rows implements AutoCloseable {
    private final DuckDBAppender appender;

    private Rows(DuckDBAppender appender) {
        this.appender = appender;
    }

    /** Opens tables for appending. */
    public record Opener(DuckDBConnection connection) {
        /** A table of the graph. */
        public Rows open(String table) throws SQLException {
            return new Rows(connection.createAppender("main", table));
        }

        /** A table of this connection only. */
        public Rows openOwn(String table) throws SQLException {
            return new Rows(connection.createAppender("temp", "main", table));
        }
    }

    /** One row; the values in the order of the columns. */
    public void row(@Nullable Object... values) throws SQLException {
        appender.beginRow();
        for (Object value : values) {
            append(value);
        }
        appender.endRow();
    }

    /** A row of numbers, without an object for each: for what comes by the million. */
    public void numbers(int[] first, long... then) throws SQLException {
        lists(first, then);
    }

    /** A row of numbers, and lists of numbers as its last columns. */
    public void lists(int[] first, long[] then, int[]... last) throws SQLException {
        appender.beginRow();
        for (int one : first) {
            appender.append(one);
        }
        for (long one : then) {
            appender.append(one);
        }
        for (int[] one : last) {
            appender.append(one);
        }
        appender.endRow();
    }

    private void append(@Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case Long number -> appender.append(number.longValue());
            case Integer number -> appender.append(number.intValue());
            case Double number -> appender.append(number.doubleValue());
            case Boolean flag -> appender.append(flag.booleanValue());
            default -> throw new IllegalArgumentException("no column takes a " + value.getClass());
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
