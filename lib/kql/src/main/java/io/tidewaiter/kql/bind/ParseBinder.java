package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.function.text.Regexes;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Part;
import io.tidewaiter.kql.syntax.Source;
import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code parse}, {@code parse-where} and {@code parse-kv}: patterns become regular expressions of RE2. */
final class ParseBinder {
    private static final Pattern GROUP = Pattern.compile("\\\\.|\\((?!\\?)");

    private final PipelineBinder pipelines;

    ParseBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    private record Captured(String name, KqlType type, int group) {}

    Rows parse(Rows input, Operator.Parse parse, Environment environment) {
        Scalar text = text(pipelines.over(input, environment).bind(parse.text()));
        List<Captured> captures = new ArrayList<>();
        Scalar regex = new Scalar.Literal(KqlType.STRING, regex(parse, captures));
        Map<String, Scalar> values = new LinkedHashMap<>();
        List<Scalar> conversions = new ArrayList<>();
        for (Captured captured : captures) {
            Scalar found =
                    Scalar.Sql.of(KqlType.STRING, "regexp_extract($1, $2, " + captured.group() + ")", text, regex);
            boolean isText = captured.type() == KqlType.STRING || captured.type() == KqlType.DYNAMIC;
            Scalar value = captured.type() == KqlType.STRING ? found : new Scalar.Conversion(found, captured.type());
            if (!isText) {
                conversions.add(value);
            }
            values.put(captured.name(), value);
        }
        if (!parse.kind().equals("relaxed")) {
            strictly(values, conversions);
        }
        Plan from = input.plan();
        if (parse.drops()) {
            Scalar matches = Scalar.Sql.of(KqlType.BOOL, "regexp_matches($1, $2)", text, regex);
            from = new Plan.Filter(
                    from,
                    parse.kind().equals("relaxed") || conversions.isEmpty()
                            ? matches
                            : Scalar.Sql.of(KqlType.BOOL, "($1 AND $2)", matches, present(conversions)));
        }
        return input.with(extended(from, input, values));
    }

    /** Where one value is not of its type, none is there: the match is strict. */
    private static void strictly(Map<String, Scalar> values, List<Scalar> conversions) {
        if (conversions.isEmpty() || values.size() == 1) {
            return;
        }
        Scalar all = present(conversions);
        values.replaceAll((name, value) -> Scalar.Sql.of(
                value.type(),
                value.type() == KqlType.STRING ? "CASE WHEN $1 THEN $2 ELSE '' END" : "CASE WHEN $1 THEN $2 END",
                all,
                value));
    }

    private static Scalar present(List<Scalar> values) {
        return new Scalar.Sql(
                IntStream.rangeClosed(1, values.size())
                        .mapToObj(n -> "$" + n + " IS NOT NULL")
                        .collect(Collectors.joining(" AND ", "(", ")")),
                values,
                KqlType.BOOL,
                KqlType.BOOL);
    }

    private static Scalar text(Scalar value) {
        return value.type() == KqlType.STRING ? value : new Scalar.Conversion(value, KqlType.STRING);
    }

    /** Columns that replace those of their names or come last. */
    private Plan extended(Plan from, Rows input, Map<String, Scalar> values) {
        Map<String, Scalar> rest = new LinkedHashMap<>(values);
        List<Assign> assigns = new ArrayList<>();
        for (Slot slot : input.plan().columns()) {
            Scalar replaced = rest.remove(slot.name());
            assigns.add(
                    replaced == null
                            ? new Assign(slot, new Scalar.Column(slot))
                            : new Assign(pipelines.binding().slots().slot(slot.name(), replaced), replaced));
        }
        rest.forEach((name, value) ->
                assigns.add(new Assign(pipelines.binding().slots().slot(name, value), value)));
        return new Plan.Project(from, assigns);
    }

