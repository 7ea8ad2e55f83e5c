package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums and differences of literals, so that {@code ago(7d) - 1h} is known before any row is read. */
public final class Folding {
    private Folding() {}

    /** A literal where the call has only such and is simple arithmetic on whole numbers and times; else the call. */
    public static Scalar fold(Scalar scalar) {
        if (!(scalar instanceof Scalar.Call call)) {
            return scalar;
        }
        String name = call.resolved().function().name();
        List<Scalar> arguments = call.arguments();
        boolean isUnary = arguments.size() == 1;
        boolean isSimple =
                call.type() == KqlType.LONG || call.type() == KqlType.DATETIME || call.type() == KqlType.TIMESPAN;
        if (!isSimple || arguments.size() > 2 || !(name.equals("+") || name.equals("-") || name.equals("*"))) {
            return scalar;
        }
        @Nullable Long left = isUnary ? Long.valueOf(0) : whole(arguments.getFirst());
        @Nullable Long right = whole(arguments.getLast());
        if (left == null || right == null) {
            return scalar;
        }
        try {
            long value = switch (name) {
                case "+" -> Math.addExact(left, right);
                case "-" -> Math.subtractExact(left, right);
                default -> Math.multiplyExact(left, right);
            };
            return new Scalar.Literal(call.type(), value);
        } catch (ArithmeticException overflow) {
            return scalar;
        }
    }

    private static @Nullable Long whole(Scalar scalar) {
        return scalar instanceof Scalar.Literal(KqlType type, Object value)
                        && value instanceof Number number
                        && type != KqlType.REAL
                        && type != KqlType.DECIMAL
                ? (Long) number.longValue()
                : null;
    }
}
