package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Arrays and bags of the values of many rows; at most 1,048,576 elements, as the language has it. */
final class CollectionAggregates {
    private static final String SIZE_MAX = "1048576";

    private CollectionAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                Single.prefixed(
                        "list",
                        list(
                                "make_list",
                                "The values in the order of the rows, nulls left out; of arrays their elements.",
                                "makelist")),
                Single.prefixed("list", listIf()),
                Single.prefixed(
                        "list",
                        function(
                                        "make_list_with_nulls",
                                        CountAggregates.GROUP,
                                        "The values in the order of the rows, nulls too.")
                                .gives(KqlType.DYNAMIC)
                                .takes(parameter("value", Kind.VALUE))
                                .sql("to_json(coalesce(list($1 $order), []))")
                                .done()),
                Single.prefixed(
                        "set",
                        set("make_set", "The distinct values, nulls left out; of arrays their elements.", "makeset")),
                Single.prefixed("set", setIf()),
                Single.prefixed(
                        "bag",
                        bag("make_bag", "One bag of the properties of all bags; the first value of a key stays.")),
                Single.prefixed("bag", bagIf()),
                Single.prefixed(
                        "schema",
                        function("buildschema", CountAggregates.GROUP, "The schema that admits all the values.")
                                .gives(KqlType.DYNAMIC)
                                .takes(parameter("value", Kind.DYNAMIC))
                                .sql(
                                        "CAST(kql_schema(CAST(to_json(list($1) FILTER (WHERE $1 IS NOT NULL)) AS VARCHAR)) AS JSON)")
                                .done()));
    }

    private static ScalarFunction list(String name, String text, String alias) {
        String list = "coalesce(list($1 $order) FILTER (WHERE $1 IS NOT NULL), [])";
        return function(name, CountAggregates.GROUP, text)
                .alias(alias)
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.DYNAMIC),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(elements("$1 IS NOT NULL", "$2"))
                .takes(
                        parameter("value", Kind.VALUE),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(sliced(list, "$2"))
                .done();
    }

    private static ScalarFunction listIf() {
        String list = "coalesce(list($1 $order) FILTER (WHERE $1 IS NOT NULL AND $2), [])";
        return function(
                        "make_list_if",
                        CountAggregates.GROUP,
                        "The values of the rows where the predicate is true, as `make_list` has them.")
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.DYNAMIC),
                        parameter("predicate", Kind.BOOL),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(elements("$1 IS NOT NULL AND $2", "$3"))
                .takes(
                        parameter("value", Kind.VALUE),
                        parameter("predicate", Kind.BOOL),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(sliced(list, "$3"))
                .done();
    }

    /** A list of dynamic values; an array gives its elements. */
    private static String elements(String condition, String size) {
        return sliced(flat(condition, " $order"), size);
    }

    private static String flat(String condition, String order) {
        return "list_filter(flatten(coalesce(list(CASE WHEN json_type($1) = 'ARRAY' THEN CAST($1 AS JSON[])"
                + " ELSE [CAST($1 AS JSON)] END" + order + ") FILTER (WHERE " + condition
                + "), [])), lambda e: json_type(e) <> 'NULL')";
    }

    private static String sliced(String list, String size) {
        return "to_json(list_slice(" + list + ", 1, " + size + "))";
    }

    private static ScalarFunction set(String name, String text, String alias) {
        String list = "coalesce(list(DISTINCT $1 ORDER BY $1) FILTER (WHERE $1 IS NOT NULL), [])";
        return function(name, CountAggregates.GROUP, text)
                .alias(alias)
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.DYNAMIC),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(members("$1 IS NOT NULL", "$2"))
                .takes(
                        parameter("value", Kind.VALUE),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(sliced(list, "$2"))
                .done();
    }

    private static ScalarFunction setIf() {
        String list = "coalesce(list(DISTINCT $1 ORDER BY $1) FILTER (WHERE $1 IS NOT NULL AND $2), [])";
        return function(
                        "make_set_if",
                        CountAggregates.GROUP,
                        "The distinct values of the rows where the predicate is true.")
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.DYNAMIC),
                        parameter("predicate", Kind.BOOL),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(members("$1 IS NOT NULL AND $2", "$3"))
                .takes(
                        parameter("value", Kind.VALUE),
                        parameter("predicate", Kind.BOOL),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(sliced(list, "$3"))
                .done();
    }

    /** A set of dynamic values; an array gives its elements. */
    private static String members(String condition, String size) {
        return sliced("list_sort(list_distinct(" + flat(condition, "") + "))", size);
    }

    private static ScalarFunction bag(String name, String text) {
        Declaration declaration = function(name, CountAggregates.GROUP, text)
                .alias("make_dictionary")
                .gives(KqlType.DYNAMIC);
        return declaration
                .takes(
                        parameter("bag", Kind.DYNAMIC),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(
                        "CAST(coalesce(kql_bags(CAST(to_json(list($1 $order) FILTER (WHERE json_type($1) = 'OBJECT')) AS VARCHAR),"
                                + " $2), '{}') AS JSON)")
                .done();
    }

    private static ScalarFunction bagIf() {
        return function(
                        "make_bag_if",
                        CountAggregates.GROUP,
                        "One bag of the properties of the bags where the predicate is true.")
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("bag", Kind.DYNAMIC),
                        parameter("predicate", Kind.BOOL),
                        parameter("size", Kind.LONG).constant().orElse(SIZE_MAX))
                .sql(
                        "CAST(coalesce(kql_bags(CAST(to_json(list($1 $order) FILTER (WHERE $2 AND json_type($1) = 'OBJECT')) AS VARCHAR),"
                                + " $3), '{}') AS JSON)")
                .done();
    }
}
