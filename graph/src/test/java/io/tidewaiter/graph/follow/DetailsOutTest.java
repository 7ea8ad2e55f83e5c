package io.tidewaiter.graph.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.Rows;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts that are written by a thread of their own. */
class DetailsOutTest {
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private DuckDBConnection connection;

    @BeforeEach
    void table() throws SQLException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE text (no INTEGER, thread VARCHAR)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        writer.shutdownNow();
        connection.close();
    }

    private List<Integer> written() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT no FROM text ORDER BY rowid")) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    @Test
    void textsAreInTheTableInTheirOrderOnceItEnds() throws SQLException {
        int texts = 2_000; // more than wait to be written
        List<Integer> expected = new ArrayList<>();
        try (Rows rows = new Rows.Opener(connection).open("text")) {
            Details.Out out = new Details.Out(rows, writer);
            for (int i = 0; i < texts; i++) {
                int number = i;
                expected.add(i);
                out.row(() -> new Object[] {number, Thread.currentThread().getName()});
            }
            out.end();
        }
        assertThat(written()).isEqualTo(expected);
        try (Statement statement = connection.createStatement();
                var threads = statement.executeQuery("SELECT DISTINCT thread FROM text")) {
            assertThat(threads.next()).isTrue();
            assertThat(threads.getString(1)).isNotEqualTo(Thread.currentThread().getName());
            assertThat(threads.next()).isFalse();
        }
    }

    @Test
    void whoIsInterruptedWhileTextsAreWrittenStopsAndStaysInterrupted() throws SQLException {
        CountDownLatch never = new CountDownLatch(1);
        try (Rows rows = new Rows.Opener(connection).open("text")) {
            Details.Out out = new Details.Out(rows, writer);
            out.row(() -> {
                try {
                    return new Object[] {never.await(1, TimeUnit.HOURS) ? 1 : 0, ""};
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the writer was stopped", e);
                }
            });
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(GraphException.class)
                    .isThrownBy(out::end)
                    .withMessageContaining("write the texts of findings: interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void aTextThatCannotBeWrittenIsTold() throws SQLException {
        try (Rows rows = new Rows.Opener(connection).open("text")) {
            Details.Out out = new Details.Out(rows, writer);
            out.row(() -> {
                throw new IllegalStateException("no such record");
            });
            assertThatExceptionOfType(GraphException.class)
                    .isThrownBy(out::end)
                    .withMessageContaining("no such record");
        }
    }
}
