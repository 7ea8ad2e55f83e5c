package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.PathKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names, literals and paths as SQL: whatever they hold, they stay what they are. */
final class SqlText {
    private SqlText() {}

    /** A name in quotes. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal. */
    static String string(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    /** The type that holds values. */
    static String type(KqlType held) {
        return switch (held) {
            case BOOL -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG, DATETIME, TIMESPAN -> "BIGINT";
            case REAL -> "DOUBLE";
            case DECIMAL -> "DECIMAL(38,17)";
            case STRING, GUID -> "VARCHAR";
            case DYNAMIC -> "JSON";
        };
    }

    /** A literal. */
    static String literal(KqlType type, @Nullable Object value) {
        if (value == null) {
            return "CAST(NULL AS " + type(type) + ")";
        }
        return switch (type) {
            case BOOL -> value.equals(true) ? "TRUE" : "FALSE";
            case INT -> number(value.toString(), "INTEGER");
            case LONG, DATETIME, TIMESPAN -> number(value.toString(), "BIGINT");
            case REAL -> real((Double) value);
            case DECIMAL ->
                "CAST('"
                        + new BigDecimal(value.toString())
                                .setScale(17, RoundingMode.HALF_UP)
                                .toPlainString() + "' AS DECIMAL(38,17))";
            case STRING, GUID -> string(value.toString());
            case DYNAMIC -> "CAST(" + string(value.toString()) + " AS JSON)";
        };
    }

    private static String number(String digits, String type) {
        return digits.equals(Long.toString(Long.MIN_VALUE))
                ? "CAST('" + digits + "' AS " + type + ")"
                : "CAST(" + digits + " AS " + type + ")";
    }

    private static String real(Double value) {
        return value.isNaN() || value.isInfinite()
                ? "CAST('" + value + "' AS DOUBLE)"
                : "CAST(" + value + " AS DOUBLE)";
    }

    /**
     * A path of JSON: {@code $."a"[0]}; or a JSON pointer, because in a path DuckDB takes a star for all keys even in
     * quotes, and no empty key.
     */
    static String path(List<PathKey> keys) {
        if (keys.stream()
                .anyMatch(k -> k instanceof PathKey.Name(String name) && (name.isEmpty() || name.contains("*")))) {
            return pointer(keys);
        }
        StringBuilder out = new StringBuilder("$");
        for (PathKey key : keys) {
            switch (key) {
                case PathKey.Name(String name) ->
                    out.append(".\"")
                            .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
                            .append('"');
                case PathKey.Index(int index) -> {
                    out.append('[');
                    out.append(index < 0 ? "#" + index : Integer.toString(index));
                    out.append(']');
                }
            }
        }
        return out.toString();
    }

    private static String pointer(List<PathKey> keys) {
        StringBuilder out = new StringBuilder();
        for (PathKey key : keys) {
            out.append('/');
            switch (key) {
                case PathKey.Name(String name) ->
                    out.append(name.replace("~", "~0").replace("/", "~1"));
                case PathKey.Index(int index) -> out.append(index);
            }
        }
        return out.toString();
    }
}
