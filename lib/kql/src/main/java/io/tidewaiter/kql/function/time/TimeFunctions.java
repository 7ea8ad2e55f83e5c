package io.tidewaiter.kql.function.time;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** Functions of datetimes and timespans. */
public final class TimeFunctions {
    static final String GROUP = "Time";

    private TimeFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return Stream.of(clock(), CalendarFunctions.all(), PeriodFunctions.all(), made(), written())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ScalarFunction> clock() {
        return List.of(
                function("now", GROUP, "The moment of the query, the same in all rows, with an offset.")
                        .gives(KqlType.DATETIME)
                        .takes(parameter("offset", Kind.TIMESPAN).optional())
                        .special(Role.NOW)
                        .done(),
                function("ago", GROUP, "The moment of the query less a timespan.")
                        .gives(KqlType.DATETIME)
                        .takes(parameter("timespan", Kind.TIMESPAN))
                        .special(Role.AGO)
                        .done(),
                function(
                                "ingestion_time",
                                GROUP,
                                "When the row came in; not known of these tables, so always the null.")
                        .gives(KqlType.DATETIME)
                        .takes(new Parameter[0])
                        .sql("CAST(NULL AS BIGINT)")
                        .example("ingestion_time()", "null")
                        .done());
    }

    private static List<ScalarFunction> made() {
        return List.of(
                function("make_datetime", GROUP, "The datetime of year, month, day and time; or of a text.")
                        .gives(KqlType.DATETIME)
                        .takes(
                                parameter("year", Kind.LONG),
                                parameter("month", Kind.LONG),
                                parameter("day", Kind.LONG),
                                parameter("hour", Kind.LONG).orElse("0"),
                                parameter("minute", Kind.LONG).orElse("0"),
                                parameter("second", Kind.REAL).orElse("0"))
                        .java(TimeParts::datetime)
                        .takes(parameter("text", Kind.TEXT))
                        .sql("kql_todatetime($1)")
                        .example("make_datetime(2017, 10, 1, 12, 10, 1.5)", "2017-10-01T12:10:01.5000000Z")
                        .example("make_datetime(2017, 2, 30)", "null")
                        .done(),
                function(
                                "make_timespan",
                                GROUP,
                                "The timespan of days, hours, minutes and seconds; days and seconds may be left out.")
                        .gives(KqlType.TIMESPAN)
                        .takes(parameter("hours", Kind.LONG), parameter("minutes", Kind.LONG))
                        .sql("($1 * 36000000000 + $2 * 600000000)")
                        .takes(
                                parameter("hours", Kind.LONG),
                                parameter("minutes", Kind.LONG),
                                parameter("seconds", Kind.REAL))
                        .sql("($1 * 36000000000 + $2 * 600000000 + CAST(round($3 * 10000000) AS BIGINT))")
                        .takes(
                                parameter("days", Kind.LONG),
                                parameter("hours", Kind.LONG),
                                parameter("minutes", Kind.LONG),
                                parameter("seconds", Kind.REAL))
                        .sql("($1 * 864000000000 + $2 * 36000000000 + $3 * 600000000"
                                + " + CAST(round($4 * 10000000) AS BIGINT))")
                        .takes(parameter("text", Kind.TEXT))
                        .sql("kql_totimespan($1)")
                        .example("make_timespan(1, 12)", "01:12:00")
                        .example("make_timespan(1, 12, 30, 55.123)", "1.12:30:55.1230000")
                        .done(),
                unix("seconds", "10000000", "unixtime_seconds_todatetime(1546300800)", "2019-01-01T00:00:00.0000000Z"),
                unix(
                        "milliseconds",
                        "10000",
                        "unixtime_milliseconds_todatetime(1546300800000)",
                        "2019-01-01T00:00:00.0000000Z"),
                unix(
                        "microseconds",
                        "10",
                        "unixtime_microseconds_todatetime(1546300800000000)",
                        "2019-01-01T00:00:00.0000000Z"),
                function("unixtime_nanoseconds_todatetime", GROUP, "The datetime of so many nanoseconds since 1970.")
                        .gives(KqlType.DATETIME)
                        .takes(parameter("number", Kind.LONG))
                        .sql("($1 // 100 + 621355968000000000)")
                        .example("unixtime_nanoseconds_todatetime(1546300800000000000)", "2019-01-01T00:00:00.0000000Z")
                        .done());
    }

