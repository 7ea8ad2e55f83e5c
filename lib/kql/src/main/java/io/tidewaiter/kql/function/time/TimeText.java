package io.tidewaiter.kql.function.time;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.value.Ticks;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Times to text and back, for the SQL of conversions. */
public final class TimeText {
    private TimeText() {}

    /** What the SQL of conversions calls. */
    public static List<JavaFunction> inner() {
        return List.of(
                JavaFunction.strict(
                        "kql_datetime_text", List.of(KqlType.DATETIME), KqlType.STRING, a -> text((Long) a[0])),
                JavaFunction.strict(
                        "kql_timespan_text",
                        List.of(KqlType.TIMESPAN),
                        KqlType.STRING,
                        a -> Ticks.timespanText((Long) a[0])),
                JavaFunction.strict(
                        "kql_todatetime",
                        List.of(KqlType.STRING),
                        KqlType.DATETIME,
                        a -> orNull(Ticks.parseDatetime((String) a[0]))),
                JavaFunction.strict(
                        "kql_totimespan",
                        List.of(KqlType.STRING),
                        KqlType.TIMESPAN,
                        a -> orNull(Ticks.parseTimespan((String) a[0]))));
    }

    private static @Nullable String text(long ticks) {
        return Ticks.isDatetime(ticks) ? Ticks.datetimeText(ticks) : null;
    }

    private static @Nullable Long orNull(OptionalLong ticks) {
        return ticks.isPresent() ? (Long) ticks.getAsLong() : null;
    }
}
