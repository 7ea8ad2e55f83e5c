package io.tidewaiter.kql.difference;

import io.tidewaiter.kql.difference.Plain.Dyn;
import io.tidewaiter.kql.difference.Plain.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random expressions: the text, and what it means for a row. */
final class Expressions {
    /** A row. */
    interface Meaning {
        @Nullable
        Object of(Map<String, @Nullable Object> row);
    }

    record Expression(Kind kind, String text, Meaning meaning) {}

    private static final List<String> WORDS = List.of("", "a", "Ab", "a-b", "ab", "b a", "12", "B");
    private final Random random;
    private final Map<String, Kind> columns;

    Expressions(Random random, Map<String, Kind> columns) {
        this.random = random;
        this.columns = columns;
    }

    Expression any(int depth) {
        return of(List.of(Kind.LONG, Kind.STRING, Kind.BOOL).get(random.nextInt(3)), depth);
    }

    Expression of(Kind kind, int depth) {
        List<String> own = columns.entrySet().stream()
                .filter(c -> c.getValue() == kind)
                .map(Map.Entry::getKey)
                .toList();
        if (!own.isEmpty() && (depth <= 0 || random.nextInt(4) == 0)) {
            String name = own.get(random.nextInt(own.size()));
            return new Expression(kind, name, row -> row.get(name));
        }
        if (depth <= 0) {
            return literal(kind);
        }
        return switch (kind) {
            case LONG -> number(depth - 1);
            case STRING -> string(depth - 1);
            case BOOL -> truth(depth - 1);
            case DYNAMIC -> place();
        };
    }

    private Expression literal(Kind kind) {
        Object value = switch (kind) {
            case LONG -> random.nextInt(6) == 0 ? null : (Long) (long) (random.nextInt(7) - 3);
            case STRING -> WORDS.get(random.nextInt(WORDS.size()));
            case BOOL -> random.nextInt(6) == 0 ? null : (Boolean) random.nextBoolean();
            case DYNAMIC -> null;
        };
        return new Expression(kind, Plain.literal(value, kind), row -> value);
    }

    /** A property of a dynamic column; null where it is missing. */
    private Expression place() {
        List<String> own = columns.entrySet().stream()
                .filter(c -> c.getValue() == Kind.DYNAMIC)
                .map(Map.Entry::getKey)
                .toList();
        if (own.isEmpty()) {
            return new Expression(Kind.DYNAMIC, "dynamic(null)", row -> null);
        }
        String name = own.get(random.nextInt(own.size()));
        String key = List.of("p", "q", "l").get(random.nextInt(3));
        return new Expression(
                Kind.DYNAMIC,
                name + "." + key,
                row -> row.get(name) instanceof Dyn(Object inner) && inner instanceof Map<?, ?> map
                        ? Plain.dyn(map.get(key))
                        : null);
    }

    private Expression number(int depth) {
        Expression a = of(Kind.LONG, depth);
        Expression b = of(Kind.LONG, depth);
        return switch (random.nextInt(9)) {
            case 0 -> whole("(%s + %s)", a, b, Long::sum);
            case 1 -> whole("(%s - %s)", a, b, (x, y) -> x - y);
            case 2 -> whole("(%s * %s)", a, b, (x, y) -> x * y);
            case 3 -> whole("(%s / %s)", a, b, (x, y) -> y == 0 ? null : (Long) (x / y));
            case 4 -> whole("(%s %% %s)", a, b, (x, y) -> y == 0 ? null : (Long) Math.floorMod(x, Math.abs(y)));
            case 5 -> whole("bin(%s, %s)", a, b, (x, y) -> y <= 0 ? null : (Long) (Math.floorDiv(x, y) * y));
            case 6 -> {
                Expression s = of(Kind.STRING, depth);
                yield new Expression(Kind.LONG, "strlen(" + s.text() + ")", row ->
                        (long) Plain.text(s.meaning().of(row)).length());
            }
            case 7 -> {
                Expression d = place();
                yield new Expression(
                        Kind.LONG,
                        "tolong(" + d.text() + ")",
                        row -> Plain.whole(d.meaning().of(row)));
            }
            default -> choice(Kind.LONG, depth);
        };
    }

