package io.tidewaiter.kql.function.operator;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Conversions;

/**
 * Whole numbers that are compared with dynamic ones. They meet as reals, which are the same for neighbours above 2^53;
 * what is equal as a real is looked at once more as a whole number.
 */
final class WholeNumbers {
    private static final long EXACT_MAX = 1L << 53;

    private WholeNumbers() {}

    /** Whether two arguments that are compared as reals are a whole number that may be large, and a dynamic value. */
    static boolean meet(Call call, int left, int right) {
        Argument one = call.arguments().get(left);
        Argument other = call.arguments().get(right);
        return call.types().get(left) == KqlType.REAL
                && ((isLarge(one) && isDynamic(other)) || (isLarge(other) && isDynamic(one)));
    }

    /** What is to be true beside the equality of two arguments as reals. */
    static String same(Call call, int left, int right) {
        return same(exact(call, left), exact(call, right));
    }

    /** The same of two expressions; what is too large for a whole number is left to the reals. */
    static String same(String left, String right) {
        return "coalesce(" + left + " = " + right + ", TRUE)";
    }

    /** An argument as a whole number. */
    static String exact(Call call, int index) {
        return isDynamic(call.arguments().get(index))
                ? "try_cast((" + call.raw().get(index) + " ->> '$') AS DECIMAL(38,0))"
                : "try_cast(" + call.raw().get(index) + " AS DECIMAL(38,0))";
    }

    /** Whether reals may not tell a number from its neighbours. */
    static boolean isLarge(Argument argument) {
        boolean isSmall = argument.isConstant()
                && (!(argument.value() instanceof Number n) || Math.abs((double) n.longValue()) < EXACT_MAX);
        return Conversions.isWhole(argument.type()) && argument.type() != KqlType.INT && !isSmall;
    }

    private static boolean isDynamic(Argument argument) {
        return argument.type() == KqlType.DYNAMIC && argument.held() == KqlType.DYNAMIC;
    }
}