    private static ScalarFunction unix(String unit, String ticks, String example, String result) {
        return function("unixtime_" + unit + "_todatetime", GROUP, "The datetime of so many " + unit + " since 1970.")
                .gives(KqlType.DATETIME)
                .takes(parameter("number", Kind.LONG))
                .sql("TRY($1 * " + ticks + " + 621355968000000000)")
                .takes(parameter("number", Kind.REAL))
                .sql("TRY(CAST(round($1 * " + ticks + ") AS BIGINT) + 621355968000000000)")
                .example(example, result)
                .done();
    }

    private static List<ScalarFunction> written() {
        return List.of(
                format("format_datetime", "A datetime in a format such as `yyyy-MM-dd HH:mm:ss.fff tt`.", Kind.DATETIME)
                        .java(a -> TimeFormat.datetime((Long) a[0], (String) a[1]))
                        .example(
                                "format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]')",
                                "17-01-29 [09:00:05]")
                        .example(
                                "format_datetime(datetime(2017-01-29 09:00:05), 'yyyy-M-dd [H:mm:ss]')",
                                "2017-1-29 [9:00:05]")
                        .example(
                                "format_datetime(datetime(2017-01-29 21:00:05), 'yy-MM-dd [hh:mm:ss tt]')",
                                "17-01-29 [09:00:05 PM]")
                        .example("format_datetime(datetime(2017-01-29 21:00:05.12), 's.fff s.FFF')", "5.120 5.12")
                        .done(),
                format("format_timespan", "A timespan in a format such as `d.hh:mm:ss`.", Kind.TIMESPAN)
                        .java(a -> TimeFormat.timespan((Long) a[0], (String) a[1]))
                        .example("format_timespan(totimespan('29.09:00:05.12345'), 'dd.hh:mm:ss:FF')", "29.09:00:05:12")
                        .example(
                                "format_timespan(totimespan('29.09:00:05.12345'), 'ddd.h:mm:ss [fffffff]')",
                                "029.9:00:05 [1234500]")
                        .done(),
                zone("datetime_utc_to_local", "The local time of a zone at a moment.")
                        .java(a -> Zones.toLocal((Long) a[0], (String) a[1]))
                        .example(
                                "datetime_utc_to_local(datetime(2024-07-01 12:00), 'Europe/Berlin')",
                                "2024-07-01T14:00:00.0000000Z")
                        .example("datetime_utc_to_local(datetime(2024-07-01 12:00), 'x')", "null")
                        .done(),
                zone("datetime_local_to_utc", "The moment of a local time of a zone.")
                        .java(a -> Zones.toUtc((Long) a[0], (String) a[1]))
                        .example(
                                "datetime_local_to_utc(datetime(2024-07-01 14:00), 'Europe/Berlin')",
                                "2024-07-01T12:00:00.0000000Z")
                        .done(),
                function("datetime_list_timezones", GROUP, "The names of all zones.")
                        .gives(KqlType.DYNAMIC)
                        .takes(new Parameter[0])
                        .java(a -> Zones.names())
                        .example("array_length(datetime_list_timezones()) > 400", "true")
                        .done(),
                function(
                                "bin_auto",
                                GROUP,
                                "`bin` with the size of `set query_bin_auto_size`, and `bin_at` that of"
                                        + " `set query_bin_auto_at`.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .gives(ResultType.argument(0))
                        .takes(parameter("value", Kind.VALUE))
                        .special(Role.BIN_AUTO)
                        .done());
    }

    private static Declaration format(String name, String text, Kind kind) {
        return function(name, GROUP, text)
                .named(ResultName.FIRST_ARGUMENT)
                .gives(KqlType.STRING)
                .takes(parameter("value", kind), parameter("format", Kind.STRING));
    }

    private static Declaration zone(String name, String text) {
        return function(name, GROUP, text)
                .gives(KqlType.DATETIME)
                .takes(parameter("datetime", Kind.DATETIME), parameter("zone", Kind.STRING));
    }
}
