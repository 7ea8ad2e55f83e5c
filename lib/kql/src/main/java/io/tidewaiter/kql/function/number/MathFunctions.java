package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Functions of numbers. */
public final class MathFunctions {
    private static final String GROUP = "Mathematics";

    private MathFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(function("abs", GROUP, "The distance from zero.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(ResultType.argument(0))
                .takes(parameter("number", Kind.NUMBER))
                .sql("TRY(abs($1))")
                .gives(KqlType.TIMESPAN)
                .takes(parameter("timespan", Kind.TIMESPAN))
                .sql("TRY(abs($1))")
                .example("abs(-5)", "5")
                .done());
    }
}
