package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** Functions of dynamic values. */
public final class DynamicFunctions {
    static final String GROUP = "Dynamic values";

    private DynamicFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return Stream.of(values(), ArrayFunctions.all(), SetFunctions.all(), BagFunctions.all(), SeriesFunctions.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ScalarFunction> values() {
        return List.of(
                function(
                                "parse_json",
                                GROUP,
                                "The dynamic value that a JSON text spells; what is no JSON stays a string.")
                        .alias("todynamic", "parsejson", "toobject")
                        .named(ResultName.FIRST_ARGUMENT)
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("value", Kind.DYNAMIC))
                        .sql("$1")
                        .takes(parameter("json", Kind.TEXT))
                        .sql("nullif(json(coalesce(try_cast($1 AS JSON), to_json(nullif($1, '')))), 'null')")
                        .example("parse_json('{\"a\": [1, 2]}')", "{\"a\":[1,2]}")
                        .example("parse_json('a b')", "\"a b\"")
                        .example("parse_json('null')", "null")
                        .example("parse_json('')", "null")
                        .example("todynamic(5)", "5")
                        .done(),
                function("dynamic_to_json", GROUP, "The JSON text of a dynamic value, with the keys of bags in order.")
                        .gives(KqlType.STRING)
                        .takes(parameter("value", Kind.VALUE))
                        .java(a -> Bags.canonical((String) a[0]))
                        .example("dynamic_to_json(dynamic({'b': [1, 2], 'a': {}}))", "{\"a\":{},\"b\":[1,2]}")
                        .done(),
                function("gettype", GROUP, "The name of the value's type.")
                        .named(ResultName.prefixed("type"))
                        .gives(KqlType.STRING)
                        .takes(parameter("value", Kind.ANY))
                        .written(DynamicFunctions::typeName)
                        .example("gettype('a')", "string")
                        .example("gettype(1s)", "timespan")
                        .example("gettype(parse_json('[1]'))", "array")
                        .example("gettype(parse_json('{}'))", "dictionary")
                        .example("gettype(parse_json(''))", "null")
                        .done(),
                function("treepath", GROUP, "The paths to all that is in a bag.")
                        .named(ResultName.prefixed("tree"))
                        .gives(KqlType.DYNAMIC)
                        .takes(parameter("bag", Kind.DYNAMIC))
                        .java(a -> Bags.paths((String) a[0]))
                        .example("treepath(dynamic({'a':'b','c':[1,2]}))", "[\"['a']\",\"['c']\",\"['c'][0]\"]")
                        .done());
    }

    private static String typeName(Call call) {
        KqlType type = call.types().getFirst();
        if (type != KqlType.DYNAMIC) {
            return "'" + type.keyword() + "'";
        }
        return call.fill("CASE json_type($1) WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'dictionary'"
                + " WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'bool' WHEN 'DOUBLE' THEN 'double'"
                + " WHEN 'BIGINT' THEN 'long' WHEN 'UBIGINT' THEN 'long' ELSE 'null' END");
    }

    /** What the SQL of functions and aggregates calls. */
    public static List<JavaFunction> inner() {
        return Stream.of(BagFunctions.inner(), SetFunctions.inner(), ArrayFunctions.inner())
                .flatMap(List::stream)
                .toList();
    }
}
