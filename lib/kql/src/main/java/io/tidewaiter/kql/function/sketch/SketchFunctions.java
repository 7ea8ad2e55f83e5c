package io.tidewaiter.kql.function.sketch;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Functions of what the aggregates {@code hll} and {@code tdigest} keep. */
public final class SketchFunctions {
    private static final String GROUP = "Sketches";
    private static final Parameter DIGEST = parameter("tdigest", Kind.DYNAMIC);
    private static final String PERCENTILE = "CAST(kql_tdigest_percentile(CAST($1 AS VARCHAR), $2) AS JSON)";

    private SketchFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(
                function("dcount_hll", GROUP, "The number of distinct values in a result of `hll`; null for any other.")
                        .named(ResultName.prefixed("dcount_hll"))
                        .takes(parameter("hll", Kind.DYNAMIC))
                        .gives(KqlType.LONG)
                        .sql("len(try_cast($1 -> 'hll' AS BIGINT[]))")
                        .example("dcount_hll(dynamic('x'))", "null")
                        .done(),
                function("hll_merge", GROUP, "One result of `hll` from several.")
                        .named(ResultName.always("hll_merged_result"))
                        .takes(parameter("hll", Kind.DYNAMIC).repeated())
                        .gives(KqlType.DYNAMIC)
                        .sql("json_object('hll', list_sort(list_distinct(flatten(list_transform([$*],"
                                + " lambda kql_one: try_cast(kql_one -> 'hll' AS BIGINT[]))))))")
                        .done(),
                valid("hll_isvalid", "hll"),
                merged(),
                percentile(),
                percentiles(),
                valid("tdigest_isvalid", "tdigest"),
                rank("rank_tdigest", "The weight of the values in a result of `tdigest` that do not exceed a value."),
                rank("percentrank_tdigest", "The same in percent of all weight."));
    }

    private static ScalarFunction valid(String name, String key) {
        return function(name, GROUP, "Whether the value is a result of `" + key + "`.")
                .takes(parameter("value", Kind.DYNAMIC))
                .gives(KqlType.BOOL)
                .sql("coalesce(json_type($1 -> '" + key + "') = 'ARRAY', FALSE)")
                .example(name + "(dynamic([1]))", "false")
                .done();
    }

    private static ScalarFunction merged() {
        return function("tdigest_merge", GROUP, "One result of `tdigest` from several.")
                .alias("merge_tdigest")
                .named(ResultName.always("tdigests_merge_result"))
                .takes(DIGEST.repeated())
                .gives(KqlType.DYNAMIC)
                .sql("json_object('tdigest', flatten(list_transform([$*],"
                        + " lambda kql_one: try_cast(kql_one -> 'tdigest' AS JSON[]))))")
                .done();
    }

    private static ScalarFunction percentile() {
        Parameter percent = parameter("percentile", Kind.REAL);
        return function("percentile_tdigest", GROUP, "The value at a percentile of a result of `tdigest`.")
                .named(ResultName.prefixed("percentile_tdigest"))
                .takes(DIGEST, percent)
                .gives(KqlType.DYNAMIC)
                .sql(PERCENTILE)
                .gives(ResultType.typeName(2))
                .takes(DIGEST, percent, parameter("type", Kind.TYPE))
                .written(call -> Conversions.convert(
                        KqlType.DYNAMIC, call.arguments().get(2).type(), call.plain(PERCENTILE)))
                .done();
    }

    private static ScalarFunction percentiles() {
        Declaration declaration = function(
                        "percentiles_array_tdigest",
                        GROUP,
                        "The values at several percentiles of a result of `tdigest`.")
                .named(ResultName.prefixed("percentile_tdigest"))
                .gives(KqlType.DYNAMIC);
        return declaration
                .takes(DIGEST, parameter("percentiles", Kind.DYNAMIC))
                .sql("CAST(kql_tdigest_percentiles(CAST($1 AS VARCHAR), CAST($2 AS VARCHAR)) AS JSON)")
                .takes(DIGEST, parameter("percentile", Kind.REAL).repeated())
                .written(call -> call.plain("CAST(kql_tdigest_percentiles(CAST($1 AS VARCHAR), CAST(json_array($2"
                        + more(call.arguments().size()) + ") AS VARCHAR)) AS JSON)"))
                .done();
    }

    private static ScalarFunction rank(String name, String text) {
        return function(name, GROUP, text)
                .takes(DIGEST, parameter("value", Kind.VALUE))
                .gives(KqlType.REAL)
                .sql("kql_" + name + "(CAST($1 AS VARCHAR), CAST($2 AS VARCHAR))")
                .done();
    }

    private static String more(int arguments) {
        StringBuilder out = new StringBuilder();
        for (int i = 3; i <= arguments; i++) {
            out.append(", $").append(i);
        }
        return out.toString();
    }

    /** What their SQL calls. */
    public static List<JavaFunction> inner() {
        return List.of(
                ofDigest(
                        "tdigest_percentile",
                        KqlType.REAL,
                        KqlType.STRING,
                        (digest, percent) -> Digest.percentile(digest, (Double) percent)),
                ofDigest(
                        "tdigest_percentiles",
                        KqlType.STRING,
                        KqlType.STRING,
                        (digest, percents) -> Digest.percentiles(digest, (String) percents)),
                ofDigest(
                        "rank_tdigest",
                        KqlType.STRING,
                        KqlType.REAL,
                        (digest, value) -> Digest.rank(digest, (String) value)),
                ofDigest(
                        "percentrank_tdigest",
                        KqlType.STRING,
                        KqlType.REAL,
                        (digest, value) -> Digest.percentRank(digest, (String) value)));
    }

    /** A function of a digest's text and something more. */
    private static JavaFunction ofDigest(
            String name, KqlType asked, KqlType result, BiFunction<String, Object, @Nullable Object> body) {
        return JavaFunction.strict(
                "kql_" + name, List.of(KqlType.STRING, asked), result, a -> body.apply((String) a[0], a[1]));
    }
}