    private interface Whole {
        @Nullable
        Long of(long x, long y);
    }

    private static Expression whole(String text, Expression a, Expression b, Whole whole) {
        return new Expression(
                Kind.LONG,
                text.formatted(a.text(), b.text()),
                row -> a.meaning().of(row) instanceof Long x && b.meaning().of(row) instanceof Long y
                        ? whole.of(x, y)
                        : null);
    }

    private Expression choice(Kind kind, int depth) {
        Expression p = of(Kind.BOOL, depth);
        Expression a = of(kind, depth);
        Expression b = of(kind, depth);
        return new Expression(
                kind,
                "iff(%s, %s, %s)".formatted(p.text(), a.text(), b.text()),
                row -> Boolean.TRUE.equals(p.meaning().of(row))
                        ? a.meaning().of(row)
                        : b.meaning().of(row));
    }

    private Expression string(int depth) {
        Expression a = of(Kind.STRING, depth);
        return switch (random.nextInt(7)) {
            case 0 -> {
                Expression b = any(depth);
                yield new Expression(
                        Kind.STRING,
                        "strcat(%s, %s)".formatted(a.text(), b.text()),
                        row -> Plain.text(a.meaning().of(row))
                                + Plain.text(b.meaning().of(row)));
            }
            case 1 ->
                new Expression(
                        Kind.STRING,
                        "tolower(" + a.text() + ")",
                        row -> Plain.text(a.meaning().of(row)).toLowerCase(Locale.ROOT));
            case 2 -> {
                int start = random.nextInt(3);
                yield new Expression(Kind.STRING, "substring(%s, %d, 2)".formatted(a.text(), start), row -> {
                    String s = Plain.text(a.meaning().of(row));
                    return start >= s.length() ? "" : s.substring(start, Math.min(s.length(), start + 2));
                });
            }
            case 3 -> {
                Expression b = of(random.nextBoolean() ? Kind.LONG : Kind.BOOL, depth);
                yield new Expression(
                        Kind.STRING,
                        "tostring(" + b.text() + ")",
                        row -> Plain.text(b.meaning().of(row)));
            }
            case 4 -> {
                Expression d = place();
                yield new Expression(
                        Kind.STRING,
                        "tostring(" + d.text() + ")",
                        row -> Plain.text(d.meaning().of(row)));
            }
            case 5 -> {
                Expression b = of(Kind.STRING, depth);
                yield new Expression(Kind.STRING, "coalesce(%s, %s)".formatted(a.text(), b.text()), row -> {
                    String first = Plain.text(a.meaning().of(row));
                    return first.isEmpty() ? b.meaning().of(row) : first;
                });
            }
            default -> choice(Kind.STRING, depth);
        };
    }

