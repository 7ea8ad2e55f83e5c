package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.plan.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Comparisons that take a dynamic operand for its text need no {@code tostring}.
 *
 * <pre>
 * tostring(p.code) == 'x'   →   p.code == 'x'
 * </pre>
 */
public final class ByText {
    private static final Set<String> OPERATORS = Set.of("==", "!=", "=~", "!~", "in", "!in", "in~", "!in~");

    private ByText() {}

    /** The same comparison with the dynamic value itself; anything else as it is. */
    public static Scalar plain(Scalar scalar) {
        if (!(scalar instanceof Scalar.Call(Resolution.Resolved resolved, List<Scalar> operands))
                || !OPERATORS.contains(resolved.function().name())
                || !(operands.getFirst() instanceof Scalar.Call(Resolution.Resolved inner, List<Scalar> arguments))
                || !inner.function().name().equals("tostring")
                || arguments.getFirst().type() != KqlType.DYNAMIC
                || !operands.stream().skip(1).allMatch(ByText::isText)) {
            return scalar;
        }
        List<Scalar> plain = new ArrayList<>(operands);
        plain.set(0, arguments.getFirst());
        Resolution again = FunctionTable.operator(
                resolved.function().name(), plain.stream().map(Scalar::argument).toList());
        return again instanceof Resolution.Resolved found && found.type() == resolved.type()
                ? new Scalar.Call(found, plain)
                : scalar;
    }

    private static boolean isText(Scalar scalar) {
        return scalar instanceof Scalar.Literal(KqlType type, Object value) && type == KqlType.STRING;
    }
}
