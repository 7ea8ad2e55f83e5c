package io.tidewaiter.kql.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in a piece of SQL where operands go. They are written with two signs that no query may hold, so that nothing
 * in a literal is ever taken for such a place.
 */
public final class SqlHole {
    /** Opens a place. */
    public static final char OPEN = '\uE000';
    /** Closes a place. */
    public static final char CLOSE = '\uE001';
    /** The order of the rows: {@code ORDER BY ..} or nothing. */
    public static final String ORDER = OPEN + "o" + CLOSE;

    private static final Pattern HOLE = Pattern.compile(OPEN + "(o|\\d+)" + CLOSE);

    private SqlHole() {}

    /** The place of an operand, counted from 0. */
    public static String of(int operand) {
        return OPEN + Integer.toString(operand) + CLOSE;
    }

    /** The SQL with everything in its place. */
    public static String fill(String sql, List<String> operands, String order) {
        return HOLE.matcher(sql)
                .replaceAll(m -> Matcher.quoteReplacement(
                        m.group(1).equals("o") ? order : operands.get(Integer.parseInt(m.group(1)))));
    }
}
