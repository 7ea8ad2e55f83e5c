package io.tidewaiter.graph.follow;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends rows to a table, in the order of its columns; within the transaction of the connection. */
final class Rows implements AutoCloseable {
    private final DuckDBAppender appender;

    private Rows(DuckDBAppender appender) {
        this.appender = appender;
    }

    /** Opens tables for appending. */
    record Opener(DuckDBConnection connection) {
        Rows open(String table) throws SQLException {
            return new Rows(connection.createAppender("main", table));
        }

        /** A table of this connection only. */
        Rows openOwn(String table) throws SQLException {
            return new Rows(connection.createAppender("temp", "main", table));
        }
    }

    /** One row; the values in the order of the columns. */
    void row(@Nullable Object... values) throws SQLException {
        appender.beginRow();
        for (Object value : values) {
            append(value);
        }
        appender.endRow();
    }

    /** A row of numbers, without objects: for what comes by the million. */
    void numbers(int a, int b, int c, long[] more) throws SQLException {
        appender.beginRow();
        appender.append(a);
        appender.append(b);
        appender.append(c);
        for (long one : more) {
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
