package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Functions of bags of properties. What is no bag gives the null. */
final class BagFunctions {
    private static final String GROUP = "Bags";

    private BagFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                function("bag_pack", GROUP, "A bag of keys and values.")
                        .alias("pack", "pack_dictionary")
                        .gives(KqlType.DYNAMIC)
                        .takes(
                                parameter("key", Kind.TEXT).repeated(),
                                parameter("value", Kind.VALUE).repeated())
                        .sql("json_object($*)")
                        .example(
                                "bag_pack('a', 1, 'b', dynamic([2]), 'c', int(null))", "{\"a\":1,\"b\":[2],\"c\":null}")
                        .done(),
                function(
                                "pack_all",
                                GROUP,
                                "A bag of all columns of the row; with true those that are null or empty left out.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("ignoreNullEmpty", Kind.BOOL)
                                .constant()
                                .optional())
                        .special(Role.PACK_ALL)
                        .done(),
                function("bag_pack_columns", GROUP, "A bag of columns, with their names for keys.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("column", Kind.ANY).repeated())
                        .special(Role.PACK_COLUMNS)
                        .done(),
                function("bag_keys", GROUP, "The keys of a bag.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("bag", Kind.DYNAMIC))
                        .sql("CASE WHEN json_type($1) = 'OBJECT' THEN to_json(json_keys($1)) END")
                        .example("bag_keys(dynamic({'a':1,'b':{'c':2}}))", "[\"a\",\"b\"]")
                        .example("bag_keys(dynamic([1]))", "null")
                        .done(),
                function("bag_has_key", GROUP, "Whether a bag has the key; one that begins with `$.` is a path.")
                        .gives(KqlType.BOOL)
                        .takes(parameter("bag", Kind.DYNAMIC), parameter("key", Kind.TEXT))
                        .java(a -> Bags.hasKey((String) a[0], (String) a[1]))
                        .example("bag_has_key(dynamic({'a':{'b':null}}), 'a')", "true")
                        .example("bag_has_key(dynamic({'a':{'b':null}}), '$.a.b')", "true")
                        .example("bag_has_key(dynamic({'a':1}), 'b')", "false")
                        .done(),
                function("bag_merge", GROUP, "One bag of the properties of several; the first value of a key stays.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("bag", Kind.VALUE).repeated())
                        .sql("CAST(kql_bags(json_array($*), 1048576) AS JSON)")
                        .example("bag_merge(dynamic({'a':1}), dynamic({'a':2,'b':3}))", "{\"a\":1,\"b\":3}")
                        .done(),
                function("bag_remove_keys", GROUP, "The bag without some keys; one that begins with `$.` is a path.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("bag", Kind.DYNAMIC), parameter("keys", Kind.DYNAMIC))
                        .java(a -> Bags.without((String) a[0], (String) a[1]))
                        .example("bag_remove_keys(dynamic({'a':1,'b':2}), dynamic(['b','c']))", "{\"a\":1}")
                        .example(
                                "bag_remove_keys(dynamic({'a':{'b':1,'c':2}}), dynamic(['$.a.b']))",
                                "{\"a\":{\"c\":2}}")
                        .done(),
                function("bag_set_key", GROUP, "The bag with a value at a key; one that begins with `$.` is a path.")
                        .gives(KqlType.DYNAMIC)
                        .takes(
                                parameter("bag", Kind.DYNAMIC),
                                parameter("key", Kind.TEXT),
                                parameter("value", Kind.VALUE))
                        .javaOfNulls(a -> Bags.with(a[0], a[1], a[2]))
                        .example("bag_set_key(dynamic({'a':1}), 'b', 2)", "{\"a\":1,\"b\":2}")
                        .example("bag_set_key(dynamic({'a':1}), '$.c.d', 'x')", "{\"a\":1,\"c\":{\"d\":\"x\"}}")
                        .done(),
                function("bag_zip", GROUP, "A bag of an array of keys and one of values.")
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("keys", Kind.DYNAMIC), parameter("values", Kind.DYNAMIC))
                        .java(a -> Bags.zip((String) a[0], (String) a[1]))
                        .example("bag_zip(dynamic(['a','b']), dynamic([1]))", "{\"a\":1,\"b\":null}")
                        .done());
    }

    static List<JavaFunction> inner() {
        return List.of(
                JavaFunction.strict(
                        "kql_bags",
                        List.of(KqlType.DYNAMIC, KqlType.LONG),
                        KqlType.DYNAMIC,
                        a -> Bags.merge((String) a[0], (Long) a[1])),
                new JavaFunction(
                        "kql_schema",
                        List.of(KqlType.DYNAMIC),
                        KqlType.DYNAMIC,
                        a -> BagSchema.of(a[0] instanceof String s ? s : "[]")));
    }
}
