package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which columns a reader of a plan can have: those that it yields, and those that its operators can pass on. */
final class Reach {
    private Reach() {}

    static Set<Slot> of(Plan plan) {
        Set<Slot> out = new LinkedHashSet<>();
        collect(plan, out);
        return out;
    }

    private static void collect(Plan plan, Set<Slot> out) {
        out.addAll(plan.columns());
        switch (plan) {
            case Plan.Aggregate ignored -> {}
            case Plan.Union ignored -> {}
            case Plan.Join(var kind, Plan left, Plan right, var on)
            when kind == Plan.JoinKind.SEMI || kind == Plan.JoinKind.ANTI -> collect(left, out);
            default -> plan.inputs().forEach(p -> collect(p, out));
        }
    }

    /** What the body of an {@code Apply} reads from the outer row: columns that nothing in it yields. */
    static Set<Slot> outer(Plan body) {
        Set<Slot> free = new LinkedHashSet<>();
        Set<Slot> own = new HashSet<>();
        collectFree(body, free, own);
        free.removeAll(own);
        return free;
    }

    private static void collectFree(Plan plan, Set<Slot> free, Set<Slot> own) {
        if (plan instanceof Plan.Outer(List<Slot> columns)) {
            free.addAll(columns);
            return;
        }
        switch (plan) {
            case Plan.Filter filter -> columns(filter.condition(), free);
            case Plan.Project project -> project.assigns().forEach(a -> columns(a.value(), free));
            case Plan.Expand expand -> expand.elements().forEach(e -> columns(e.list(), free));
            case Plan.Aggregate aggregate -> {
                aggregate.keys().forEach(k -> columns(k.value(), free));
                aggregate.aggregates().forEach(a -> a.operands().forEach(o -> columns(o, free)));
            }
            default -> {}
        }
        plan.inputs().forEach(p -> collectFree(p, free, own));
        plan.columns().stream().filter(s -> !isPassed(plan, s)).forEach(own::add);
    }

    /** Whether a column comes from below, unchanged. */
    private static boolean isPassed(Plan plan, Slot slot) {
        return plan.inputs().stream().anyMatch(p -> p.columns().contains(slot));
    }

    private static void columns(Scalar scalar, Set<Slot> out) {
        if (scalar instanceof Scalar.Column(Slot slot)) {
            out.add(slot);
        }
        scalar.operands().forEach(o -> columns(o, out));
    }
}
