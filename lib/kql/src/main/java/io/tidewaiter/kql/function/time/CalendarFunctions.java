package io.tidewaiter.kql.function.time;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.ArgumentCheck;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parts of datetimes. Weeks begin with Sunday, except where ISO counts them. */
final class CalendarFunctions {
    private static final Set<String> PARTS = Set.of(
            "year",
            "quarter",
            "month",
            "week_of_year",
            "weekofyear",
            "day",
            "dayofyear",
            "hour",
            "minute",
            "second",
            "millisecond",
            "microsecond",
            "nanosecond");

    private CalendarFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                part("getyear", "The year.", "year", "getyear(datetime(2015-10-12))", "2015")
                        .done(),
                part("getmonth", "The month, from 1 to 12.", "month", "getmonth(datetime(2015-10-12))", "10")
                        .alias("monthofyear")
                        .done(),
                part("dayofmonth", "The day of the month.", "day", "dayofmonth(datetime(2015-10-12))", "12")
                        .done(),
                part("dayofyear", "The day of the year.", "dayofyear", "dayofyear(datetime(2015-12-14))", "348")
                        .done(),
                part("hourofday", "The hour of the day.", "hour", "hourofday(datetime(2015-12-14 18:54))", "18")
                        .done(),
                part(
                                "week_of_year",
                                "The week of the year after ISO 8601.",
                                "week_of_year",
                                "week_of_year(datetime(2000-01-01))",
                                "52")
                        .alias("weekofyear")
                        .example("week_of_year(datetime(2020-12-31))", "53")
                        .done(),
                function("dayofweek", TimeFunctions.GROUP, "The time from Sunday to the day, as days.")
                        .gives(KqlType.TIMESPAN)
                        .takes(parameter("datetime", Kind.DATETIME))
                        .sql("((($1 + " + Sql.DAY + ") // " + Sql.DAY + ") % 7 * " + Sql.DAY + ")")
                        .example("dayofweek(datetime(1947-11-30 10:00:05))", "00:00:00")
                        .example("dayofweek(datetime(1970-05-11))", "1.00:00:00")
                        .done(),
                function("datetime_part", TimeFunctions.GROUP, "A part of a datetime as a whole number.")
                        .alias("datepart")
                        .gives(KqlType.INT)
                        .checks(ArgumentCheck.oneOf(0, PARTS))
                        .takes(parameter("part", Kind.STRING).constant(), parameter("datetime", Kind.DATETIME))
                        .written(call -> call.fill(sql(word(call), "$2")))
                        .example("datetime_part('year', datetime(2017-10-30 01:02:03.7654321))", "2017")
                        .example("datetime_part('Millisecond', datetime(2017-10-30 01:02:03.7654321))", "765")
                        .example("datetime_part('nanosecond', datetime(2017-10-30 01:02:03.7654321))", "765432100")
                        .done());
    }

    private static String word(Call call) {
        Argument part = call.arguments().getFirst();
        return part.value() instanceof String s ? s.toLowerCase(Locale.ROOT) : "";
    }

    private static Declaration part(String name, String text, String part, String example, String result) {
        return function(name, TimeFunctions.GROUP, text)
                .gives(KqlType.INT)
                .takes(parameter("datetime", Kind.DATETIME))
                .sql(sql(part, "$1"))
                .example(example, result);
    }

    private static String sql(String part, String ticks) {
        return switch (part) {
            case "hour" -> "CAST(" + ticks + " // " + 3600 * Sql.SECOND + " % 24 AS INTEGER)";
            case "minute" -> "CAST(" + ticks + " // " + 60 * Sql.SECOND + " % 60 AS INTEGER)";
            case "second" -> "CAST(" + ticks + " // " + Sql.SECOND + " % 60 AS INTEGER)";
            case "millisecond" -> "CAST(" + ticks + " // 10000 % 1000 AS INTEGER)";
            case "microsecond" -> "CAST(" + ticks + " // 10 % 1000000 AS INTEGER)";
            case "nanosecond" -> "CAST(" + ticks + " % " + Sql.SECOND + " * 100 AS INTEGER)";
            case "week_of_year", "weekofyear" -> "CAST(week(" + Sql.timestamp(ticks) + ") AS INTEGER)";
            default -> "CAST(" + part + "(" + Sql.timestamp(ticks) + ") AS INTEGER)";
        };
    }
}
