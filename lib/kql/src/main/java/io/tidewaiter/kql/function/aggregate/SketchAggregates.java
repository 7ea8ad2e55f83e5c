package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import java.util.List;

/**
 * What a query keeps of many values, to count or rank them later: {@code hll} keeps the hashes of the distinct values,
 * {@code tdigest} all values with their weights. The language leaves open what a sketch looks like; ours are bags with
 * one array, and exact, so that they are as large as what they stand for.
 */
final class SketchAggregates {
    private static final Parameter ACCURACY =
            parameter("accuracy", Kind.LONG).constant().optional();

    private SketchAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                Single.prefixed(
                        "hll",
                        of("hll", "The distinct values, to be counted by `dcount_hll`; exact but for equal hashes.")
                                .takes(parameter("value", Kind.VALUE), ACCURACY)
                                .sql(hashes(""))
                                .done()),
                Single.prefixed(
                        "hll_if",
                        of("hll_if", "`hll` of the rows where the predicate is true.")
                                .takes(parameter("value", Kind.VALUE), parameter("predicate", Kind.BOOL), ACCURACY)
                                .sql(hashes(" AND $2"))
                                .done()),
                Single.prefixed(
                        "hll_merge",
                        of("hll_merge", "One result of `hll` from many.")
                                .takes(parameter("hll", Kind.DYNAMIC))
                                .sql(ofRows("json_object('hll', list_sort(list_distinct(flatten(coalesce("
                                        + "list(try_cast($1 -> 'hll' AS BIGINT[])), [])))))"))
                                .done()),
                Single.prefixed(
                        "tdigest",
                        of("tdigest", "The values with their weights, to be ranked by `percentile_tdigest`; exact.")
                                .takes(
                                        parameter("value", Kind.VALUE),
                                        parameter("weight", Kind.LONG).orElse("1"))
                                .sql(ofRows("json_object('tdigest', coalesce(list(json_array($1, $2))"
                                        + " FILTER (WHERE json_type($1) <> 'NULL' AND $2 > 0), []))"))
                                .done()),
                Single.prefixed(
                        "merge_tdigests",
                        of("tdigest_merge", "One result of `tdigest` from many.")
                                .alias("merge_tdigest")
                                .takes(parameter("tdigest", Kind.DYNAMIC))
                                .sql(ofRows("json_object('tdigest', flatten(coalesce("
                                        + "list(try_cast($1 -> 'tdigest' AS JSON[])), [])))"))
                                .done()));
    }

    private static Declaration of(String name, String text) {
        return function(name, CountAggregates.GROUP, text).gives(KqlType.DYNAMIC);
    }

    /** Hashes of 63 bits, of the JSON of the values: a number is the same in every type of whole numbers. */
    private static String hashes(String condition) {
        return ofRows("json_object('hll', list_sort(coalesce(list(DISTINCT"
                + " CAST(hash(CAST($1 AS VARCHAR)) >> 1 AS BIGINT))"
                + " FILTER (WHERE json_type($1) <> 'NULL'" + condition + "), [])))");
    }

    /** The null of no rows, as of all aggregates but those that count, add and collect. */
    private static String ofRows(String sketch) {
        return "CASE WHEN count(*) > 0 THEN " + sketch + " END";
    }
}
