package io.tidewaiter.dist.query;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tools.jackson.databind.JsonNode;

/** Rows as Parquet, written by the engine that the service asks, in this process. */
final class ParquetRows {
    private ParquetRows() {}

    /** Writes a file, or to a stream where none is named. */
    static void write(Answer answer, String file, OutputStream data) throws IOException {
        if (!file.isEmpty()) {
            write(answer, Path.of(file).toAbsolutePath());
            return;
        }
        Path folder = Files.createTempDirectory("tidewaiter-query");
        Path made = folder.resolve("rows.parquet");
        try {
            write(answer, made);
            Files.copy(made, data);
            data.flush();
        } finally {
            Files.deleteIfExists(made);
            Files.delete(folder);
        }
    }

    private static void write(Answer answer, Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows (" + columns(answer) + ")");
            try (DuckDBAppender rows = connection.unwrap(DuckDBConnection.class).createAppender("main", "rows")) {
                for (JsonNode row : answer.rows()) {
                    rows.beginRow();
                    for (int i = 0; i < answer.columns().size(); i++) {
                        append(rows, row.get(i), answer.columns().get(i).type());
                    }
                    rows.endRow();
                }
            }
            statement.execute("COPY rows TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
        } catch (SQLException e) {
            throw new CliException(ExitCode.FAILED, "query: write " + file + ": " + e.getMessage());
        }
    }

    private static String columns(Answer answer) {
        return answer.columns().stream()
                .map(c -> '"' + c.name().replace("\"", "\"\"") + "\" " + type(c.type()))
                .collect(Collectors.joining(", "));
    }

    private static String type(String type) {
        return switch (type) {
            case "integer" -> "BIGINT";
            case "number" -> "DOUBLE";
            case "boolean" -> "BOOLEAN";
            case "datetime" -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }

    private static void append(DuckDBAppender rows, JsonNode value, String type) throws SQLException {
        if (value.isNull()) {
            rows.appendNull();
            return;
        }
        switch (type) {
            case "integer" -> rows.append(value.longValue());
            case "number" ->
                rows.append(
                        value.isNumber() ? value.doubleValue() : Double.parseDouble(value.stringValue())); // Infinity
            case "boolean" -> rows.append(value.booleanValue());
            case "datetime" -> rows.append(time(value.stringValue()));
            default -> rows.append(RowText.text(value));
        }
    }

    private static LocalDateTime time(String text) {
        return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
}
