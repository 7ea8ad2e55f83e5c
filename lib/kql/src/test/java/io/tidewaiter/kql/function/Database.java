package io.tidewaiter.kql.function;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.Expressions.Typed;
import io.tidewaiter.kql.value.Ticks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A database in memory that knows the functions. */
final class Database implements AutoCloseable {
    private final Connection connection;

    Database() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        KqlFunctions.install(connection);
    }

    Connection connection() {
        return connection;
    }

    /** The value of an expression as {@code Example} writes it. */
    String value(String expression) throws SQLException {
        Typed typed = Expressions.of(expression);
        return text(typed.type(), query(typed.sql()));
    }

    /** The one value that an SQL expression yields. */
    @Nullable
    Object query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + sql)) {
            rows.next();
            return rows.getObject(1);
        } catch (SQLException e) {
            throw new SQLException("in " + sql + ": " + e.getMessage(), e);
        }
    }

    static String text(KqlType type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return switch (type) {
            case DATETIME -> Ticks.datetimeText(((Number) value).longValue());
            case TIMESPAN -> Ticks.timespanText(((Number) value).longValue());
            case DECIMAL -> ((BigDecimal) value).stripTrailingZeros().toPlainString();
            case BOOL, INT, LONG, REAL, STRING, GUID, DYNAMIC -> value.toString();
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
