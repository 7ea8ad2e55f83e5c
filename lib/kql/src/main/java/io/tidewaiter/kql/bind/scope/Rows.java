package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Slot;
import java.util.List;

/**
 * A plan on its way, and the order that its rows are in. The order is not part of the plan until an operator needs it:
 * {@code T | sort by x | where y} sorts what is left.
 *
 * @param order empty where the rows have none
 * @param isLimited whether the query has asked for so many rows
 */
public record Rows(Plan plan, List<SortKey> order, boolean isLimited) {
    public Rows {
        order = List.copyOf(order);
    }

    /** Rows without an order. */
    public static Rows of(Plan plan) {
        return new Rows(plan, List.of(), false);
    }

    /** The columns that everybody sees. */
    public List<Slot> visible() {
        return plan.columns().stream().filter(s -> !s.isHidden()).toList();
    }

    /** Another plan over the same rows. */
    public Rows with(Plan next) {
        return new Rows(next, order, isLimited);
    }

    /** The plan with its order in it. */
    public Plan sorted() {
        return order.isEmpty() ? plan : new Plan.Sort(plan, order);
    }
}
