package io.tidewaiter.kql.function.text;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a regular expression or a path finds. */
final class ExtractFunctions {
    private ExtractFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(extract(), extractAll(), extractJson());
    }

    private static ScalarFunction extract() {
        Parameter regex = parameter("regex", Kind.STRING).constant();
        Parameter group = parameter("group", Kind.LONG).constant();
        Parameter text = parameter("text", Kind.TEXT);
        return function(
                        "extract",
                        StringFunctions.GROUP,
                        "The first match of a regular expression, or a group of it; group 0 is all.")
                .checks(ExtractFunctions::problem)
                .gives(KqlType.STRING)
                .takes(regex, group, text)
                .written(ExtractFunctions::match)
                .gives(ResultType.typeName(3))
                .takes(regex, group, text, parameter("type", Kind.TYPE))
                .written(call -> Conversions.convert(
                        KqlType.STRING, call.arguments().get(3).type(), match(call)))
                .example("extract('([a-z]+)-([0-9]+)', 2, 'id x-42')", "42")
                .example("extract('[0-9]+', 0, 'abc')", "")
                .example("extract('[0-9]+', 1, 'a1')", "")
                .example("extract('x=([0-9.]+)', 1, 'x=45.6|', typeof(real))", "45.6")
                .done();
    }

    private static Optional<String> problem(List<Argument> arguments) {
        Optional<String> invalid = Regexes.valid(0).problem(arguments);
        if (invalid.isPresent()) {
            return invalid;
        }
        long group = arguments.get(1).value() instanceof Number n ? n.longValue() : 0;
        return group < 0 ? Optional.of("the groups of a regular expression are counted from 0") : Optional.empty();
    }

    /** The empty string for a group that the regular expression does not have, as where nothing matches. */
    private static String match(Call call) {
        long group = call.arguments().get(1).value() instanceof Number n ? n.longValue() : 0;
        if (group > Regexes.groups(call.constantText(0).orElse(""))) {
            return "''";
        }
        return call.fill("regexp_extract($3, $1, " + group + ")");
    }

    private static ScalarFunction extractAll() {
        Parameter regex = parameter("regex", Kind.STRING).constant();
        Parameter text = parameter("text", Kind.TEXT);
        return function(
                        "extract_all",
                        StringFunctions.GROUP,
                        "All matches of a regular expression; of several groups arrays.")
                .alias("extractall")
                .checks(Regexes.valid(0))
                .gives(KqlType.DYNAMIC)
                .takes(regex, text)
                .written(call -> matches(call, "$2", all(call)))
                .takes(regex, parameter("groups", Kind.DYNAMIC).constant(), text)
                .written(call -> matches(call, "$3", chosen(call)))
                .example("extract_all('([a-z])', 'a1b')", "[\"a\",\"b\"]")
                .example("extract_all('([a-z])([0-9])', 'a1b2')", "[[\"a\",\"1\"],[\"b\",\"2\"]]")
                .example("extract_all('([a-z])([0-9])', dynamic([2]), 'a1b2')", "[\"1\",\"2\"]")
                .example("extract_all('[0-9]', 'ab')", "null")
                .done();
    }

    private static List<Integer> all(Call call) {
        int groups = Regexes.groups(call.constantText(0).orElse(""));
        return groups == 0
                ? List.of(0)
                : IntStream.rangeClosed(1, groups).boxed().toList();
    }

    private static List<Integer> chosen(Call call) {
        int groups = Regexes.groups(call.constantText(0).orElse(""));
        String json = call.arguments().get(1).value() instanceof String s ? s : "[]";
        List<String> names = Regexes.names(call.constantText(0).orElse(""));
        List<Integer> chosen = TextSearch.texts(json).stream()
                .map(s -> s.matches("[0-9]{1,3}") ? Integer.parseInt(s) : names.indexOf(s) + 1)
                .filter(g -> g > 0 && g <= groups)
                .toList();
        return chosen.isEmpty() ? all(call) : chosen;
    }

    private static String matches(Call call, String text, List<Integer> groups) {
        String lists = groups.stream()
                .map(g -> "regexp_extract_all(" + text + ", $1, " + g + ")")
                .collect(Collectors.joining(", "));
        if (groups.size() == 1) {
            return call.fill("nullif(to_json(" + lists + "), '[]')");
        }
        String row = IntStream.rangeClosed(1, groups.size())
                .mapToObj(i -> "e[" + i + "]")
                .collect(Collectors.joining(", ", "[", "]"));
        return call.fill("nullif(to_json(list_transform(list_zip(" + lists + "), lambda e: " + row + ")), '[]')");
    }

    private static ScalarFunction extractJson() {
        Parameter path = parameter("path", Kind.STRING).constant();
        Parameter json = parameter("json", Kind.TEXT);
        return function("extract_json", StringFunctions.GROUP, "What a JSON path finds in a JSON text.")
                .alias("extractjson")
                .checks(arguments -> JsonPaths.problem(arguments.getFirst()))
                .gives(KqlType.STRING)
                .takes(path, json)
                .written(call -> "coalesce((" + found(call) + " ->> '$'), '')")
                .gives(ResultType.typeName(2))
                .takes(path, json, parameter("type", Kind.TYPE))
                .written(call -> Conversions.convert(
                        KqlType.DYNAMIC, call.arguments().get(2).type(), found(call)))
                .example("extract_json('$.a[1].b', '{\"a\":[0,{\"b\":\"x\"}]}')", "x")
                .example("extract_json('$.a', '{\"a\":5}', typeof(int))", "5")
                .example("extract_json('$.z', '{}')", "")
                .done();
    }

    private static String found(Call call) {
        String path = JsonPaths.sql(call.constantText(0).orElse("$"));
        return call.fill(
                "nullif(json_extract(try_cast($2 AS JSON), " + Template.quoted(Template.literal(path)) + "), 'null')");
    }
}