    private Expression truth(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> comparison(depth);
            case 1 -> {
                Expression a = of(Kind.BOOL, depth);
                Expression b = of(Kind.BOOL, depth);
                yield new Expression(
                        Kind.BOOL,
                        "(%s and %s)".formatted(a.text(), b.text()),
                        row -> Plain.and(a.meaning().of(row), b.meaning().of(row)));
            }
            case 2 -> {
                Expression a = of(Kind.BOOL, depth);
                Expression b = of(Kind.BOOL, depth);
                yield new Expression(
                        Kind.BOOL,
                        "(%s or %s)".formatted(a.text(), b.text()),
                        row -> Plain.or(a.meaning().of(row), b.meaning().of(row)));
            }
            case 3 -> {
                Expression a = of(Kind.BOOL, depth);
                yield new Expression(
                        Kind.BOOL,
                        "not(" + a.text() + ")",
                        row -> Plain.not(a.meaning().of(row)));
            }
            case 4 -> textTest(depth);
            case 5 -> emptiness(depth);
            case 6 -> membership(depth);
            case 7 -> {
                Expression d = place();
                Expression s = of(Kind.STRING, 0);
                yield new Expression(
                        Kind.BOOL,
                        "(%s == %s)".formatted(d.text(), s.text()),
                        row -> Plain.equal(d.meaning().of(row), s.meaning().of(row), Kind.STRING));
            }
            default -> choice(Kind.BOOL, depth);
        };
    }

    private Expression comparison(int depth) {
        Kind kind = random.nextBoolean() ? Kind.LONG : Kind.STRING;
        Expression a = of(kind, depth);
        Expression b = of(kind, depth);
        String symbol = List.of("==", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
        return new Expression(Kind.BOOL, "(%s %s %s)".formatted(a.text(), symbol, b.text()), row -> {
            Object x = a.meaning().of(row);
            Object y = b.meaning().of(row);
            if (symbol.equals("==")) {
                return Plain.equal(x, y, kind);
            }
            if (symbol.equals("!=")) {
                return Plain.not(Plain.equal(x, y, kind));
            }
            Integer order = Plain.compare(x, y, kind);
            if (order == null) {
                return null;
            }
            return switch (symbol) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        });
    }

    private Expression textTest(int depth) {
        Expression a = of(Kind.STRING, depth);
        Expression b = random.nextBoolean() ? literal(Kind.STRING) : of(Kind.STRING, 0);
        String word = List.of("has", "contains", "startswith", "endswith_cs", "=~", "!has", "!contains")
                .get(random.nextInt(7));
        return new Expression(Kind.BOOL, "(%s %s %s)".formatted(a.text(), word, b.text()), row -> {
            String s = Plain.text(a.meaning().of(row));
            String t = Plain.text(b.meaning().of(row));
            String lower = s.toLowerCase(Locale.ROOT);
            String lowerOther = t.toLowerCase(Locale.ROOT);
            return switch (word) {
                case "has" -> Plain.has(s, t);
                case "!has" -> !Plain.has(s, t);
                case "contains" -> lower.contains(lowerOther);
                case "!contains" -> !lower.contains(lowerOther);
                case "startswith" -> lower.startsWith(lowerOther);
                case "=~" -> lower.equals(lowerOther);
                default -> s.endsWith(t);
            };
        });
    }

    private Expression emptiness(int depth) {
        Expression a = random.nextInt(3) == 0 ? place() : any(depth);
        String word = List.of("isnull", "isnotnull", "isempty", "isnotempty").get(random.nextInt(4));
        return new Expression(Kind.BOOL, word + "(" + a.text() + ")", row -> {
            Object value = a.meaning().of(row);
            boolean isNull = a.kind() != Kind.STRING && value == null;
            boolean isEmpty = Plain.text(value).isEmpty();
            return switch (word) {
                case "isnull" -> isNull;
                case "isnotnull" -> !isNull;
                case "isempty" -> isEmpty;
                default -> !isEmpty;
            };
        });
    }

    private Expression membership(int depth) {
        Kind kind = random.nextBoolean() ? Kind.LONG : Kind.STRING;
        Expression a = of(kind, depth);
        List<Expression> list = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Expression one = kind == Kind.LONG ? notNull() : literal(kind);
            list.add(one);
            texts.add(one.text());
        }
        boolean isNegated = random.nextBoolean();
        String text = "(%s %s (%s))".formatted(a.text(), isNegated ? "!in" : "in", String.join(", ", texts));
        return new Expression(Kind.BOOL, text, row -> {
            Object value = a.meaning().of(row);
            boolean isIn = list.stream()
                    .anyMatch(e ->
                            Boolean.TRUE.equals(Plain.equal(value, e.meaning().of(row), kind)));
            return isIn != isNegated;
        });
    }

    private Expression notNull() {
        long value = random.nextLong(-3, 4);
        return new Expression(Kind.LONG, Long.toString(value), row -> value);
    }
}
