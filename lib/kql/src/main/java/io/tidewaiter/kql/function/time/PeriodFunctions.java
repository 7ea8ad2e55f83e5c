package io.tidewaiter.kql.function.time;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.ArgumentCheck;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Periods of the calendar: their beginnings and ends, how many lie between moments, and moments so many later. */
final class PeriodFunctions {
    private static final Parameter OFFSET = parameter("offset", Kind.LONG).orElse("0");
    private static final ArgumentCheck PART = ArgumentCheck.oneOf(0, Set.copyOf(Sql.parts()));

    private PeriodFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                start("day", "startofday(datetime(2017-01-01 10:10:17))", "2017-01-01T00:00:00.0000000Z"),
                start("week", "startofweek(datetime(2017-01-01 10:10:17), -1)", "2016-12-25T00:00:00.0000000Z"),
                start("month", "startofmonth(datetime(2017-01-15 10:10:17), 1)", "2017-02-01T00:00:00.0000000Z"),
                start("year", "startofyear(datetime(2017-05-01 10:10:17))", "2017-01-01T00:00:00.0000000Z"),
                end("day", "endofday(datetime(2017-01-01 10:10:17))", "2017-01-01T23:59:59.9999999Z"),
                end("week", "endofweek(datetime(2017-01-01 10:10:17), -1)", "2016-12-31T23:59:59.9999999Z"),
                end("month", "endofmonth(datetime(2024-02-15))", "2024-02-29T23:59:59.9999999Z"),
                end("year", "endofyear(datetime(2017-05-01 10:10:17))", "2017-12-31T23:59:59.9999999Z"),
                difference(),
                addition(),
                around());
    }

    private static ScalarFunction start(String period, String example, String result) {
        return function(
                        "startof" + period,
                        TimeFunctions.GROUP,
                        "The first moment of the " + period + "; with an offset of one later or earlier.")
                .named(period.equals("day") ? ResultName.FIRST_ARGUMENT : ResultName.NUMBERED)
                .gives(KqlType.DATETIME)
                .takes(parameter("datetime", Kind.DATETIME), OFFSET)
                .sql(begin(period, "$2"))
                .example(example, result)
                .done();
    }

    private static ScalarFunction end(String period, String example, String result) {
        return function(
                        "endof" + period,
                        TimeFunctions.GROUP,
                        "The last moment of the " + period + "; with an offset of one later or earlier.")
                .gives(KqlType.DATETIME)
                .takes(parameter("datetime", Kind.DATETIME), OFFSET)
                .sql("(" + begin(period, "($2 + 1)") + " - 1)")
                .example(example, result)
                .done();
    }

    private static String begin(String period, String offset) {
        return switch (period) {
            case "day" -> "TRY($1 - $1 % " + Sql.DAY + " + " + offset + " * " + Sql.DAY + ")";
            case "week" ->
                "TRY($1 - ($1 + " + Sql.DAY + ") % " + 7 * Sql.DAY + " + " + offset + " * " + 7 * Sql.DAY + ")";
            default -> {
                String months = "to_months(CAST(" + offset + (period.equals("year") ? " * 12" : "") + " AS INTEGER))";
                yield "TRY(" + Sql.ticks("date_trunc('" + period + "', " + Sql.timestamp("$1") + ") + " + months) + ")";
            }
        };
    }

    private static String word(Call call) {
        return call.arguments().getFirst().value() instanceof String s ? s.toLowerCase(Locale.ROOT) : "";
    }

    private static ScalarFunction difference() {
        return function("datetime_diff", TimeFunctions.GROUP, "How many periods begin between two moments.")
                .gives(KqlType.LONG)
                .checks(PART)
                .takes(
                        parameter("period", Kind.STRING).constant(),
                        parameter("datetime1", Kind.DATETIME),
                        parameter("datetime2", Kind.DATETIME))
                .written(call -> {
                    String part = word(call);
                    if (part.equals("nanosecond")) {
                        return call.fill("TRY(($2 - $3) * 100)");
                    }
                    return call.fill("(" + Sql.period(part, "$2") + " - " + Sql.period(part, "$3") + ")");
                })
                .example("datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", "17")
                .example("datetime_diff('quarter', datetime(2017-07-01), datetime(2017-03-30))", "2")
                .example("datetime_diff('month', datetime(2017-01-01), datetime(2015-12-30))", "13")
                .example("datetime_diff('week', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))", "5")
                .example("datetime_diff('hour', datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))", "2")
                .example(
                        "datetime_diff('nanosecond', datetime(2017-10-30), datetime(2017-10-30 00:00:00.0000007))",
                        "-700")
                .done();
    }

    private static ScalarFunction addition() {
        return function("datetime_add", TimeFunctions.GROUP, "The moment so many periods later.")
                .gives(KqlType.DATETIME)
                .checks(PART)
                .takes(
                        parameter("period", Kind.STRING).constant(),
                        parameter("amount", Kind.LONG),
                        parameter("datetime", Kind.DATETIME))
                .written(call -> call.fill(later(word(call))))
                .example("datetime_add('month', 1, datetime(2024-01-31))", "2024-02-29T00:00:00.0000000Z")
                .example(
                        "datetime_add('quarter', -1, datetime(2017-01-01 00:00:00.0000001))",
                        "2016-10-01T00:00:00.0000001Z")
                .example("datetime_add('week', 1, datetime(2017-01-01))", "2017-01-08T00:00:00.0000000Z")
                .done();
    }

    private static String later(String part) {
        String months = switch (part) {
            case "year" -> "$2 * 12";
            case "quarter" -> "$2 * 3";
            case "month" -> "$2";
            default -> "";
        };
        if (!months.isEmpty()) {
            String moment = Sql.timestamp("$3") + " + to_months(CAST(" + months + " AS INTEGER))";
            return "TRY(" + Sql.ticks(moment) + " + $3 % 10)";
        }
        return part.equals("nanosecond") ? "TRY($3 + $2 // 100)" : "TRY($3 + $2 * " + Sql.length(part) + ")";
    }

    private static ScalarFunction around() {
        return function("around", TimeFunctions.GROUP, "Whether a value is no farther from a centre than a distance.")
                .gives(KqlType.BOOL)
                .takes(
                        parameter("value", Kind.DATETIME),
                        parameter("center", Kind.DATETIME),
                        parameter("delta", Kind.TIMESPAN))
                .sql("($1 BETWEEN $2 - $3 AND $2 + $3)")
                .takes(
                        parameter("value", Kind.PROMOTED),
                        parameter("center", Kind.PROMOTED),
                        parameter("delta", Kind.PROMOTED))
                .sql("($1 BETWEEN $2 - $3 AND $2 + $3)")
                .takes(
                        parameter("value", Kind.TIMESPAN),
                        parameter("center", Kind.TIMESPAN),
                        parameter("delta", Kind.TIMESPAN))
                .sql("($1 BETWEEN $2 - $3 AND $2 + $3)")
                .example("around(5, 7, 2)", "true")
                .example("around(datetime(2024-01-03), datetime(2024-01-01), 1d)", "false")
                .done();
    }
}
