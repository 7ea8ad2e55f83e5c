package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Declaration.refused;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;

/** Functions of arrays of numbers. */
final class SeriesFunctions {
    private static final String GROUP = "Series";
    private static final Parameter SERIES = parameter("series", Kind.DYNAMIC);
    private static final Parameter SECOND = parameter("series2", Kind.DYNAMIC);

    private SeriesFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        pairs(all);
        elements(all);
        comparisons(all);
        numbers(all);
        filled(all);
        analysed(all);
        for (String name : List.of(
                "series_decompose",
                "series_decompose_anomalies",
                "series_decompose_forecast",
                "series_periods_detect",
                "series_periods_validate",
                "series_outliers")) {
            all.add(refused(name, GROUP, "its scores are of rules that are not published, and ours would be others"));
        }
        return all;
    }

    private static void pairs(List<ScalarFunction> all) {
        pair(all, "series_add", "The sums, element by element.", Double::sum, "[5,7]");
        pair(all, "series_subtract", "The differences, element by element.", (x, y) -> x - y, "[-3,-3]");
        pair(all, "series_multiply", "The products, element by element.", (x, y) -> x * y, "[4,10]");
        pair(all, "series_divide", "The quotients, element by element.", (x, y) -> x / y, "[0.25,0.4]");
        pair(all, "series_pow", "The powers, element by element.", Math::pow, "[1,32]");
    }

    private static void pair(
            List<ScalarFunction> all, String name, String text, DoubleBinaryOperator operator, String result) {
        all.add(function(name, GROUP, text)
                .gives(KqlType.DYNAMIC)
                .takes(parameter("series1", Kind.VALUE), parameter("series2", Kind.VALUE))
                .java(a -> Series.pairs((String) a[0], (String) a[1], operator))
                .example(name + "(dynamic([1,2]), dynamic([4,5]))", result)
                .done());
    }

    private static void elements(List<ScalarFunction> all) {
        each(all, "abs", Math::abs, "[2,3]");
        each(all, "sign", Math::signum, "[-1,1]");
        each(all, "floor", Math::floor, "[-2,3]");
        each(all, "ceiling", Math::ceil, "[-2,3]");
        each(all, "exp", Math::exp, "");
        each(all, "log", Math::log, "");
        each(all, "sin", Math::sin, "");
        each(all, "cos", Math::cos, "");
        each(all, "tan", Math::tan, "");
        each(all, "asin", Math::asin, "");
        each(all, "acos", Math::acos, "");
        each(all, "atan", Math::atan, "");
    }

    private static void each(List<ScalarFunction> all, String name, DoubleUnaryOperator operator, String result) {
        Declaration declaration = function("series_" + name, GROUP, "`" + name + "` of each element.")
                .gives(KqlType.DYNAMIC)
                .takes(SERIES)
                .java(a -> Series.each((String) a[0], operator));
        all.add(
                result.isEmpty()
                        ? declaration
                                .example("array_length(series_" + name + "(dynamic([0.5])))", "1")
                                .done()
                        : declaration
                                .example("series_" + name + "(dynamic([-2,3]))", result)
                                .done());
    }

    private static void comparisons(List<ScalarFunction> all) {
        comparison(all, "equals", c -> c == 0, "[false,true]");
        comparison(all, "not_equals", c -> c != 0, "[true,false]");
        comparison(all, "less", c -> c < 0, "[true,false]");
        comparison(all, "less_equals", c -> c <= 0, "[true,true]");
        comparison(all, "greater", c -> c > 0, "[false,false]");
        comparison(all, "greater_equals", c -> c >= 0, "[false,true]");
    }

    private static void comparison(List<ScalarFunction> all, String name, IntPredicate test, String result) {
        all.add(function("series_" + name, GROUP, "The comparison, element by element.")
                .gives(KqlType.DYNAMIC)
                .takes(parameter("series1", Kind.VALUE), parameter("series2", Kind.VALUE))
                .java(a -> Series.compare((String) a[0], (String) a[1], test))
                .example("series_" + name + "(dynamic([1,2]), dynamic([4,2]))", result)
                .done());
    }

    private static void numbers(List<ScalarFunction> all) {
        all.add(real("series_sum", "The sum of the elements.")
                .takes(SERIES)
                .java(a -> Series.reduce((String) a[0], 0, Double::sum))
                .example("series_sum(dynamic([1,2,3]))", "6.0")
                .done());
        all.add(real("series_product", "The product of the elements.")
                .takes(SERIES)
                .java(a -> Series.reduce((String) a[0], 1, (x, y) -> x * y))
                .example("series_product(dynamic([2,3,4]))", "24.0")
                .done());
        all.add(real("series_magnitude", "The root of the sum of the squares.")
                .takes(SERIES)
                .java(a -> Series.magnitude((String) a[0]))
                .example("series_magnitude(dynamic([3,4]))", "5.0")
                .done());
        all.add(real("series_dot_product", "The sum of the products, element by element.")
                .takes(parameter("series1", Kind.VALUE), parameter("series2", Kind.VALUE))
                .java(a -> Series.dot((String) a[0], (String) a[1]))
                .example("series_dot_product(dynamic([1,2]), dynamic([3,4]))", "11.0")
                .done());
        all.add(real("series_cosine_similarity", "The cosine of the angle between two series.")
                .takes(parameter("series1", Kind.DYNAMIC), SECOND)
                .java(a -> Series.cosine((String) a[0], (String) a[1]))
                .example(
                        "round(series_cosine_similarity(dynamic([0.1,0.2,0.1,0.2]), dynamic([1,2,3,4])), 6)", "0.92376")
                .done());
        all.add(real("series_pearson_correlation", "The correlation of two series.")
                .takes(parameter("series1", Kind.DYNAMIC), SECOND)
                .java(a -> Series.correlation((String) a[0], (String) a[1]))
                .example("round(series_pearson_correlation(dynamic([1,2,3]), dynamic([2,4,6])), 6)", "1.0")
                .done());
        all.add(bag("series_stats_dynamic", "Least, greatest, mean and spread of the elements, as a bag.")
                .takes(SERIES, parameter("ignoreNonfinite", Kind.BOOL).orElse("FALSE"))
                .java(a -> Series.statistics((String) a[0], (Boolean) a[1]))
                .example("series_stats_dynamic(dynamic([1,3])).avg", "2.0")
                .example("series_stats_dynamic(dynamic([1,null]))", "null")
                .example("series_stats_dynamic(dynamic([null,3]), true).max_idx", "1")
                .done());
        all.add(bag("series_fit_line_dynamic", "The line that fits best, as a bag.")
                .takes(SERIES)
                .java(a -> Series.line((String) a[0]))
                .example("series_fit_line_dynamic(dynamic([1,3,5])).slope", "2.0")
                .done());
        all.add(bag("series_fir", "Each element as a weighted sum of it and those before, or around it.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(
                        SERIES,
                        parameter("filter", Kind.DYNAMIC),
                        parameter("normalize", Kind.BOOL).orElse("TRUE"),
                        parameter("center", Kind.BOOL).orElse("FALSE"))
                .java(a -> Series.filter((String) a[0], (String) a[1], (Boolean) a[2], (Boolean) a[3]))
                .example("series_fir(dynamic([2,2,3]), dynamic([1,-1]), false)", "[2,0,1]")
                .done());
        all.add(bag("series_iir", "Each element as a weighted sum of those before and of earlier results.")
                .takes(SERIES, parameter("numerators", Kind.DYNAMIC), parameter("denominators", Kind.DYNAMIC))
                .java(a -> Series.recursive((String) a[0], (String) a[1], (String) a[2]))
                .example("series_iir(dynamic([1,2,3]), dynamic([1]), dynamic([1,-1]))", "[1,3,6]")
                .done());
    }

    private static void analysed(List<ScalarFunction> all) {
        for (String name : List.of("series_fft_dynamic", "series_ifft_dynamic")) {
            boolean isInverse = name.startsWith("series_i");
            all.add(bag(
                            name,
                            isInverse
                                    ? "The series whose Fourier transform this is, as a bag of `real` and `imag`."
                                    : "The Fourier transform of the series, as a bag of `real` and `imag`.")
                    .takes(SERIES)
                    .java(a -> Fourier.transformed(a[0], null, isInverse))
                    .takes(SERIES, parameter("imaginary", Kind.DYNAMIC))
                    .java(a -> Fourier.transformed(a[0], a[1], isInverse))
                    .example(name + "(dynamic([4,0,0,0])).real", isInverse ? "[1.0,1.0,1.0,1.0]" : "[4.0,4.0,4.0,4.0]")
                    .example(name + "(dynamic([1,2]), dynamic([1])).real", "null")
                    .done());
        }
        all.add(bag("series_fit_2lines_dynamic", "The two lines, one after the other, that fit best, as a bag.")
                .takes(SERIES)
                .java(a -> Fits.twoLines((String) a[0]))
                .example("series_fit_2lines_dynamic(dynamic([1,2,3,9,7,5])).split_idx", "3")
                .example("round(series_fit_2lines_dynamic(dynamic([1,2,3,9,7,5])).right_slope, 9)", "-2.0")
                .done());
        all.add(bag("series_fit_poly_dynamic", "The polynomial that fits best: its coefficients by falling powers.")
                .takes(
                        SERIES,
                        parameter("places", Kind.VALUE).orElse("CAST('null' AS JSON)"),
                        parameter("degree", Kind.LONG).orElse("1"))
                .java(a -> Fits.polynomial((String) a[0], (String) a[1], (Long) a[2]))
                .example("round(series_fit_poly_dynamic(dynamic([1,3,5])).coefficients[0], 9)", "2.0")
                .example("round(series_fit_poly_dynamic(dynamic([1,0,1,4]), dynamic([-1,0,1,2]), 2).rsquare, 9)", "1.0")
                .example("series_fit_poly_dynamic(dynamic([1,2]), dynamic([1,2]), 2)", "null")
                .done());
        all.add(bag(
                        "series_seasonal",
                        "For each element the median of those at whole numbers of periods from it; null for -1: no period is detected.")
                .takes(SERIES, parameter("period", Kind.LONG))
                .java(a -> Fits.seasonal((String) a[0], (Long) a[1]))
                .example("series_seasonal(dynamic([1,3,5,1,3,5,2,4,6]), 3)", "[1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0]")
                .example("series_seasonal(dynamic([1,2]), 0)", "[0.0,0.0]")
                .example("series_seasonal(dynamic([1,2,1,2]), -1)", "null")
                .done());
    }

    private static Declaration real(String name, String text) {
        return function(name, GROUP, text).gives(KqlType.REAL);
    }

    private static Declaration bag(String name, String text) {
        return function(name, GROUP, text).gives(KqlType.DYNAMIC);
    }

    private static void filled(List<ScalarFunction> all) {
        Parameter missing = parameter("missing", Kind.VALUE).orElse("CAST('null' AS JSON)");
        all.add(bag("series_fill_const", "The missing elements replaced by a value.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(SERIES, parameter("value", Kind.VALUE).orElse("CAST('0' AS JSON)"), missing)
                .javaOfNulls(a -> Fill.constant(a[0], a[1], a[2]))
                .example("series_fill_const(dynamic([null,1,null]), 0)", "[0,1,0]")
                .done());
        all.add(bag("series_fill_forward", "The missing elements replaced by the one before.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(SERIES, missing)
                .javaOfNulls(a -> Fill.forward(a[0], a[1]))
                .example("series_fill_forward(dynamic([null,1,null]))", "[null,1,1]")
                .done());
        all.add(bag("series_fill_backward", "The missing elements replaced by the one after.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(SERIES, missing)
                .javaOfNulls(a -> Fill.backward(a[0], a[1]))
                .example("series_fill_backward(dynamic([null,1,null]))", "[1,1,null]")
                .done());
        all.add(bag(
                        "series_fill_linear",
                        "The missing elements replaced by those on the line between their neighbours.")
                .named(ResultName.FIRST_ARGUMENT)
                .takes(
                        SERIES,
                        missing,
                        parameter("fillEdges", Kind.BOOL).orElse("TRUE"),
                        parameter("value", Kind.VALUE).orElse("CAST('0' AS JSON)"))
                .javaOfNulls(a -> Fill.linear(a[0], a[1], a[2], a[3]))
                .example("series_fill_linear(dynamic([null,1.0,null,3.0]))", "[1.0,1.0,2.0,3.0]")
                .done());
    }
}
