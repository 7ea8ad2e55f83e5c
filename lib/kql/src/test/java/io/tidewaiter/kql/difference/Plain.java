package io.tidewaiter.kql.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as the interpreter has them: Long, String, Boolean, a {@link Dyn}, or null; and what the language says about
 * them, in the plainest way.
 */
final class Plain {
    private Plain() {}

    enum Kind {
        LONG("long"),
        STRING("string"),
        BOOL("bool"),
        DYNAMIC("dynamic");

        final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }
    }

    /** A dynamic value that is not null: Long, String, Boolean, List or Map inside. */
    record Dyn(Object value) {}

    static @Nullable Object dyn(@Nullable Object value) {
        return value == null ? null : new Dyn(value);
    }

    static String json(@Nullable Object inner) {
        if (inner instanceof String s) {
            return "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        if (inner instanceof List<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(e -> parts.add(json(e)));
            return "[" + String.join(",", parts) + "]";
        }
        if (inner instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((k, v) -> parts.add(json(k) + ":" + json(v)));
            return "{" + String.join(",", parts) + "}";
        }
        return String.valueOf(inner);
    }

    /** tostring. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Dyn(Object inner)) {
            return inner instanceof String s ? s : json(inner);
        }
        return value.toString();
    }

    /** A value as a literal of the language. */
    static String literal(@Nullable Object value, Kind kind) {
        return switch (kind) {
            case LONG -> value == null ? "long(null)" : value.toString();
            case BOOL -> value == null ? "bool(null)" : value.toString();
            case STRING -> "'" + text(value).replace("\\", "\\\\").replace("'", "\\'") + "'";
            case DYNAMIC -> value instanceof Dyn(Object inner) ? "dynamic(" + json(inner) + ")" : "dynamic(null)";
        };
    }

    /** A value as the answer of the database is written down. */
    static String shown(@Nullable Object value, Kind kind) {
        return switch (kind) {
            case STRING -> "'" + text(value) + "'";
            case LONG, BOOL -> String.valueOf(value);
            case DYNAMIC -> value instanceof Dyn(Object inner) ? json(inner) : "null";
        };
    }

    /** tolong of a dynamic value. */
    static @Nullable Long whole(@Nullable Object value) {
        if (value instanceof Dyn(Object inner)) {
            if (inner instanceof Long n) {
                return n;
            }
            return inner instanceof String s && s.matches("-?[0-9]{1,9}") ? Long.valueOf(s) : null;
        }
        return value instanceof Long n ? n : null;
    }

    /** == of two values of one kind, or of a dynamic value and one of another kind. */
    static @Nullable Boolean equal(@Nullable Object a, @Nullable Object b, Kind kind) {
        if (kind == Kind.STRING) {
            return text(a).equals(text(b));
        }
        Object x = kind == Kind.LONG ? whole(a) : a;
        Object y = kind == Kind.LONG ? whole(b) : b;
        if (x == null && y == null) {
            return null;
        }
        return x != null && x.equals(y);
    }

    static @Nullable Boolean not(@Nullable Object value) {
        return value instanceof Boolean b ? !b : null;
    }

    static @Nullable Boolean and(@Nullable Object a, @Nullable Object b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        if (a == null || b == null) {
            return null;
        }
        return true;
    }

    static @Nullable Boolean or(@Nullable Object a, @Nullable Object b) {
        return not(and(not(a), not(b)));
    }

    /** -1, 0, 1; null where one is null. Strings by code point. */
    static @Nullable Integer compare(@Nullable Object a, @Nullable Object b, Kind kind) {
        if (kind == Kind.STRING) {
            return Integer.signum(text(a).compareTo(text(b)));
        }
        return a instanceof Long x && b instanceof Long y ? Long.compare(x, y) : null;
    }

    /** Cut the text into words of letters and digits, and look whether these words stand side by side in it. */
    static boolean has(String text, String term) {
        String t = text.toLowerCase(Locale.ROOT);
        String s = term.toLowerCase(Locale.ROOT);
        if (s.isEmpty()) {
            return true;
        }
        for (int i = 0; i + s.length() <= t.length(); i++) {
            String before = i == 0 ? " " : t.substring(i - 1, i);
            String after = i + s.length() == t.length() ? " " : t.substring(i + s.length(), i + s.length() + 1);
            boolean isLeft = !Character.isLetterOrDigit(s.charAt(0)) || !Character.isLetterOrDigit(before.charAt(0));
            boolean isRight =
                    !Character.isLetterOrDigit(s.charAt(s.length() - 1)) || !Character.isLetterOrDigit(after.charAt(0));
            if (t.startsWith(s, i) && isLeft && isRight) {
                return true;
            }
        }
        return false;
    }
}
