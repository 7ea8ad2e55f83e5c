package io.tidewaiter.kql.function;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.function.spec.Template;
import io.tidewaiter.kql.value.Json;
import io.tidewaiter.kql.value.Ticks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns an expression without columns into SQL by the function table, without the grammar and the binder. */
final class Expressions {
    /** An expression in its held form. */
    record Typed(Argument argument, String sql) {
        KqlType type() {
            return argument.type();
        }
    }

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(@?'(?:[^'\\\\]|\\\\.)*'|@?\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?[a-z]*)"
            + "|([A-Za-z_$][A-Za-z0-9_]*)"
            + "|(==|=~|!=|!~|<=|>=|<>|\\.\\.|![a-z_]+~?|[-+*/%<>(),.\\[\\]]))");
    private static final List<List<String>> LEVELS = List.of(
            List.of("or"),
            List.of("and"),
            List.of("==", "!=", "<>", "=~", "!~", "<", "<=", ">", ">="),
            List.of("+", "-"),
            List.of("*", "/", "%"));
    private static final Map<String, KqlType> TYPES = Map.of(
            "bool",
            KqlType.BOOL,
            "int",
            KqlType.INT,
            "long",
            KqlType.LONG,
            "real",
            KqlType.REAL,
            "decimal",
            KqlType.DECIMAL,
            "datetime",
            KqlType.DATETIME,
            "timespan",
            KqlType.TIMESPAN,
            "guid",
            KqlType.GUID,
            "string",
            KqlType.STRING,
            "dynamic",
            KqlType.DYNAMIC);

    private final String text;
    private int at;

    private Expressions(String text) {
        this.text = text;
    }

    static Typed of(String text) {
        Expressions parser = new Expressions(text);
        Typed typed = parser.level(0);
        if (!parser.peek().isEmpty()) {
            throw new IllegalArgumentException("left over: " + text.substring(parser.at));
        }
        return typed;
    }

    private Typed level(int index) {
        if (index == LEVELS.size()) {
            return unary();
        }
        Typed left = level(index + 1);
        while (true) {
            String operator = peek();
            if (LEVELS.get(index).contains(operator)) {
                next();
                left = operator(operator, List.of(left, level(index + 1)));
            } else if (index == 2 && (Character.isLetter(first(operator)) || operator.startsWith("!"))) {
                left = named(next(), left);
            } else {
                return left;
            }
        }
    }

    private Typed named(String word, Typed left) {
        String operator = word.equals("matches") ? word + " " + next() : word;
        if (operator.equals("in") && text.startsWith("~", at)) {
            at++;
            operator = "in~";
        }
        List<Typed> arguments = new ArrayList<>(List.of(left));
        if (operator.matches("!?(in~?|has_any|has_all)")) {
            arguments.addAll(list());
        } else if (operator.endsWith("between")) {
            expect("(");
            arguments.add(level(3));
            expect("..");
            arguments.add(level(3));
            expect(")");
        } else {
            arguments.add(level(3));
        }
        return operator(operator, arguments);
    }

    private static char first(String token) {
        return token.isEmpty() ? ' ' : token.charAt(0);
    }

    private Typed unary() {
        if (peek().equals("-")) {
            next();
            Typed inner = unary();
            if (inner.argument().isConstant() && inner.argument().value() instanceof Long number) {
                return literal(inner.type(), -number);
            }
            if (inner.argument().isConstant() && inner.argument().value() instanceof Double number) {
                return literal(inner.type(), -number);
            }
            return operator("-", List.of(inner));
        }
        Typed value = primary();
        while (peek().equals(".") || peek().equals("[")) {
            String path;
            if (next().equals(".")) {
                path = "$.\"" + next() + "\"";
            } else {
                String key = next();
                boolean isNegative = key.equals("-");
                String index = isNegative ? next() : key;
                path = index.startsWith("'")
                        ? "$.\"" + unquoted(index) + "\""
                        : "$[" + (isNegative ? "#-" : "") + index + "]";
                expect("]");
            }
            value = new Typed(
                    Argument.of(KqlType.DYNAMIC),
                    "nullif(json_extract(" + value.sql() + ", " + Template.literal(path) + "), 'null')");
        }
        return value;
    }

    private Typed primary() {
        String token = next();
        char first = first(token);
        if (first == '(') {
            Typed inner = level(0);
            expect(")");
            return inner;
        }
        if (first == '\'' || first == '"' || first == '@') {
            return literal(KqlType.STRING, unquoted(token));
        }
        if (Character.isDigit(first)) {
            return number(token);
        }
        if (token.equals("true") || token.equals("false")) {
            return literal(KqlType.BOOL, token.equals("true"));
        }
        if (token.equals("typeof")) {
            expect("(");
            KqlType type = TYPES.get(next());
            expect(")");
            return new Typed(Argument.typeName(type), "");
        }
        if (TYPES.containsKey(token)) {
            return typed(TYPES.get(token));
        }
        List<Typed> arguments = list();
        return resolved(
                FunctionTable.resolve(
                        token, arguments.stream().map(Typed::argument).toList()),
                arguments);
    }

    private List<Typed> list() {
        expect("(");
        List<Typed> arguments = new ArrayList<>();
        while (!peek().equals(")")) {
            arguments.add(level(0));
            if (peek().equals(",")) {
                next();
            }
        }
        expect(")");
        return arguments;
    }

    private Typed number(String token) {
        if (token.matches("\\d+")) {
            return literal(KqlType.LONG, Long.parseLong(token));
        }
        Matcher m = Pattern.compile("([\\d.]+)([a-z]+)").matcher(token);
        if (m.matches() && Ticks.unit(m.group(2)).isPresent()) {
            return literal(
                    KqlType.TIMESPAN,
                    Math.round(Double.parseDouble(m.group(1))
                            * Ticks.unit(m.group(2)).getAsLong()));
        }
        return literal(KqlType.REAL, Double.parseDouble(token));
    }

    /** The literal of a type: what stands between balanced parentheses. */
    private Typed typed(KqlType type) {
        expect("(");
        int depth = 1;
        int begin = at;
        char quote = 0;
        while (depth > 0) {
            char c = text.charAt(at++);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        String inner = text.substring(begin, at - 1).strip();
        if (inner.equals("null")) {
            return literal(type, null);
        }
        return switch (type) {
            case BOOL -> literal(type, Boolean.valueOf(inner));
            case INT -> literal(type, Integer.valueOf(inner));
            case LONG -> literal(type, Long.valueOf(inner));
            case REAL ->
                literal(
                        type,
                        inner.equals("nan")
                                ? Double.NaN
                                : inner.equals("+inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(inner));
            case DECIMAL -> literal(type, new BigDecimal(inner));
            case DATETIME -> literal(type, orThrow(Ticks.parseDatetime(inner)));
            case TIMESPAN -> literal(type, orThrow(Ticks.parseTimespan(inner)));
            case GUID, STRING -> literal(type, inner);
            case DYNAMIC ->
                literal(
                        type,
                        Json.parseLiteral(inner)
                                .orElseThrow(() -> new IllegalArgumentException(inner))
                                .json());
        };
    }

    private static long orThrow(OptionalLong ticks) {
        return ticks.orElseThrow();
    }

    private static Typed literal(KqlType type, @Nullable Object value) {
        String sqlType = switch (type) {
            case BOOL -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG, DATETIME, TIMESPAN -> "BIGINT";
            case REAL -> "DOUBLE";
            case DECIMAL -> "DECIMAL(38,17)";
            case STRING, GUID -> "VARCHAR";
            case DYNAMIC -> "JSON";
        };
        String sql = value instanceof String s
                ? Template.literal(s)
                : value instanceof Double d ? "'" + d + "'" : String.valueOf(value);
        return new Typed(
                Argument.constant(type, value), type == KqlType.STRING ? sql : "CAST(" + sql + " AS " + sqlType + ")");
    }

    private static Typed operator(String name, List<Typed> arguments) {
        return resolved(
                FunctionTable.operator(
                        name, arguments.stream().map(Typed::argument).toList()),
                arguments);
    }

    private static Typed resolved(Resolution resolution, List<Typed> arguments) {
        if (!(resolution instanceof Resolved call)) {
            throw new IllegalArgumentException(resolution.toString());
        }
        return new Typed(
                Argument.of(call.type()),
                call.sql(arguments.stream().map(Typed::sql).toList()));
    }

    private static String unquoted(String token) {
        if (token.startsWith("@")) {
            return token.substring(2, token.length() - 1);
        }
        return token.substring(1, token.length() - 1)
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replaceAll("\\\\(.)", "$1");
    }

    private String peek() {
        int before = at;
        String token = at < text.length() && !text.substring(at).isBlank() ? next() : "";
        at = before;
        return token;
    }

    private String next() {
        Matcher m = TOKEN.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw new IllegalArgumentException("cannot read: " + text.substring(at));
        }
        at = m.end();
        return Stream.of(1, 2, 3, 4)
                .map(m::group)
                .filter(g -> g != null)
                .findFirst()
                .orElseThrow();
    }

    private void expect(String token) {
        String seen = next();
        if (!seen.equals(token)) {
            throw new IllegalArgumentException(seen + " instead of " + token + " in " + text);
        }
    }
}
