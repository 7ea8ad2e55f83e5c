package io.tidewaiter.kql.function.time;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Functions of datetimes and timespans. */
public final class TimeFunctions {
    private static final String GROUP = "Time";

    private TimeFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(
                function("now", GROUP, "The moment of the query, the same in all rows, with an offset.")
                        .takes(parameter("offset", Kind.TIMESPAN).optional())
                        .gives(KqlType.DATETIME)
                        .special(Role.NOW)
                        .done(),
                function("ago", GROUP, "The moment of the query less a timespan.")
                        .takes(parameter("timespan", Kind.TIMESPAN))
                        .gives(KqlType.DATETIME)
                        .special(Role.AGO)
                        .done());
    }
}
