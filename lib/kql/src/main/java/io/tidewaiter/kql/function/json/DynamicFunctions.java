package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Functions of dynamic values. */
public final class DynamicFunctions {
    private static final String GROUP = "Dynamic values";

    private DynamicFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
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
                        .sql("nullif(coalesce(try_cast($1 AS JSON), to_json($1)), 'null')")
                        .example("parse_json('{\"a\": [1, 2]}')", "{\"a\":[1,2]}")
                        .example("parse_json('a b')", "a b")
                        .example("parse_json('null')", "null")
                        .done(),
                function("array_length", GROUP, "The number of elements; of what is no array the null.")
                        .alias("arraylength")
                        .takes(parameter("array", Kind.DYNAMIC))
                        .gives(KqlType.LONG)
                        .sql("CASE WHEN json_type($1) = 'ARRAY' THEN CAST(json_array_length($1) AS BIGINT) END")
                        .example("array_length(dynamic([1, 2]))", "2")
                        .example("array_length(dynamic({}))", "null")
                        .done());
    }
}
