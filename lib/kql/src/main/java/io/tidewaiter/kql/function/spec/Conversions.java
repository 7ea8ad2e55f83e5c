package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.value.Ticks;
import java.util.List;
import java.util.OptionalInt;

/** From type to type: which happen without being asked for, and the SQL of each. */
public final class Conversions {
    private static final int FROM_DYNAMIC = 10;

    /** What is dynamic is taken for a number first, even where its neighbour has to become a real for that. */
    private static final int FROM_DYNAMIC_TO_TIME = 15;

    /** DuckDB spells what is not a number in small letters, and may give it a sign. */
    private static final String TEXT_OF_REAL = "replace(replace(CAST($1 AS VARCHAR), '-nan', 'nan'), 'nan', 'NaN')";

    private Conversions() {}

    /**
     * What it costs to take an argument for a value of another type, 0 where it is one; empty where the language does
     * not do it by itself.
     */
    public static OptionalInt implicitCost(Argument from, KqlType to) {
        if (from.type() == to) {
            return OptionalInt.of(0);
        }
        if (from.type() == KqlType.DYNAMIC) {
            boolean isTime = to == KqlType.DATETIME || to == KqlType.TIMESPAN;
            return OptionalInt.of(from.held() == to ? FROM_DYNAMIC - 1 : isTime ? FROM_DYNAMIC_TO_TIME : FROM_DYNAMIC);
        }
        return switch (to) {
            case LONG -> from.type() == KqlType.INT ? OptionalInt.of(1) : OptionalInt.empty();
            case INT -> from.type() == KqlType.LONG ? OptionalInt.of(2) : OptionalInt.empty();
            case REAL ->
                isWhole(from.type())
                        ? OptionalInt.of(2)
                        : from.type() == KqlType.DECIMAL ? OptionalInt.of(4) : OptionalInt.empty();
            case DECIMAL -> isNumber(from.type()) ? OptionalInt.of(3) : OptionalInt.empty();
            case STRING -> from.type() == KqlType.GUID ? OptionalInt.of(5) : OptionalInt.empty();
            case GUID -> from.type() == KqlType.STRING ? OptionalInt.of(6) : OptionalInt.empty();
            case DATETIME, TIMESPAN -> isTime(from, to) ? OptionalInt.of(7) : OptionalInt.empty();
            case BOOL, DYNAMIC -> OptionalInt.empty();
        };
    }

    /** Whether it is a literal text that spells a time. */
    private static boolean isTime(Argument from, KqlType to) {
        if (from.type() != KqlType.STRING || !(from.value() instanceof String text)) {
            return false;
        }
        return to == KqlType.DATETIME
                ? Ticks.parseDatetime(text).isPresent()
                : Ticks.parseTimespan(text).isPresent();
    }

    /** Whether values of the type are numbers. */
    public static boolean isNumber(KqlType type) {
        return isWhole(type) || type == KqlType.REAL || type == KqlType.DECIMAL;
    }

    /** Whether values of the type are whole numbers. */
    public static boolean isWhole(KqlType type) {
        return type == KqlType.INT || type == KqlType.LONG;
    }

    /** The argument's SQL as a value of the type. */
    public static String convert(Argument from, KqlType to, String sql) {
        if (from.type() == KqlType.DYNAMIC && to == KqlType.DYNAMIC && from.held() == KqlType.DYNAMIC) {
            return sql;
        }
        KqlType held = from.held();
        if (held == to) {
            return held == KqlType.STRING && from.type() == KqlType.DYNAMIC ? "coalesce(" + sql + ", '')" : sql;
        }
        return fill(template(held, to), sql);
    }

    /** A value's SQL, in the form of its type, as a value of another; null or the empty string where it cannot be. */
    public static String convert(KqlType from, KqlType to, String sql) {
        return from == to ? sql : fill(template(from, to), sql);
    }

    private static String fill(String template, String sql) {
        return Template.fill(template, List.of(sql));
    }

    private static String template(KqlType from, KqlType to) {
        return switch (to) {
            case BOOL -> toBool(from);
            case INT -> toWhole(from, "INTEGER");
            case LONG -> toWhole(from, "BIGINT");
            case REAL -> toFraction(from, "DOUBLE");
            case DECIMAL -> toFraction(from, "DECIMAL(38,17)");
            case STRING -> toText(from);
            case DATETIME ->
                from == KqlType.DYNAMIC
                        // a number counts ticks, as it does where it is no dynamic
                        ? "CASE json_type($1) WHEN 'VARCHAR' THEN kql_todatetime($1 ->> '$') ELSE "
                                + toWhole(from, "BIGINT") + " END"
                        : toTime(from, "kql_todatetime");
            case TIMESPAN -> toTime(from, "kql_totimespan");
            case GUID -> toGuid(from);
            case DYNAMIC -> toDynamic(from);
        };
    }

