package io.tidewaiter.graph.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {
    private DuckDBConnection connection;
    private Rows.Together together;

    @BeforeEach
    void tables() throws SQLException {
        connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        together = new Rows.Together(new Rows.Opener(connection));
        run("CREATE TABLE one (no INTEGER)");
        run("CREATE TABLE two (no INTEGER NOT NULL)");
        run("CREATE TABLE three (no INTEGER)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Test
    void aTableThatCannotBeOpenedClosesThoseBefore() throws SQLException {
        together.open("one").row(1);
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> together.open("absent"));
        assertThat(count("one")).isEqualTo(1); // rows are seen when their table is closed
    }

    @Test
    void aTableThatCannotBeClosedLeavesNoneOpen() throws SQLException {
        Rows one = together.open("one");
        Rows two = together.open("two");
        Rows three = together.open("three");
        one.row(1);
        two.row((Object) null);
        three.row(3);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(together::close)
                .withMessageContaining("two");
        assertThat(count("one")).isEqualTo(1);
        assertThat(count("two")).isZero();
        assertThat(count("three")).isEqualTo(1);
    }
}
