package io.tidewaiter.kql.function.text;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Collectors;

/** Building, measuring and cutting strings. Positions count characters from 0. */
final class PlainFunctions {
    private PlainFunctions() {}

    private static final int CHAIN_MAX = 64;

    static List<ScalarFunction> all() {
        return List.of(
                text("tolower", "In lower case.")
                        .sql("lower($1)")
                        .example("tolower('ÀB')", "àb")
                        .done(),
                text("toupper", "In upper case.")
                        .sql("upper($1)")
                        .example("toupper('àb')", "ÀB")
                        .done(),
                function("strlen", StringFunctions.GROUP, "The number of characters.")
                        .named(ResultName.prefixed("strlen"))
                        .takes(parameter("text", Kind.TEXT))
                        .gives(KqlType.LONG)
                        .sql("length($1)")
                        .example("strlen('añb')", "3")
                        .done(),
                function("string_size", StringFunctions.GROUP, "The number of bytes in UTF-8.")
                        .named(ResultName.prefixed("string_size"))
                        .takes(parameter("text", Kind.TEXT))
                        .gives(KqlType.LONG)
                        .sql("CAST(strlen($1) AS BIGINT)")
                        .example("string_size('añb')", "4")
                        .done(),
                text("reverse", "The characters backwards.")
                        .sql("reverse($1)")
                        .example("reverse('abc')", "cba")
                        .done(),
                function("strcat", StringFunctions.GROUP, "The texts of all arguments, one after the other.")
                        .takes(parameter("value", Kind.TEXT).repeated())
                        .gives(KqlType.STRING)
                        .written(call -> joined(call.sql()))
                        .example("strcat('a', 1, true, dynamic(null))", "a1true")
                        .done(),
                function(
                                "strcat_delim",
                                StringFunctions.GROUP,
                                "The texts of the arguments with the first between them.")
                        .takes(
                                parameter("delimiter", Kind.TEXT),
                                parameter("value", Kind.TEXT).repeated())
                        .gives(KqlType.STRING)
                        .sql("concat_ws($*)")
                        .example("strcat_delim('-', 1, 'a', '')", "1-a-")
                        .done(),
                function(
                                "strcat_array",
                                StringFunctions.GROUP,
                                "The texts of the elements with a delimiter between them.")
                        .alias("array_strcat")
                        .takes(parameter("array", Kind.DYNAMIC), parameter("delimiter", Kind.TEXT))
                        .gives(KqlType.STRING)
                        .java(a -> String.join((String) a[1], TextSearch.texts((String) a[0])))
                        .example("strcat_array(dynamic([1,'a',true]), '->')", "1->a->true")
                        .done(),
                function(
                                "strrep",
                                StringFunctions.GROUP,
                                "The text a number of times, at most 1024, with a delimiter between.")
                        .takes(
                                parameter("value", Kind.TEXT),
                                parameter("times", Kind.LONG),
                                parameter("delimiter", Kind.TEXT).orElse("''"))
                        .gives(KqlType.STRING)
                        .sql("CASE WHEN $2 < 1 THEN '' ELSE repeat($1 || $3, least(1024, $2) - 1) || $1 END")
                        .example("strrep('ab', 2)", "abab")
                        .example("strrep(1, 3, '-')", "1-1-1")
                        .done(),
                function(
                                "strcmp",
                                StringFunctions.GROUP,
                                "-1, 0 or 1 as the first text comes before, with or after the second.")
                        .takes(parameter("first", Kind.TEXT), parameter("second", Kind.TEXT))
                        .gives(KqlType.LONG)
                        .sql("CASE WHEN $1 = $2 THEN 0 WHEN $1 < $2 THEN -1 ELSE 1 END")
                        .example("strcmp('ABC', 'abc')", "-1")
                        .example("strcmp('b', 'abc')", "1")
                        .done(),
                function("isascii", StringFunctions.GROUP, "Whether all characters are of ASCII.")
                        .takes(Kind.TEXT)
                        .gives(KqlType.BOOL)
                        .sql("(strlen($1) = length($1))")
                        .example("isascii('ab')", "true")
                        .example("isascii('é')", "false")
                        .done(),
                function("isutf8", StringFunctions.GROUP, "Whether the text is well-formed; here all are.")
                        .takes(Kind.TEXT)
                        .gives(KqlType.BOOL)
                        .sql("($1 IS NOT NULL)")
                        .example("isutf8('é')", "true")
                        .done(),
                function("substring", StringFunctions.GROUP, "A part, from a position on, of a length or to the end.")
                        .takes(
                                parameter("text", Kind.TEXT),
                                parameter("start", Kind.LONG),
                                parameter("length", Kind.LONG).optional())
                        .gives(KqlType.STRING)
                        .written(call -> {
                            String start = "(CASE WHEN $2 < 0 THEN greatest(length($1) + $2, 0)"
                                    + " ELSE least(coalesce($2, 0), 1073741824) END) + 1";
                            return call.arguments().size() == 2
                                    ? call.fill("substr($1, " + start + ")")
                                    : call.fill("substr($1, " + start
                                            + ", least(greatest(coalesce($3, 0), 0), 1073741824))");
                        })
                        .example("substring('123456', -2, 2)", "56")
                        .example("substring('abcdef', 2)", "cdef")
                        .example("substring('abcdef', 1, 2)", "bc")
                        .example("substring('abc', 5)", "")
                        .done());
    }

    /** A chain of signs is as deep as it is long, and the database takes the cube of that to plan it. */
    private static String joined(List<String> sql) {
        return sql.size() > CHAIN_MAX
                ? "concat(" + String.join(", ", sql) + ")"
                : sql.stream().collect(Collectors.joining(" || ", "(", ")"));
    }

    private static Declaration text(String name, String text) {
        return function(name, StringFunctions.GROUP, text)
                .takes(parameter("text", Kind.TEXT))
                .gives(KqlType.STRING);
    }
}
