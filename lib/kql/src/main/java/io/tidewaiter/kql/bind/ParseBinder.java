package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Part;
import io.tidewaiter.kql.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        Plan from = input.plan();
        if (parse.drops()) {
            from = new Plan.Filter(from, Scalar.Sql.of(KqlType.BOOL, "regexp_matches($1, $2)", text, regex));
        }
        Map<String, Scalar> values = new LinkedHashMap<>();
        for (Captured captured : captures) {
            Scalar found =
                    Scalar.Sql.of(KqlType.STRING, "regexp_extract($1, $2, " + captured.group() + ")", text, regex);
            values.put(
                    captured.name(),
                    captured.type() == KqlType.STRING ? found : new Scalar.Conversion(found, captured.type()));
        }
        return input.with(extended(from, input, values));
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
        StringBuilder out = new StringBuilder("(?s" + flags.replace("s", "") + ")");
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
                    boolean isRelaxed = parse.kind().equals("relaxed");
                    out.append(isRelaxed || isRegex ? "(.*?)" : capture(type));
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

    Rows parseKv(Rows input, Operator.ParseKv parse, Environment environment) {
        Scalar text = text(pipelines.over(input, environment).bind(parse.text()));
        String pair = parse.options().getOrDefault("pair_delimiter", " ");
        String assign = parse.options().getOrDefault("kv_delimiter", "=");
        String quote = parse.options().getOrDefault("quote", "");
        boolean isRegex = parse.options().containsKey("regex");
        Map<String, Scalar> values = new LinkedHashMap<>();
        for (Source.Column key : parse.keys()) {
            if (isRegex) {
                throw parse.place().refuse(Code.InvalidQueryLanguage, "parse-kv with a regex is not supported");
            }
            String open = quote.isEmpty() ? "" : quote.substring(0, 1);
            String close = quote.isEmpty() ? "" : quote.substring(quote.length() - 1);
            String bare = "(.*?)(?:" + quoted(pair) + "|$)";
            String head = "(?s)(?:^|" + quoted(pair) + ")\\s*" + quoted(key.name()) + "\\s*" + quoted(assign);
            Scalar found = quote.isEmpty()
                    ? extract(text, head + bare)
                    : Scalar.Sql.of(
                            KqlType.STRING,
                            "coalesce(nullif($1, ''), $2)",
                            extract(text, head + "\\s*" + quoted(open) + "(.*?)" + quoted(close)),
                            extract(text, head + bare));
            values.put(key.name(), key.type() == KqlType.STRING ? found : new Scalar.Conversion(found, key.type()));
        }
        return input.with(extended(input.plan(), input, values));
    }

    private static Scalar extract(Scalar text, String regex) {
        return Scalar.Sql.of(
                KqlType.STRING, "regexp_extract($1, $2, 1)", text, new Scalar.Literal(KqlType.STRING, regex));
    }
}
