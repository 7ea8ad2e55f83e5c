package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.Refusal;
import io.tidewaiter.kql.bind.Binder.Bound;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.PlanText;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.plan.rule.Rules;
import io.tidewaiter.kql.plan.rule.WrittenOrder;
import io.tidewaiter.kql.sql.SqlWriter;
import java.util.List;

/** A bound query, from which each statement is written when it is asked for. */
final class PlannedTranslation implements Translation {
    private static final int SQL_CHARS_MAX = 16 << 20;

    /** Upon each other: from here on the database takes twice as long to plan with each, and does not let itself be ended. */
    private static final int GROUPINGS_MAX = 20;

    private final Bound bound;
    private final List<OutputColumn> columns;
    private final String sql;

    PlannedTranslation(Bound bound) {
        if (groupings(bound.plan()) > GROUPINGS_MAX) {
            throw new Refusal(Diagnostic.of(
                    Diagnostic.Code.QueryTooComplex,
                    "the query groups rows (summarize, distinct and the like) more than " + GROUPINGS_MAX
                            + " times, one upon the other"));
        }
        this.bound = bound;
        this.columns = bound.columns().stream()
                .map(s -> new OutputColumn(s.name(), s.type()))
                .toList();
        this.sql = new SqlWriter().write(ruled(sorted(bound.order())), bound.columns());
        if (sql.length() > SQL_CHARS_MAX) {
            throw new Refusal(Diagnostic.of(
                    Diagnostic.Code.QueryTooComplex,
                    "the query becomes more than " + SQL_CHARS_MAX + " characters of SQL"));
        }
    }

    /** How many stand upon each other. */
    private static int groupings(Plan plan) {
        int below = 0;
        for (Plan input : plan.inputs()) {
            below = Math.max(below, groupings(input));
        }
        return plan instanceof Plan.Aggregate ? below + 1 : below;
    }

    private Plan sorted(List<SortKey> order) {
        return order.isEmpty() ? bound.plan() : new Plan.Sort(bound.plan(), order);
    }

    private Plan ruled(Plan plan) {
        return Rules.apply(plan, bound.columns(), bound.slots());
    }

    /** The statement for one column of a plan. */
    static String write(Plan plan, Slot slot) {
        return new SqlWriter().write(Rules.apply(plan, List.of(slot), new Slots(100_000)), List.of(slot));
    }

    @Override
    public List<OutputColumn> columns() {
        return columns;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public String sqlOfPage(long skip, long top) {
        return Depth.of(() -> {
            Plan ordered = ordered() ? sorted(bound.order()) : WrittenOrder.of(bound.plan(), bound.slots());
            return new SqlWriter().page(ruled(ordered), bound.columns(), skip, top);
        });
    }

    @Override
    public String sqlOfCount() {
        Slot count = bound.slots().slot("count", KqlType.LONG);
        Plan counted = new Plan.Aggregate(
                bound.plan(), List.of(), List.of(new Aggregated(count, "count(*)", List.of(), List.of())));
        return Depth.of(
                () -> new SqlWriter().write(Rules.apply(counted, List.of(count), bound.slots()), List.of(count)));
    }

    @Override
    public boolean limitsRows() {
        return bound.isLimited();
    }

    @Override
    public boolean ordered() {
        return !bound.order().isEmpty();
    }

    @Override
    public List<Diagnostic> warnings() {
        return bound.warnings();
    }

    @Override
    public String plan() {
        return Depth.of(() -> PlanText.of(ruled(sorted(bound.order()))));
    }
}