    private static String toBool(KqlType from) {
        return switch (from) {
            case BOOL -> "$1";
            case INT, LONG, REAL, DECIMAL, DATETIME, TIMESPAN -> "($1 <> 0)";
            case STRING, GUID ->
                "CASE lower(trim($1)) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE"
                        + " ELSE try_cast($1 AS DOUBLE) <> 0 END";
            case DYNAMIC ->
                "CASE lower($1 ->> '$') WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE"
                        + " ELSE try_cast(($1 ->> '$') AS DOUBLE) <> 0 END";
        };
    }

    private static String toWhole(KqlType from, String sqlType) {
        return switch (from) {
            case BOOL -> "CAST($1 AS " + sqlType + ")";
            case INT, LONG, DATETIME, TIMESPAN -> "try_cast($1 AS " + sqlType + ")";
            case REAL, DECIMAL -> "try_cast(trunc($1) AS " + sqlType + ")";
            // a fraction, an exponent and an underscore are no part of a whole number, though DuckDB takes them
            case STRING, GUID -> "try_cast(nullif(trim(translate($1, '.eE_', '????')), '-') AS " + sqlType + ")";
            case DYNAMIC -> "try_cast(trunc(try_cast(($1 ->> '$') AS DECIMAL(38,17))) AS " + sqlType + ")";
        };
    }

    private static String toFraction(KqlType from, String sqlType) {
        return switch (from) {
            case BOOL -> "CAST(CAST($1 AS INTEGER) AS " + sqlType + ")";
            case INT, LONG, REAL, DECIMAL, DATETIME, TIMESPAN, STRING, GUID -> "try_cast($1 AS " + sqlType + ")";
            case DYNAMIC -> "try_cast(($1 ->> '$') AS " + sqlType + ")";
        };
    }

    private static String toText(KqlType from) {
        return switch (from) {
            case BOOL, INT, LONG -> "coalesce(CAST($1 AS VARCHAR), '')";
            case REAL -> "coalesce(" + TEXT_OF_REAL + ", '')";
            case DECIMAL -> "coalesce(rtrim(rtrim(CAST($1 AS VARCHAR), '0'), '.'), '')";
            case STRING, GUID -> "coalesce($1, '')";
            case DATETIME -> "coalesce(kql_datetime_text($1), '')";
            case TIMESPAN -> "coalesce(kql_timespan_text($1), '')";
            case DYNAMIC -> "coalesce($1 ->> '$', '')";
        };
    }

    private static String toTime(KqlType from, String parse) {
        return switch (from) {
            case INT, LONG, DATETIME, TIMESPAN -> "CAST($1 AS BIGINT)";
            case REAL, DECIMAL -> "try_cast(trunc($1) AS BIGINT)";
            case STRING -> parse + "($1)";
            case DYNAMIC -> parse + "($1 ->> '$')";
            case BOOL, GUID -> "CAST(NULL AS BIGINT)";
        };
    }

    private static String toGuid(KqlType from) {
        return switch (from) {
            case STRING, GUID -> "CAST(try_cast($1 AS UUID) AS VARCHAR)";
            case DYNAMIC -> "CAST(try_cast(($1 ->> '$') AS UUID) AS VARCHAR)";
            case BOOL, INT, LONG, REAL, DECIMAL, DATETIME, TIMESPAN -> "CAST(NULL AS VARCHAR)";
        };
    }

    private static String toDynamic(KqlType from) {
        return switch (from) {
            case BOOL, INT, LONG, STRING, GUID -> "to_json($1)";
            case REAL ->
                "CASE WHEN isfinite($1) THEN to_json($1) ELSE to_json(replace(" + TEXT_OF_REAL
                        + ", 'inf', 'Infinity')) END";
            case DECIMAL -> "to_json(CAST($1 AS DOUBLE))";
            case DATETIME -> "to_json(kql_datetime_text($1))";
            case TIMESPAN -> "to_json(kql_timespan_text($1))";
            case DYNAMIC -> "$1";
        };
    }
}