    private String regex(Operator.Parse parse, List<Captured> captures) {
        boolean isRegex = parse.kind().equals("regex");
        if (!isRegex && !parse.kind().equals("simple") && !parse.kind().equals("relaxed")) {
            throw parse.place().refuse(Code.InvalidQueryLanguage, "parse knows the kinds simple, relaxed and regex");
        }
        String flags = parse.flags().replaceAll("[^imsU]", "");
        String set = isRegex ? flags : "s";
        StringBuilder out = new StringBuilder(set.isEmpty() ? "" : "(?" + set + ")");
        List<Part> parts = parse.parts();
        if (!(parts.getFirst() instanceof Part.Anything)) {
            out.append('^');
        }
        int groups = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            switch (parts.get(i)) {
                case Part.Anything ignored -> out.append(isLast || i == 0 ? "" : ".*?");
                case Part.Text(String text) -> {
                    out.append(isRegex ? "(?:" + text + ")" : quoted(text));
                    groups += isRegex ? groupsIn(text) : 0;
                }
                case Part.Capture(String name, KqlType type, var place) -> {
                    groups++;
                    captures.add(new Captured(name, type, groups));
                    boolean isOpen = !isLast && parts.get(i + 1) instanceof Part.Anything;
                    out.append(
                            isRegex
                                    ? ofRegex(type)
                                    : parse.kind().equals("relaxed") ? relaxed(type, isOpen) : capture(type));
                }
            }
        }
        if (!(parts.getLast() instanceof Part.Anything)) {
            out.append('$');
        }
        if (captures.isEmpty()) {
            throw parse.place().refuse(Code.ParserFailure, "this pattern names no column");
        }
        return out.toString();
    }

    private static int groupsIn(String regex) {
        int groups = 0;
        Matcher matcher = GROUP.matcher(regex);
        while (matcher.find()) {
            groups += matcher.group().equals("(") ? 1 : 0;
        }
        return groups;
    }

    /** In a regex a text is as long as it can be, unless the flag U turns that around. */
    private static String ofRegex(KqlType type) {
        return switch (type) {
            case LONG, INT -> "(-?\\d+)";
            case REAL, DECIMAL -> "(-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)";
            case BOOL, STRING, DATETIME, TIMESPAN, GUID, DYNAMIC -> "(.*)";
        };
    }

    /** Whatever stands before the next text; before anything at all, as much as is of the type. */
    private static String relaxed(KqlType type, boolean isOpen) {
        return isOpen
                        && (type == KqlType.LONG
                                || type == KqlType.INT
                                || type == KqlType.REAL
                                || type == KqlType.DECIMAL)
                ? "\\s*([+-]?[\\d.]*)"
                : "(.*?)";
    }

    private static String capture(KqlType type) {
        return switch (type) {
            case LONG, INT -> "\\s*([+-]?\\d+)\\s*";
            case REAL, DECIMAL -> "\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*";
            case BOOL -> "\\s*((?i:true|false)|[01])\\s*";
            case STRING, DATETIME, TIMESPAN, GUID, DYNAMIC -> "(.*?)";
        };
    }

    /** A text that a regular expression takes as it is. */
    private static String quoted(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    /** Keys and values by delimiters, or by two groups of a regular expression; the first of a key counts. */
    Rows parseKv(Rows input, Operator.ParseKv parse, Environment environment) {
        Scalar text = text(pipelines.over(input, environment).bind(parse.text()));
        Optional<String> regex = Optional.ofNullable(parse.options().get("regex"));
        if (regex.isPresent() && groupsIn(regex.get()) != 2) {
            throw parse.place()
                    .refuse(Code.TypeMismatch, "the regex of parse-kv has two groups: the key and the value");
        }
        Optional<String> problem = regex.flatMap(Regexes::problem);
        if (problem.isPresent()) {
            throw parse.place().refuse(Code.TypeMismatch, "parse-kv: " + problem.get());
        }
        List<String> keys = parse.keys().stream().map(Source.Column::name).toList();
        Scalar pairs = regex.isPresent()
                ? text
                : Scalar.Sql.of(
                        KqlType.DYNAMIC,
                        "CAST(kql_pairs($1, $2) AS JSON)",
                        text,
                        new Scalar.Literal(KqlType.STRING, settings(parse, keys)));
        Map<String, Scalar> values = new LinkedHashMap<>();
        for (Source.Column key : parse.keys()) {
            Scalar name = new Scalar.Literal(KqlType.STRING, key.name());
            Scalar found = regex.isPresent()
                    ? Scalar.Sql.of(
                            KqlType.STRING,
                            "coalesce(trim(list_extract(regexp_extract_all($1, $2, 2), list_position(list_transform("
                                    + "regexp_extract_all($1, $2, 1), lambda k: trim(k)), $3))), '')",
                            text,
                            new Scalar.Literal(KqlType.STRING, regex.get()),
                            name)
                    : Scalar.Sql.of(
                            KqlType.STRING, "coalesce(json_extract_string($1, $2), '')", pairs, path(key.name()));
            values.put(key.name(), key.type() == KqlType.STRING ? found : new Scalar.Conversion(found, key.type()));
        }
        return input.with(extended(input.plan(), input, values));
    }

    private static Scalar path(String key) {
        return new Scalar.Literal(
                KqlType.STRING, "$.\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    private static String settings(Operator.ParseKv parse, List<String> keys) {
        Map<String, String> options = parse.options();
        boolean isDelimited = options.containsKey("pair_delimiter") || options.containsKey("kv_delimiter");
        Map<String, Json> settings = new LinkedHashMap<>();
        settings.put("keys", texts(keys));
        settings.put("pair", new Json.Text(isDelimited ? options.getOrDefault("pair_delimiter", " ") : ""));
        settings.put("kv", new Json.Text(isDelimited ? options.getOrDefault("kv_delimiter", "=") : ""));
        settings.put("quotes", texts(repeated(options.getOrDefault("quote", ""))));
        settings.put("escapes", texts(repeated(options.getOrDefault("escape", ""))));
        settings.put("greedy", new Json.Text(options.getOrDefault("greedy", "false")));
        return new Json.Bag(settings).json();
    }

    private static List<String> repeated(String given) {
        return Stream.of(given.split("\0")).filter(q -> !q.isEmpty()).toList();
    }

    private static Json texts(List<String> texts) {
        return new Json.Array(texts.stream().map(t -> (Json) new Json.Text(t)).toList());
    }
}
