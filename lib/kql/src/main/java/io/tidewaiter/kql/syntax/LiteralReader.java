package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.syntax.Expression.Literal;
import io.tidewaiter.kql.syntax.grammar.KqlParser;
import io.tidewaiter.kql.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Literals to values. */
final class LiteralReader {
    private static final int NUMBER_CHARS_MAX = 400;

    private LiteralReader() {}

    /** A literal of any kind. */
    static Literal literal(KqlParser.LiteralContext context) {
        Place place = Places.of(context);
        String text = context.getStart().getText();
        return switch (context) {
            case KqlParser.StringLiteralContext strings ->
                new Literal(KqlType.STRING, string(strings.STRING(), place), place);
            case KqlParser.LongLiteralContext ignored -> new Literal(KqlType.LONG, whole(text, place), place);
            case KqlParser.RealLiteralContext ignored ->
                new Literal(KqlType.REAL, Double.valueOf(short_(text, place)), place);
            case KqlParser.TimespanLiteralContext ignored ->
                new Literal(KqlType.TIMESPAN, ticks(span(short_(text, place)), place), place);
            case KqlParser.BoolLiteralContext ignored ->
                new Literal(KqlType.BOOL, text.equalsIgnoreCase("true"), place);
            case KqlParser.TypedLiteralContext ignored -> typed(text, place);
            case KqlParser.DynamicLiteralContext dynamic -> {
                StringBuilder json = new StringBuilder();
                json(dynamic.json(), json);
                yield new Literal(KqlType.DYNAMIC, json.toString().equals("null") ? null : json.toString(), place);
            }
            default -> throw place.refuse(Code.ParserFailure, "unknown literal " + text);
        };
    }

    /** What a type is called, also by its older names. */
    static KqlType type(String word, Place place) {
        return typeNamed(word).orElseThrow(() -> place.refuse(Code.ParserFailure, "there is no type '" + word + "'"));
    }

