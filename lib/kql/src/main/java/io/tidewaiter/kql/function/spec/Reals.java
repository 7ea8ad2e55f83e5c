package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.regex.Pattern;

/**
 * What is not a number (NaN). The database has it for equal to itself and for greater than all numbers; in the language
 * it is equal to nothing, neither less nor greater, and what is the least or the greatest of several values is not a
 * number where one of them is not (as the service's own engine answers).
 */
public final class Reals {
    private static final Pattern COLUMN = Pattern.compile("\\w+|\"[^\"]+\"");
    private static final String INFINITY = "CAST('Infinity' AS DOUBLE)";

    private Reals() {}

    /**
     * Whether an argument that was converted to a real may be no number. A dynamic value counts as a number: JSON has no
     * others.
     */
    public static boolean mayBeNoNumber(Call call, int index) {
        Argument argument = call.arguments().get(index);
        if (call.types().get(index) != KqlType.REAL) {
            return false;
        }
        return argument.isConstant()
                ? argument.value() instanceof Double number && number.isNaN()
                : argument.type() == KqlType.REAL;
    }

    /** A condition that is false where a real is not a number, and null where it is null. */
    public static String isNumber(String value) {
        return value + " <= " + INFINITY;
    }

    /**
     * A template of whether an argument is greater than another.
     *
     * @param greater its index, counted from 0
     * @param lesser that of the other
     * @param orEqual whether it may be equal, too
     */
    public static String isGreater(Call call, int greater, int lesser, boolean orEqual) {
        String one = "$" + (greater + 1);
        String other = "$" + (lesser + 1);
        String order = one + (orEqual ? " >= " : " > ") + other;
        if (!mayBeNoNumber(call, greater)) {
            return "(" + order + ")";
        }
        boolean isEitherNone = mayBeNoNumber(call, lesser);
        if (isEitherNone || COLUMN.matcher(call.at(greater)).matches()) {
            return "(" + order + " AND " + isNumber(one) + ")"; // the database looks a column's bounds up
        }
        return orEqual // what is computed is computed once
                ? "(" + one + " BETWEEN " + other + " AND " + INFINITY + ")"
                : "(-(" + one + ") < -(" + other + "))";
    }

    /** A real that is null where it is not a number, so that it equals nothing. */
    public static String orNull(String value) {
        return "nullif(" + value + ", CAST('NaN' AS DOUBLE))";
    }

    /** The least of several reals is the greatest of them with the other sign, with the other sign. */
    public static String negated(String value) {
        return "-(" + value + ")";
    }
}
