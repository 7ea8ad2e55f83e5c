package io.tidewaiter.kql.function.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with places for arguments.
 *
 * <p>An argument whose text is long and which the template names more than once is bound to a name first, by a lambda
 * over a list of one row (46 ns a row, measured). Otherwise the text of nested calls would grow with the power of their
 * depth. So is one with a query in it, where the template tries something: DuckDB's {@code TRY} takes no query.
 */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\$|\\$(\\d+)(\\*?)|\\$\\*");
    /** What is cheap to repeat: names, numbers, short literals. */
    private static final int REPEATED_CHARS_MAX = 48;

    private Template() {}

    /** The template with the arguments in their places. */
    public static String fill(String template, List<String> arguments) {
        int[] uses = new int[arguments.size()];
        Matcher m = PLACE.matcher(template);
        while (m.find()) {
            if (m.group(1) != null && m.group(2).isEmpty()) {
                uses[Integer.parseInt(m.group(1)) - 1]++;
            }
        }
        List<String> names = new ArrayList<>(arguments);
        List<String> bound = new ArrayList<>();
        for (int i = 0; i < uses.length; i++) {
            boolean isRepeated = uses[i] > 1 && arguments.get(i).length() > REPEATED_CHARS_MAX;
            boolean isTried =
                    uses[i] > 0 && template.contains("TRY(") && arguments.get(i).contains("SELECT");
            if (isRepeated || isTried) {
                bound.add("'a" + i + "': " + arguments.get(i));
                names.set(i, "kql_let.a" + i);
            }
        }
        if (bound.isEmpty()) {
            return replace(template, arguments);
        }
        for (int i = 0; i < uses.length; i++) {
            if (names.get(i).equals(arguments.get(i)) && arguments.get(i).contains("kql_let")) {
                bound.add("'a" + i + "': " + arguments.get(i));
                names.set(i, "kql_let.a" + i);
            }
        }
        return "list_transform([{" + String.join(", ", bound) + "}], lambda kql_let: " + replace(template, names)
                + ")[1]";
    }

    /** The same without names, however long that gets: an aggregate may not stand inside a lambda. */
    public static String plain(String template, List<String> arguments) {
        return replace(template, arguments);
    }

    private static String replace(String template, List<String> arguments) {
        return PLACE.matcher(template).replaceAll(m -> {
            if (m.group(1) == null) {
                if (m.group().equals("$$")) {
                    return "\\$";
                }
                return Matcher.quoteReplacement(String.join(", ", arguments));
            }
            int index = Integer.parseInt(m.group(1)) - 1;
            return Matcher.quoteReplacement(
                    m.group(2).isEmpty()
                            ? arguments.get(index)
                            : String.join(", ", arguments.subList(index, arguments.size())));
        });
    }

    /** SQL that stands in a template as it is, whatever it holds. */
    public static String quoted(String sql) {
        return sql.replace("$", "$$");
    }

    /** A literal of SQL. */
    public static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        // the database takes no NUL inside of a query
        return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }
}
