package io.tidewaiter.kql.function.text;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.ArgumentCheck;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.Set;

/** Finding and replacing. Positions count characters from 0; -1 stands for not found. */
final class SearchFunctions {
    private SearchFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                indexof(),
                indexofRegex(),
                countof(),
                text("replace_string", "Each occurrence of a text replaced by another.")
                        .takes(
                                parameter("text", Kind.TEXT),
                                parameter("lookup", Kind.TEXT),
                                parameter("rewrite", Kind.TEXT))
                        .sql("replace($1, $2, $3)")
                        .example("replace_string('a.b.c', '.', '-')", "a-b-c")
                        .done(),
                text("replace_strings", "Each occurrence of one of several texts replaced by its counterpart.")
                        .takes(
                                parameter("text", Kind.TEXT),
                                parameter("lookups", Kind.DYNAMIC),
                                parameter("rewrites", Kind.VALUE))
                        .java(a -> TextSearch.replaceAll((String) a[0], (String) a[1], (String) a[2]))
                        .example("replace_strings('a-b', dynamic(['a','b']), dynamic(['b','c']))", "b-c")
                        .done(),
                text("replace_regex", "Each match of a regular expression replaced; `\\1` stands for the first group.")
                        .checks(Regexes.valid(1))
                        .takes(
                                parameter("text", Kind.TEXT),
                                parameter("regex", Kind.STRING),
                                parameter("rewrite", Kind.STRING))
                        .sql("regexp_replace($1, $2, $3, 'g')")
                        .example("replace_regex('a1b22', @'(\\d+)', @'<\\1>')", "a<1>b<22>")
                        .done(),
                text("replace", "The same with the text last; an older spelling of `replace_regex`.")
                        .checks(Regexes.valid(0))
                        .takes(
                                parameter("regex", Kind.STRING),
                                parameter("rewrite", Kind.STRING),
                                parameter("text", Kind.TEXT))
                        .sql("regexp_replace($3, $1, $2, 'g')")
                        .example("replace('[0-9]', '', 'a1b2')", "ab")
                        .done(),
                trim(
                                "trim",
                                "Without what matches the regular expression at both ends.",
                                "regexp_replace(regexp_replace($2, '^(?:' || $1 || ')+', ''), '(?:' || $1 || ')+$', '')")
                        .example("trim('-', '--a-b--')", "a-b")
                        .example("trim(@'\\s+', '  x ')", "x")
                        .done(),
                trim(
                                "trim_start",
                                "Without what matches the regular expression at the beginning.",
                                "regexp_replace($2, '^(?:' || $1 || ')+', '')")
                        .example("trim_start('[0-9]', '12a1')", "a1")
                        .done(),
                trim(
                                "trim_end",
                                "Without what matches the regular expression at the end.",
                                "regexp_replace($2, '(?:' || $1 || ')+$', '')")
                        .example("trim_end('/', 'a/b//')", "a/b")
                        .done(),
                text("translate", "Each character of the first list replaced by its counterpart in the second.")
                        .takes(
                                parameter("searchList", Kind.TEXT),
                                parameter("replacementList", Kind.TEXT),
                                parameter("text", Kind.TEXT))
                        .java(a -> TextSearch.translate((String) a[0], (String) a[1], (String) a[2]))
                        .example("translate('krasp', 'otsku', 'spark')", "kusto")
                        .example("translate('abc', 'x', 'abc')", "xxx")
                        .example("translate('abc', '', 'ab')", "")
                        .done(),
                text("regex_quote", "The text as a regular expression that matches it.")
                        .takes(Kind.TEXT)
                        .sql("regexp_escape($1)")
                        .example("regex_quote('a.b')", "a\\.b")
                        .done(),
                split(),
                function(
                                "has_any_index",
                                StringFunctions.GROUP,
                                "The position of the first of the values that is in the text as a term.")
                        .takes(parameter("text", Kind.TEXT), parameter("values", Kind.DYNAMIC))
                        .gives(KqlType.LONG)
                        .java(a -> TextSearch.anyIndex((String) a[0], (String) a[1]))
                        .example("has_any_index('this is an example', dynamic(['not', 'example']))", "1")
                        .example("has_any_index('this is an example', dynamic([]))", "-1")
                        .done());
    }

    private static Declaration text(String name, String text) {
        return function(name, StringFunctions.GROUP, text).gives(KqlType.STRING);
    }

    private static Declaration trim(String name, String text, String sql) {
        return text(name, text)
                .checks(Regexes.valid(0))
                .takes(parameter("regex", Kind.STRING), parameter("text", Kind.TEXT))
                .sql(sql);
    }

    private static ScalarFunction split() {
        return function(
                        "split",
                        StringFunctions.GROUP,
                        "The parts between the delimiters; with an index an array of that part.")
                .named(ResultName.FIRST_ARGUMENT)
                .gives(KqlType.DYNAMIC)
                .takes(parameter("text", Kind.TEXT), parameter("delimiter", Kind.TEXT))
                .sql("to_json(string_split($1, $2))")
                .takes(parameter("text", Kind.TEXT), parameter("delimiter", Kind.TEXT), parameter("index", Kind.LONG))
                .sql("to_json(list_slice(string_split($1, $2), $3 + 1, $3 + 1))")
                .example("split('a/b/c', '/')", "[\"a\",\"b\",\"c\"]")
                .example("split('a/b/c', '/')[2]", "\"c\"")
                .example("split('a/b/c', '/', 1)", "[\"b\"]")
                .example("split('a/b', '/', 5)", "[]")
                .example("split('', '_')", "[\"\"]")
                .done();
    }

    private static ScalarFunction indexof() {
        return function("indexof", StringFunctions.GROUP, "The position of a text, or -1.")
                .gives(KqlType.LONG)
                .takes(parameter("text", Kind.TEXT), parameter("lookup", Kind.TEXT))
                .sql("(strpos($1, $2) - 1)")
                .takes(
                        parameter("text", Kind.TEXT),
                        parameter("lookup", Kind.TEXT),
                        parameter("start", Kind.LONG),
                        parameter("length", Kind.LONG).orElse("-1"),
                        parameter("occurrence", Kind.LONG).orElse("1"))
                .java(a -> TextSearch.indexOf((String) a[0], (String) a[1], (Long) a[2], (Long) a[3], (Long) a[4]))
                .example("indexof('abcdefg', 'cde')", "2")
                .example("indexof('abcdefg', 'x')", "-1")
                .example("indexof('abcabc', 'b', 2)", "4")
                .example("indexof('abcabc', 'c', 0, 2)", "-1")
                .example("indexof('abcdefgabcdefg', 'cde', 1, 10, 2)", "9")
                .example("indexof('abcabc', 'b', 0, -1, 2)", "4")
                .done();
    }

    private static ScalarFunction indexofRegex() {
        return function(
                        "indexof_regex",
                        StringFunctions.GROUP,
                        "The position of a match of a regular expression, or -1.")
                .gives(KqlType.LONG)
                .checks(Regexes.valid(1))
                .takes(
                        parameter("text", Kind.TEXT),
                        parameter("regex", Kind.STRING).constant(),
                        parameter("start", Kind.LONG).orElse("0"),
                        parameter("length", Kind.LONG).orElse("-1"),
                        parameter("occurrence", Kind.LONG).orElse("1"))
                .java(a -> TextSearch.indexOfRegex((String) a[0], (String) a[1], (Long) a[2], (Long) a[3], (Long) a[4]))
                .example("indexof_regex('abc12', '[0-9]+')", "3")
                .example("indexof_regex('abc', '[0-9]')", "-1")
                .done();
    }

    private static ScalarFunction countof() {
        return function(
                        "countof",
                        StringFunctions.GROUP,
                        "The number of occurrences; texts may overlap, matches of a regex do not.")
                .gives(KqlType.LONG)
                .takes(parameter("text", Kind.TEXT), parameter("search", Kind.TEXT))
                .java(a -> TextSearch.count((String) a[0], (String) a[1]))
                .takes(
                        parameter("text", Kind.TEXT),
                        parameter("search", Kind.TEXT),
                        parameter("kind", Kind.STRING).constant())
                .checks(arguments -> arguments.size() == 3
                                && "regex".equals(arguments.get(2).value())
                        ? Regexes.valid(1).problem(arguments)
                        : ArgumentCheck.oneOf(2, Set.of("normal", "regex")).problem(arguments))
                .written(call -> call.constantText(2).orElse("").equals("regex")
                        ? call.fill("CAST(len(regexp_extract_all($1, $2)) AS BIGINT)")
                        : call.fill("kql_countof($1, $2)"))
                .example("countof('The cat sat on the mat', 'at')", "3")
                .example("countof('aaaa', 'aa')", "3")
                .example("countof('abcabc', 'a.c', 'regex')", "2")
                .done();
    }
}
