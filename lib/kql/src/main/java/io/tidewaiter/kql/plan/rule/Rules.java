package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import java.util.Collection;

/** All rules, in their order. */
public final class Rules {
    private Rules() {}

    /** An equal plan that reads less and yields the wanted columns. */
    public static Plan apply(Plan plan, Collection<Slot> wanted, Slots slots) {
        return new ColumnPruning(slots).prune(FilterDown.apply(Draws.apply(plan, slots)), wanted);
    }
}
