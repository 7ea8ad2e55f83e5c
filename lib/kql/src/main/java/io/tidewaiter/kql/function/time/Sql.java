package io.tidewaiter.kql.function.time;

import java.util.List;

/** Ticks and the database's timestamps. */
final class Sql {
    static final long SECOND = 10_000_000L;
    static final long DAY = 86_400 * SECOND;
    /** Microseconds from year 1 to 1970. */
    private static final String EPOCH_MICROS = "62135596800000000";

    private Sql() {}

    /** The timestamp of ticks, cut to microseconds. */
    static String timestamp(String ticks) {
        return "make_timestamp(" + ticks + " // 10 - " + EPOCH_MICROS + ")";
    }

    /** The ticks of a timestamp. */
    static String ticks(String timestamp) {
        return "((epoch_us(" + timestamp + ") + " + EPOCH_MICROS + ") * 10)";
    }

    /** The number of the period that a moment falls into; periods follow each other without gaps. */
    static String period(String part, String ticks) {
        String moment = timestamp(ticks);
        return switch (part) {
            case "year" -> "CAST(year(" + moment + ") AS BIGINT)";
            case "quarter" -> "(CAST(year(" + moment + ") AS BIGINT) * 4 + quarter(" + moment + "))";
            case "month" -> "(CAST(year(" + moment + ") AS BIGINT) * 12 + month(" + moment + "))";
            // year 1 begins with a Monday, weeks with a Sunday
            case "week" -> "((" + ticks + " + " + DAY + ") // " + 7 * DAY + ")";
            default -> "(" + ticks + " // " + length(part) + ")";
        };
    }

    /** Ticks of a period that always is of the same length. */
    static long length(String part) {
        return switch (part) {
            case "week" -> 7 * DAY;
            case "day" -> DAY;
            case "hour" -> 3600 * SECOND;
            case "minute" -> 60 * SECOND;
            case "second" -> SECOND;
            case "millisecond" -> SECOND / 1000;
            case "microsecond" -> 10;
            default -> throw new IllegalArgumentException(part);
        };
    }

    /** The periods that functions may name. */
    static List<String> parts() {
        return List.of(
                "year",
                "quarter",
                "month",
                "week",
                "day",
                "hour",
                "minute",
                "second",
                "millisecond",
                "microsecond",
                "nanosecond");
    }
}
