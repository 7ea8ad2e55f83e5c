package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions of numbers. What has no result, as the root of a negative number, is null. */
public final class MathFunctions {
    static final String GROUP = "Mathematics";
    private static final int DECIMAL_SCALE = 17;
    private static final int DECIMAL_DIGITS = 38;

    private MathFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return Stream.of(
                        elementary(),
                        extremes(),
                        tests(),
                        RoundingFunctions.all(),
                        BitFunctions.all(),
                        StatisticFunctions.all(),
                        UnitFunctions.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ScalarFunction> elementary() {
        List<ScalarFunction> all = new ArrayList<>();
        all.add(function("abs", GROUP, "The distance from zero.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(ResultType.argument(0))
                .takes(parameter("number", Kind.NUMBER))
                .sql("TRY(abs($1))")
                .gives(KqlType.TIMESPAN)
                .takes(parameter("timespan", Kind.TIMESPAN))
                .sql("TRY(abs($1))")
                .example("abs(-5)", "5")
                .example("abs(-1.5)", "1.5")
                .example("abs(-2h)", "02:00:00")
                .done());
        all.add(numbered(
                "sign",
                "-1, 0 or 1 as the number is below, at or above zero.",
                "CAST(sign($1) AS DOUBLE)",
                "sign(-42)",
                "-1.0"));
        all.add(real("sqrt", "The square root.", "TRY(sqrt($1))", "sqrt(9)", "3.0"));
        all.add(real("exp", "The power of e.", "exp($1)", "exp(0)", "1.0"));
        all.add(real("exp2", "The power of 2.", "pow(2, $1)", "exp2(3)", "8.0"));
        all.add(real("exp10", "The power of 10.", "pow(10, $1)", "exp10(3)", "1000.0"));
        all.add(real("log", "The natural logarithm.", logarithm("ln"), "log(1)", "0.0"));
        all.add(real("log2", "The logarithm to base 2.", logarithm("log2"), "log2(8)", "3.0"));
        all.add(real("log10", "The logarithm to base 10.", logarithm("log10"), "log10(1000)", "3.0"));
        all.add(real("sin", "The sine.", "TRY(sin($1))", "sin(0)", "0.0"));
        all.add(real("cos", "The cosine.", "TRY(cos($1))", "cos(0)", "1.0"));
        all.add(real("tan", "The tangent.", "TRY(tan($1))", "tan(0)", "0.0"));
        all.add(numbered("cot", "The cotangent.", "TRY(1 / tan($1))", "round(cot(1), 3)", "0.642"));
        all.add(real("asin", "The angle of a sine.", "TRY(asin($1))", "asin(0)", "0.0"));
        all.add(real("acos", "The angle of a cosine.", "TRY(acos($1))", "acos(1)", "0.0"));
        all.add(real("atan", "The angle of a tangent.", "atan($1)", "atan(0)", "0.0"));
        all.add(numbered("degrees", "Radians as degrees.", "degrees($1)", "degrees(pi())", "180.0"));
        all.add(numbered("radians", "Degrees as radians.", "radians($1)", "radians(180) == pi()", "true"));
        all.add(real("gamma", "The gamma function.", "TRY(gamma($1))", "gamma(5)", "24.0"));
        all.add(real(
                "loggamma",
                "The logarithm of the gamma function.",
                "TRY(lgamma($1))",
                "round(loggamma(5), 4)",
                "3.1781"));
        all.add(function("pow", GROUP, "The power.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("base", Kind.REAL), parameter("exponent", Kind.REAL))
                .gives(KqlType.REAL)
                .sql("pow($1, $2)")
                .example("pow(2, 10)", "1024.0")
                .done());
        all.add(function("atan2", GROUP, "The angle of a point.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("y", Kind.REAL), parameter("x", Kind.REAL))
                .gives(KqlType.REAL)
                .sql("atan2($1, $2)")
                .example("round(atan2(1, 1), 4)", "0.7854")
                .done());
        all.add(function("pi", GROUP, "The ratio of a circle's circumference to its diameter.")
                .takes(new Parameter[0])
                .gives(KqlType.REAL)
                .sql("pi()")
                .example("round(pi(), 5)", "3.14159")
                .done());
        all.add(function("rand", GROUP, "A random number: from 0 to 1, or a whole one below the argument.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(KqlType.REAL)
                .takes(new Parameter[0])
                .special(Role.RAND)
                .takes(parameter("below", Kind.LONG))
                .special(Role.RAND)
                .done());
        return all;
    }

    /** Of zero minus infinity, as the service's engine answers; of less the null. */
    private static String logarithm(String sql) {
        return "CASE WHEN $1 = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE TRY(" + sql + "($1)) END";
    }

    private static ScalarFunction real(String name, String text, String sql, String example, String result) {
        return real(function(name, GROUP, text).named(ResultName.FIRST_ARGUMENT), sql, example, result);
    }

    /** The language names the columns of a few after their number. */
    private static ScalarFunction numbered(String name, String text, String sql, String example, String result) {
        return real(function(name, GROUP, text), sql, example, result);
    }

    private static ScalarFunction real(Declaration declaration, String sql, String example, String result) {
        return declaration
                .takes(parameter("number", Kind.REAL))
                .gives(KqlType.REAL)
                .sql(sql)
                .example(example, result)
                .done();
    }

    private static List<ScalarFunction> extremes() {
        return List.of(
                extreme("max_of", "The greatest of the arguments, nulls left out.")
                        .sql("greatest($*)")
                        .example("max_of(10, 1, 17)", "17")
                        .example("max_of(1, int(null))", "1")
                        .done(),
                extreme("min_of", "The least of the arguments, nulls left out.")
                        .written(MathFunctions::least)
                        .example("min_of(10, 1.5, 17)", "1.5")
                        .done());
    }

    private static Declaration extreme(String name, String text) {
        return function(name, GROUP, text)
                .takes(parameter("value", Kind.COMPARED).repeated())
                .gives(ResultType.argument(0));
    }

    private static String least(Call call) {
        boolean isEachNumber = IntStream.range(0, call.arguments().size()).noneMatch(i -> Reals.mayBeNoNumber(call, i));
        return isEachNumber
                ? "least(" + call.from(0) + ")"
                : call.sql().stream().map(Reals::negated).collect(Collectors.joining(", ", "-greatest(", ")"));
    }

    private static List<ScalarFunction> tests() {
        return List.of(
                test("isnan", "Whether the real is not a number.", "isnan")
                        .example("isnan(real(nan))", "true")
                        .done(),
                test("isinf", "Whether the real is infinite.", "isinf")
                        .example("isinf(1.0/0.0)", "true")
                        .done(),
                test("isfinite", "Whether the real is a finite number.", "isfinite")
                        .example("isfinite(1.5)", "true")
                        .done());
    }

    private static Declaration test(String name, String text, String sql) {
        return function(name, GROUP, text)
                .takes(parameter("number", Kind.REAL))
                .gives(KqlType.BOOL)
                .sql("coalesce(" + sql + "($1), FALSE)");
    }

    /** What the SQL of arithmetic and of functions calls. */
    public static List<JavaFunction> inner() {
        List<KqlType> two = List.of(KqlType.DECIMAL, KqlType.DECIMAL);
        return List.of(
                JavaFunction.strict(
                        "kql_decimal_multiply",
                        two,
                        KqlType.DECIMAL,
                        a -> fitting(((BigDecimal) a[0]).multiply((BigDecimal) a[1]))),
                JavaFunction.strict(
                        "kql_decimal_divide",
                        two,
                        KqlType.DECIMAL,
                        a -> quotient((BigDecimal) a[0], (BigDecimal) a[1])),
                JavaFunction.strict(
                        "kql_decimal_modulo",
                        two,
                        KqlType.DECIMAL,
                        a -> remainder((BigDecimal) a[0], (BigDecimal) a[1])));
    }

    private static @Nullable BigDecimal fitting(BigDecimal number) {
        BigDecimal scaled = number.setScale(DECIMAL_SCALE, RoundingMode.HALF_EVEN);
        BigInteger unscaled = scaled.unscaledValue().abs();
        return unscaled.compareTo(BigInteger.TEN.pow(DECIMAL_DIGITS)) < 0 ? scaled : null;
    }

    private static @Nullable BigDecimal quotient(BigDecimal a, BigDecimal b) {
        return b.signum() == 0 ? null : fitting(a.divide(b, MathContext.DECIMAL128));
    }

    private static @Nullable BigDecimal remainder(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            return null;
        }
        BigDecimal remainder = a.remainder(b.abs());
        return fitting(remainder.signum() < 0 ? remainder.add(b.abs()) : remainder);
    }
}
