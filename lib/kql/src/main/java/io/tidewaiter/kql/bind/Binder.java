package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.bind.scope.Binding;
import io.tidewaiter.kql.bind.scope.Context;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.syntax.Statement;
import java.util.List;

/** Statements to a plan. */
public final class Binder {
    private Binder() {}

    /**
     * What a query means.
     *
     * @param plan its rows, without their order
     * @param columns those that everybody sees
     * @param order empty where the query asks for none
     * @param isLimited whether the query says how many rows it wants
     * @param slots of the plan
     */
    public record Bound(
            Plan plan,
            List<Slot> columns,
            List<SortKey> order,
            boolean isLimited,
            List<Diagnostic> warnings,
            Slots slots) {
        public Bound {
            columns = List.copyOf(columns);
            order = List.copyOf(order);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The plan of a query.
     *
     * @throws io.tidewaiter.kql.Refusal where it has none
     */
    public static Bound bind(List<Statement> statements, Context context) {
        Binding binding = new Binding(context);
        Rows rows = new PipelineBinder(binding).bind(statements);
        return new Bound(
                rows.plan(), rows.visible(), rows.order(), rows.isLimited(), binding.warnings(), binding.slots());
    }
}
