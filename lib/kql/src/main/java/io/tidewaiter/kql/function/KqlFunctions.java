package io.tidewaiter.kql.function;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.JavaFunction;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the functions in Java known to a database. They are for what SQL cannot say: a row costs 0.2 to 0.5 µs, which
 * is the JVM making strings, against 0.05 for a built-in function; therefore what queries over millions of rows use
 * (comparisons, {@code has}, conversions of numbers) is SQL.
 */
public final class KqlFunctions {
    /**
     * Of a text that a function is given: what it makes of one on the JVM's heap is up to 20 times as large, and the
     * database's bound on memory does not count it.
     */
    private static final int TEXT_CHARS_MAX = 16 << 20;

    /** Of all texts that a function takes and makes of a chunk of rows, which the database keeps at once. */
    private static final long CHUNK_CHARS_MAX = 256L << 20;

    /** For a chunk of rows: a statement that was cancelled ends only behind it. */
    private static final long CHUNK_NANOS_MAX = Duration.ofSeconds(10).toNanos();

    private KqlFunctions() {}

    /**
     * Registers all functions; once per database, for all its connections. They may be called from several threads.
     *
     * @throws SQLException when the database refuses, as it does the second time
     */
    public static void install(Connection connection) throws SQLException {
        for (JavaFunction function : FunctionTable.javaFunctions()) {
            register(connection, function);
        }
    }

    private static void register(Connection connection, JavaFunction function) throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            DuckDBLogicalType[] parameters =
                    new DuckDBLogicalType[function.parameters().size()];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = logicalType(function.parameters().get(i));
            }
            builder.withName(function.name())
                    .withParameters(parameters)
                    .withReturnType(logicalType(function.result()))
                    .withVectorizedFunction((rows, result) -> apply(function, rows, result))
                    .register(connection);
        }
    }

    private static DuckDBLogicalType logicalType(KqlType type) throws SQLException {
        return switch (type) {
            case BOOL -> DuckDBLogicalType.of(DuckDBColumnType.BOOLEAN);
            case INT -> DuckDBLogicalType.of(DuckDBColumnType.INTEGER);
            case LONG, DATETIME, TIMESPAN -> DuckDBLogicalType.of(DuckDBColumnType.BIGINT);
            case REAL -> DuckDBLogicalType.of(DuckDBColumnType.DOUBLE);
            case DECIMAL -> DuckDBLogicalType.decimal(38, 17);
            case STRING, GUID, DYNAMIC -> DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
        };
    }

    private static void apply(JavaFunction function, DuckDBDataChunkReader rows, DuckDBWritableVector result) {
        List<KqlType> types = function.parameters();
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[types.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.vector(i);
        }
        @Nullable Object[] arguments = new @Nullable Object[vectors.length];
        long begin = System.nanoTime();
        long chars = 0;
        for (long row = 0; row < rows.rowCount(); row++) {
            for (int i = 0; i < vectors.length; i++) {
                arguments[i] = read(vectors[i], types.get(i), row);
                chars += chars(arguments[i]);
            }
            Object value = function.body().apply(arguments);
            chars += chars(value);
            write(result, function.result(), row, value);
            if (chars > CHUNK_CHARS_MAX) {
                throw new IllegalArgumentException(
                        "out of memory: texts of more than " + CHUNK_CHARS_MAX + " characters");
            }
            if (row % 16 == 0 && System.nanoTime() - begin > CHUNK_NANOS_MAX) {
                throw new IllegalArgumentException("interrupted: the function takes too long for so many rows");
            }
        }
    }

    private static long chars(@Nullable Object value) {
        return value instanceof String text ? text.length() : 0;
    }

    private static @Nullable Object read(DuckDBReadableVector vector, KqlType type, long row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (type) {
            case BOOL -> vector.getBoolean(row);
            case INT -> vector.getInt(row);
            case LONG, DATETIME, TIMESPAN -> vector.getLong(row);
            case REAL -> vector.getDouble(row);
            case DECIMAL -> vector.getBigDecimal(row);
            case STRING, GUID, DYNAMIC -> bounded(vector.getString(row));
        };
    }

    private static String bounded(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "out of memory: a value of " + text.length() + " characters, of " + TEXT_CHARS_MAX + " allowed");
        }
        return text;
    }

    private static void write(DuckDBWritableVector result, KqlType type, long row, @Nullable Object value) {
        if (value == null) {
            result.setNull(row);
            return;
        }
        switch (type) {
            case BOOL -> result.setBoolean(row, (Boolean) value);
            case INT -> result.setInt(row, (Integer) value);
            case LONG, DATETIME, TIMESPAN -> result.setLong(row, (Long) value);
            case REAL -> result.setDouble(row, (Double) value);
            case DECIMAL -> result.setBigDecimal(row, (BigDecimal) value);
            case STRING, GUID, DYNAMIC -> result.setString(row, (String) value);
        }
    }
}
