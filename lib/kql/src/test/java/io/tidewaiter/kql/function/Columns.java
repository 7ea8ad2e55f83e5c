package io.tidewaiter.kql.function;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of random rows over which calls are evaluated, all rows at once. */
final class Columns {
    private final Database database;
    private final List<KqlType> types;
    private final List<List<@Nullable Object>> rows;

    /** @param types of the columns {@code a}, {@code b}… */
    Columns(Database database, List<KqlType> types, List<List<@Nullable Object>> rows) throws SQLException {
        this.database = database;
        this.types = types;
        this.rows = rows;
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            String type = switch (types.get(i)) {
                case BOOL -> "BOOLEAN";
                case INT -> "INTEGER";
                case LONG, DATETIME, TIMESPAN -> "BIGINT";
                case REAL -> "DOUBLE";
                case DECIMAL -> "DECIMAL(38,17)";
                case STRING, GUID -> "VARCHAR";
                case DYNAMIC -> "JSON";
            };
            columns.append(i == 0 ? "" : ", ").append(name(i)).append(' ').append(type);
        }
        try (Statement statement = database.connection().createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE r (row_ INTEGER, " + columns + ")");
        }
        String places = ", ?".repeat(types.size());
        try (PreparedStatement insert =
                database.connection().prepareStatement("INSERT INTO r VALUES (?" + places + ")")) {
            for (int row = 0; row < rows.size(); row++) {
                insert.setInt(1, row);
                for (int i = 0; i < types.size(); i++) {
                    insert.setObject(i + 2, rows.get(row).get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String name(int column) {
        return String.valueOf((char) ('a' + column));
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    /** The value of a function of all columns, row by row. */
    List<@Nullable Object> function(String name) throws SQLException {
        return values(FunctionTable.resolve(name, arguments()), false);
    }

    /** The value of an operator on all columns, row by row. */
    List<@Nullable Object> operator(String symbol) throws SQLException {
        return values(FunctionTable.operator(symbol, arguments()), false);
    }

    /** The same where null counts as false. */
    List<@Nullable Object> predicate(String symbol) throws SQLException {
        return values(FunctionTable.operator(symbol, arguments()), true);
    }

    /** The value of a function of a literal and all columns. */
    List<@Nullable Object> function(String name, String literal) throws SQLException {
        List<Argument> arguments = new ArrayList<>(List.of(Argument.constant(KqlType.STRING, literal)));
        arguments.addAll(arguments());
        Resolved call = (Resolved) FunctionTable.resolve(name, arguments);
        List<String> sql = new ArrayList<>(List.of("'" + literal + "'"));
        sql.addAll(names());
        return query(call.sql(sql));
    }

    private List<Argument> arguments() {
        return types.stream().map(Argument::of).toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            names.add(name(i));
        }
        return names;
    }

    private List<@Nullable Object> values(Resolution resolution, boolean isPredicate) throws SQLException {
        Resolved call = (Resolved) resolution;
        return query(isPredicate ? call.predicate(names()) : call.sql(names()));
    }

    private List<@Nullable Object> query(String sql) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        try (Statement statement = database.connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT " + sql + " FROM r ORDER BY row_")) {
            while (result.next()) {
                values.add(result.getObject(1));
            }
        }
        return values;
    }
}