    private static Optional<KqlType> typeNamed(String word) {
        return Optional.ofNullable(
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "bool", "boolean" -> KqlType.BOOL;
                    case "int", "int32" -> KqlType.INT;
                    case "long", "int64" -> KqlType.LONG;
                    case "real", "double" -> KqlType.REAL;
                    case "decimal" -> KqlType.DECIMAL;
                    case "string" -> KqlType.STRING;
                    case "datetime", "date" -> KqlType.DATETIME;
                    case "timespan", "time" -> KqlType.TIMESPAN;
                    case "guid", "uuid", "uniqueid" -> KqlType.GUID;
                    case "dynamic", "object" -> KqlType.DYNAMIC;
                    default -> null;
                });
    }

    private static Literal typed(String text, Place place) {
        int open = text.indexOf('(');
        KqlType type = type(text.substring(0, open).strip(), place);
        String body = text.substring(open + 1, text.length() - 1).strip();
        if (body.equals("null") || body.isEmpty()) {
            return new Literal(type, null, place);
        }
        return new Literal(type, value(type, short_(body, place), place), place);
    }

    private static Object value(KqlType type, String body, Place place) {
        try {
            return switch (type) {
                case BOOL ->
                    switch (body.toLowerCase(Locale.ROOT)) {
                        case "true", "1" -> true;
                        case "false", "0" -> false;
                        default -> throw invalid(type, body, place);
                    };
                case INT -> Math.toIntExact(whole(body, place));
                case LONG -> whole(body, place);
                case REAL ->
                    switch (body.toLowerCase(Locale.ROOT)) {
                        case "nan" -> Double.NaN;
                        case "+inf", "inf" -> Double.POSITIVE_INFINITY;
                        case "-inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.valueOf(body);
                    };
                case DECIMAL -> decimal(body, place);
                case DATETIME ->
                    ticks(
                            body.equals("max")
                                    ? OptionalLong.of(Ticks.DATETIME_MAX)
                                    : Ticks.parseDatetime(body.replaceAll(" +- +", "-")),
                            place);
                case TIMESPAN -> ticks(span(body), place);
                case GUID -> guid(body, place);
                case STRING, DYNAMIC -> throw invalid(type, body, place);
            };
        } catch (ArithmeticException | NumberFormatException outOfRange) {
            throw invalid(type, body, place);
        }
    }

    private static RuntimeException invalid(KqlType type, String body, Place place) {
        String shown = body.length() > 40 ? body.substring(0, 40) + "…" : body;
        return place.refuse(Code.InvalidLiteral, "'" + shown + "' is no literal of type " + type.keyword());
    }

    private static BigDecimal decimal(String body, Place place) {
        BigDecimal value = new BigDecimal(body);
        if (value.precision() - value.scale() > 21 || value.scale() > 400) {
            throw invalid(KqlType.DECIMAL, body, place);
        }
        return value;
    }

    private static String guid(String body, Place place) {
        String hex = body.replace("-", "").toLowerCase(Locale.ROOT);
        if (hex.length() != 32 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw invalid(KqlType.GUID, body, place);
        }
        return hex.substring(0, 8)
                + '-'
                + hex.substring(8, 12)
                + '-'
                + hex.substring(12, 16)
                + '-'
                + hex.substring(16, 20)
                + '-'
                + hex.substring(20);
    }

    private static long ticks(OptionalLong ticks, Place place) {
        return ticks.orElseThrow(
                () -> place.refuse(Code.InvalidLiteral, "'" + place.token() + "' is no time that we can hold"));
    }

    /** A span; a bare number counts days. */
    private static OptionalLong span(String text) {
        return text.matches("-?\\d{1,7}")
                ? OptionalLong.of(Long.parseLong(text) * Ticks.DAY)
                : Ticks.parseTimespan(text);
    }

    static long whole(String text, Place place) {
        try {
            String digits = short_(text, place).replace("+", "");
            return digits.startsWith("0x") || digits.startsWith("0X")
                    ? new BigInteger(digits.substring(2), 16).longValueExact()
                    : Long.parseLong(digits);
        } catch (ArithmeticException | NumberFormatException outOfRange) {
            throw invalid(KqlType.LONG, text, place);
        }
    }

    private static String short_(String text, Place place) {
        if (text.length() > NUMBER_CHARS_MAX) {
            throw place.refuse(Code.InvalidLiteral, "a number of " + text.length() + " signs is too long");
        }
        return text;
    }

    /** Adjacent literals are one. */
    static String string(List<TerminalNode> tokens, Place place) {
        StringBuilder out = new StringBuilder();
        for (TerminalNode token : tokens) {
            string(token.getText(), place, out);
        }
        if (out.indexOf("\uE000") >= 0 || out.indexOf("\uE001") >= 0) {
            // they mark places in SQL that is being written
            throw place.refuse(Code.InvalidLiteral, "the signs U+E000 and U+E001 may not stand in a query");
        }
        return out.toString();
    }

    private static void string(String token, Place place, StringBuilder out) {
        int start = 0;
        boolean isVerbatim = false;
        while ("hH@".indexOf(token.charAt(start)) >= 0) {
            isVerbatim |= token.charAt(start) == '@';
            start++;
        }
        char quote = token.charAt(start);
        if (quote == '`' || quote == '~') {
            out.append(token, start + 3, token.length() - 3);
        } else if (isVerbatim) {
            String twice = "" + quote + quote;
            out.append(token.substring(start + 1, token.length() - 1).replace(twice, "" + quote));
        } else {
            unescape(token.substring(start + 1, token.length() - 1), place, out);
        }
    }

    private static void unescape(String text, Place place, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'v' -> out.append('\u000B');
                case '0' -> out.append('\0');
                case '\\', '\'', '"', '`', '/' -> out.append(escape);
                case 'u', 'x' -> {
                    int digits = escape == 'u' ? 4 : 2;
                    out.append((char) hex(text, i + 1, digits, place));
                    i += digits;
                }
                // The language calls these an error; regular expressions are pasted with them, and mean the backslash.
                default -> out.append('\\').append(escape);
            }
        }
    }

    private static int hex(String text, int from, int digits, Place place) {
        if (from + digits > text.length()
                || !text.substring(from, from + digits).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw place.refuse(
                    Code.InvalidLiteral, "an escape in this string lacks its " + digits + " hexadecimal digits");
        }
        return Integer.parseInt(text.substring(from, from + digits), 16);
    }

    private static void json(KqlParser.JsonContext context, StringBuilder out) {
        switch (context) {
            case KqlParser.JsonObjectContext object -> {
                String separator = "{";
                for (KqlParser.JsonPairContext pair : object.jsonPair()) {
                    out.append(separator);
                    quoteJson(
                            pair.STRING() == null
                                    ? Places.name(pair.anyName())
                                    : string(List.of(pair.STRING()), Places.of(pair)),
                            out);
                    json(pair.json(), out.append(':'));
                    separator = ",";
                }
                out.append(object.jsonPair().isEmpty() ? "{}" : "}");
            }
            case KqlParser.JsonArrayContext array -> {
                String separator = "[";
                for (KqlParser.JsonContext element : array.json()) {
                    json(element, out.append(separator));
                    separator = ",";
                }
                out.append(array.json().isEmpty() ? "[]" : "]");
            }
            case KqlParser.JsonLiteralContext literal ->
                out.append(literal.MINUS() == null ? "" : "-").append(jsonOf(literal(literal.literal())));
            case KqlParser.JsonTypedContext typed -> {
                Place place = Places.of(typed);
                Literal inner = literal(typed.literal());
                KqlType type = type(Places.name(typed.name()), place);
                out.append(jsonOf(
                        inner.value() == null
                                ? inner
                                : new Literal(type, value(type, inner.value().toString(), place), place)));
            }
            case KqlParser.JsonWordContext word -> {
                if (!word.getText().equals("null")) {
                    throw Places.of(word).refuse(Code.ParserFailure, "a dynamic literal holds literals only");
                }
                out.append("null");
            }
            default -> throw Places.of(context).refuse(Code.ParserFailure, "a dynamic literal holds literals only");
        }
    }

    private static String jsonOf(Literal literal) {
        @Nullable Object value = literal.value();
        if (value == null) {
            return "null";
        }
        return switch (literal.type()) {
            case BOOL, INT, LONG, DYNAMIC, DECIMAL -> value.toString();
            case REAL ->
                value instanceof Double d && (d.isNaN() || d.isInfinite())
                        ? "\"" + d + "\""
                        : new BigDecimal(value.toString())
                                .round(MathContext.DECIMAL64)
                                .toString();
            case STRING, GUID -> {
                StringBuilder quoted = new StringBuilder();
                quoteJson(value.toString(), quoted);
                yield quoted.toString();
            }
            case DATETIME, TIMESPAN ->
                "\""
                        + (literal.type() == KqlType.DATETIME
                                ? Ticks.datetimeText((Long) value)
                                : Ticks.timespanText((Long) value))
                        + "\"";
        };
    }

    private static void quoteJson(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
