package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Rounding, also of times. Bins go down to minus infinity; those of datetimes begin with year 1. */
final class RoundingFunctions {
    private static final String GROUP = "Rounding";
    /** The remainder that is never negative. */
    private static final String WHOLE_BIN = "CASE WHEN $2 > 0 THEN TRY($1 - ((($1 % $2) + $2) % $2)) END";

    private static final String REAL_BIN = "CASE WHEN $2 > 0 THEN floor($1 / $2) * $2 END";

    private RoundingFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(bin(), binAt(), round(), ceiling(), formatBytes());
    }

    private static ScalarFunction bin() {
        return function("bin", GROUP, "The greatest multiple of the step that is not above the value.")
                .alias("floor")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(ResultType.argument(0))
                .takes(parameter("value", Kind.PROMOTED), parameter("step", Kind.PROMOTED))
                .written(call -> switch (call.types().getFirst()) {
                    case INT, LONG, DECIMAL -> wholeBin(call);
                    default -> call.fill(REAL_BIN);
                })
                .gives(KqlType.DATETIME)
                .takes(parameter("value", Kind.DATETIME), parameter("step", Kind.TIMESPAN))
                .written(call -> isPositive(call) ? call.fill("($1 - $1 % $2)") : call.fill(WHOLE_BIN))
                .gives(KqlType.TIMESPAN)
                .takes(parameter("value", Kind.TIMESPAN), parameter("step", Kind.TIMESPAN))
                .written(RoundingFunctions::wholeBin)
                .gives(KqlType.REAL)
                .takes(parameter("value", Kind.REAL))
                .sql("floor($1)")
                .example("bin(4.5, 1)", "4.0")
                .example("bin(-7, 5)", "-10")
                .example("bin(16d, 7d)", "14.00:00:00")
                .example("bin(datetime(1970-05-11 13:45:07), 1d)", "1970-05-11T00:00:00.0000000Z")
                .example("bin(5, 0)", "null")
                .example("floor(5.7, 0.5)", "5.5")
                .done();
    }

    /** Whether the step is a literal above zero, as it is nearly always. */
    private static boolean isPositive(Call call) {
        return call.arguments().get(1).value() instanceof Number step && step.doubleValue() > 0;
    }

    private static String wholeBin(Call call) {
        return call.fill(isPositive(call) ? "TRY($1 - (($1 % $2) + $2) % $2)" : WHOLE_BIN);
    }

    private static ScalarFunction binAt() {
        String whole = "CASE WHEN $2 > 0 THEN TRY($1 - (((($1 - $3) % $2) + $2) % $2)) END";
        return function("bin_at", GROUP, "The same with bins that begin at a fixed point.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(ResultType.argument(0))
                .takes(
                        parameter("value", Kind.PROMOTED),
                        parameter("step", Kind.PROMOTED),
                        parameter("fixedPoint", Kind.PROMOTED))
                .written(call -> switch (call.types().getFirst()) {
                    case INT, LONG, DECIMAL -> call.fill(whole);
                    default -> call.fill("CASE WHEN $2 > 0 THEN floor(($1 - $3) / $2) * $2 + $3 END");
                })
                .gives(KqlType.DATETIME)
                .takes(
                        parameter("value", Kind.DATETIME),
                        parameter("step", Kind.TIMESPAN),
                        parameter("fixedPoint", Kind.DATETIME))
                .sql(whole)
                .gives(KqlType.TIMESPAN)
                .takes(
                        parameter("value", Kind.TIMESPAN),
                        parameter("step", Kind.TIMESPAN),
                        parameter("fixedPoint", Kind.TIMESPAN))
                .sql(whole)
                .example("bin_at(6.5, 2.5, 7)", "4.5")
                .example("bin_at(1h, 1d, 12h)", "-12:00:00")
                .example(
                        "bin_at(datetime(2017-05-15 10:20:00), 1d, datetime(1970-01-01 12:00:00))",
                        "2017-05-14T12:00:00.0000000Z")
                .done();
    }

    private static ScalarFunction round() {
        return function("round", GROUP, "The nearest number of so many digits after the point, halves away from zero.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives((arguments, types) -> types.getFirst())
                .takes(
                        parameter("number", Kind.NUMBER),
                        parameter("digits", Kind.LONG).orElse("0"))
                .written(call -> switch (call.types().getFirst()) {
                    case INT -> call.fill("try_cast(round($1, CAST($2 AS INTEGER)) AS INTEGER)");
                    case LONG -> call.fill("try_cast(round($1, CAST($2 AS INTEGER)) AS BIGINT)");
                    case DECIMAL -> call.fill("CAST(round($1, CAST($2 AS INTEGER)) AS DECIMAL(38,17))");
                    default -> call.fill("round($1, CAST($2 AS INTEGER))");
                })
                .example("round(2.15, 1)", "2.2")
                .example("round(2.15)", "2.0")
                .example("round(-50.55, -2)", "-100.0")
                .example("round(21.5, -1)", "20.0")
                .example("round(2.5)", "3.0")
                .example("round(17, -1)", "20")
                .done();
    }

    private static ScalarFunction ceiling() {
        return function("ceiling", GROUP, "The least whole number that is not below.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(ResultType.argument(0))
                .takes(parameter("number", Kind.NUMBER))
                .written(call -> switch (call.types().getFirst()) {
                    case INT, LONG -> call.at(0);
                    case DECIMAL -> call.fill("CAST(ceil($1) AS DECIMAL(38,17))");
                    default -> call.fill("ceil($1)");
                })
                .example("ceiling(-1.1)", "-1.0")
                .example("ceiling(0.9)", "1.0")
                .done();
    }

    private static ScalarFunction formatBytes() {
        return function("format_bytes", GROUP, "A number of bytes with a unit, of which 1024 make the next.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(KqlType.STRING)
                .takes(
                        parameter("bytes", Kind.REAL),
                        parameter("digits", Kind.LONG).orElse("0"),
                        parameter("unit", Kind.STRING).orElse("''"))
                .java(a -> ByteSize.text((Double) a[0], (Long) a[1], (String) a[2]))
                .example("format_bytes(564)", "564 Bytes")
                .example("format_bytes(10332, 1)", "10.1 KB")
                .example("format_bytes(20010332)", "19 MB")
                .example("format_bytes(20010332, 0, 'KB')", "19541 KB")
                .done();
    }
}
