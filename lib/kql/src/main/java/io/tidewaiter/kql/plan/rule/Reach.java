package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
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

    /** What the body of an {@code Apply} reads from the outer row. */
    static Set<Slot> outer(Plan body) {
        Set<Slot> out = new LinkedHashSet<>();
        if (body instanceof Plan.Outer(List<Slot> columns)) {
            out.addAll(columns);
        }
        body.inputs().forEach(p -> out.addAll(outer(p)));
        return out;
    }
}
