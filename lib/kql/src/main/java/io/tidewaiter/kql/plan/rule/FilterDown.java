package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A condition goes below a projection whose columns it names are cheap to say again, so that it meets the table's own
 * columns.
 *
 * <pre>
 * where code == 'Unhealthy'                       extend code = tostring(p.status.code)
 *   extend code = tostring(p.status.code)    →      where p.status.code == 'Unhealthy'
 *     scan T                                          scan T
 * </pre>
 *
 * <p>It also goes below {@code mv-expand} where it names no element, so that fewer arrays are unfolded.
 */
public final class FilterDown {
    private FilterDown() {}

    /** The plan with its conditions as low as the rule takes them. */
    public static Plan apply(Plan plan) {
        return plan instanceof Plan.Filter(Plan input, Scalar condition)
                ? filter(apply(input), condition)
                : plan.map(FilterDown::apply, UnaryOperator.identity());
    }

    private static Plan filter(Plan input, Scalar condition) {
        if (input instanceof Plan.Project(Plan below, List<Assign> assigns)) {
            Map<Slot, Scalar> values = new HashMap<>();
            assigns.forEach(a -> values.put(a.slot(), a.value()));
            if (columns(condition).stream().allMatch(s -> values.containsKey(s) && isCheap(values.get(s)))) {
                return new Plan.Project(filter(below, replaced(condition, values)), assigns);
            }
        }
        if (input instanceof Plan.Expand(Plan below, var elements, var index)) {
            Set<Slot> known = new HashSet<>(below.columns());
            if (known.containsAll(columns(condition))) {
                return new Plan.Expand(filter(below, condition), elements, index);
            }
        }
        return new Plan.Filter(input, condition);
    }

    private static Set<Slot> columns(Scalar scalar) {
        Set<Slot> columns = new HashSet<>();
        collect(scalar, columns);
        return columns;
    }

    private static void collect(Scalar scalar, Set<Slot> columns) {
        if (scalar instanceof Scalar.Column(Slot slot)) {
            columns.add(slot);
        }
        scalar.operands().forEach(o -> collect(o, columns));
    }

    /** Columns, places inside them, literals, and the text of such. */
    private static boolean isCheap(Scalar value) {
        return switch (value) {
            case Scalar.Column ignored -> true;
            case Scalar.Literal ignored -> true;
            case Scalar.Path path -> path.value() instanceof Scalar.Column;
            case Scalar.Conversion conversion -> isCheap(conversion.value());
            case Scalar.Call call ->
                call.resolved().function().name().startsWith("to")
                        && call.arguments().size() == 1
                        && call.type() != KqlType.DATETIME
                        && isCheap(call.arguments().getFirst());
            default -> false;
        };
    }

    private static Scalar replaced(Scalar scalar, Map<Slot, Scalar> values) {
        if (scalar instanceof Scalar.Column(Slot slot)) {
            return Objects.requireNonNull(values.get(slot));
        }
        return ByText.plain(scalar.map(o -> replaced(o, values)));
    }
}
