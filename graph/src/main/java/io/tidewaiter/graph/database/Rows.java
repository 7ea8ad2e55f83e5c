package io.tidewaiter.graph.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Tables that are opened one after the other and closed together: where one cannot be opened or closed, the others are
     * closed all the same, for an appender that stays open holds its rows and its table.
     */
    public static final class Together implements AutoCloseable {
        private final Opener opener;
        private final List<Rows> opened = new ArrayList<>();

        public Together(Opener opener) {
            this.opener = opener;
        }

        /** A table of the graph. */
        public Rows open(String table) throws SQLException {
            return kept(() -> opener.open(table));
        }

        /** A table of this connection only. */
        public Rows openOwn(String table) throws SQLException {
            return kept(() -> opener.openOwn(table));
        }

        private interface Opening {
            Rows open() throws SQLException;
        }

        private Rows kept(Opening opening) throws SQLException {
            try {
                Rows rows = opening.open();
                opened.add(rows);
                return rows;
            } catch (SQLException e) {
                try {
                    close();
                } catch (SQLException more) {
                    e.addSuppressed(more);
                }
                throw e;
            }
        }

        @Override
        public void close() throws SQLException {
            @Nullable SQLException failure = null;
            for (Rows rows : opened) {
                try {
                    rows.close();
                } catch (SQLException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            opened.clear();
            if (failure != null) {
                throw failure;
            }
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

    /** Hands over the last rows, too; closing the appender alone would keep to itself that they did not fit. */
    @Override
    public void close() throws SQLException {
        try (appender) {
            appender.flush();
        }
    }
}
