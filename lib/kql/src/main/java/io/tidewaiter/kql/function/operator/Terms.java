package io.tidewaiter.kql.function.operator;

import io.tidewaiter.kql.function.spec.Template;
import java.util.List;
import java.util.Locale;

/**
 * The search for a whole term. A term is a run of letters and digits; an edge is only looked at where the text searched
 * for has a letter or digit there.
 *
 * @param isExact whether case matters
 */
record Terms(Edges edges, boolean isExact) {
    /** Where the term must end. */
    enum Edges {
        BOTH,
        LEFT,
        RIGHT
    }

    private static final String NO_TERM = "[^\\pL\\pN]";

    /** A template of the test for a literal, {@code text} being a place in it. */
    String sql(String text, String term) {
        if (term.isEmpty()) {
            return "TRUE";
        }
        boolean isLeft = edges != Edges.RIGHT && Character.isLetterOrDigit(term.codePointAt(0));
        boolean isRight = edges != Edges.LEFT && Character.isLetterOrDigit(term.codePointBefore(term.length()));
        String found = isExact
                ? "contains(" + text + ", " + literal(term) + ")"
                : "contains(lower(" + text + "), " + literal(term.toLowerCase(Locale.ROOT)) + ")";
        if (!isLeft && !isRight) {
            return found;
        }
        String regex = (isExact ? "" : "(?i)")
                + (isLeft ? "(^|" + NO_TERM + ")" : "")
                + escaped(term)
                + (isRight ? "($|" + NO_TERM + ")" : "");
        return "(" + found + " AND regexp_matches(" + text + ", " + literal(regex) + "))";
    }

    /** SQL of the test for a term that each row has of its own. */
    String sqlOfRows(String text, String term) {
        return "kql_has(%s, %s, '%s')".formatted(text, term, edges + (isExact ? "_CS" : ""));
    }

    /** The same test in Java; {@code mode} is that of {@link #sqlOfRows}. */
    static boolean test(String text, String term, String mode) {
        if (term.isEmpty()) {
            return true;
        }
        boolean isExact = mode.endsWith("_CS");
        String t = isExact ? text : text.toLowerCase(Locale.ROOT);
        String s = isExact ? term : term.toLowerCase(Locale.ROOT);
        boolean isLeft = !mode.startsWith(Edges.RIGHT.name()) && Character.isLetterOrDigit(s.codePointAt(0));
        boolean isRight =
                !mode.startsWith(Edges.LEFT.name()) && Character.isLetterOrDigit(s.codePointBefore(s.length()));
        for (int at = t.indexOf(s); at >= 0; at = t.indexOf(s, at + 1)) {
            int end = at + s.length();
            boolean isBegin = !isLeft || at == 0 || !Character.isLetterOrDigit(t.codePointBefore(at));
            boolean isEnd = !isRight || end == t.length() || !Character.isLetterOrDigit(t.codePointAt(end));
            if (isBegin && isEnd) {
                return true;
            }
        }
        return false;
    }

    /** Whether all, or any, of the terms are there. */
    static boolean test(String text, List<String> terms, boolean isAll) {
        return isAll
                ? terms.stream().allMatch(t -> test(text, t, Edges.BOTH.name()))
                : terms.stream().anyMatch(t -> test(text, t, Edges.BOTH.name()));
    }

    private static String literal(String text) {
        return Template.quoted(Template.literal(text));
    }

    private static String escaped(String term) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (c < 0x80 && !Character.isLetterOrDigit(c) && c > ' ') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
