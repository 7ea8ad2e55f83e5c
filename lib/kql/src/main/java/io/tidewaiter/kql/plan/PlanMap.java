package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Plan.Element;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.SortKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** An operator over other inputs and with other values. */
record PlanMap(UnaryOperator<Plan> inputs, UnaryOperator<Scalar> values) {
    Plan of(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan;
            case Plan.Outer outer -> outer;
            case Plan.Values(List<Slot> columns, List<List<Scalar>> rows) ->
                new Plan.Values(columns, rows.stream().map(this::scalars).toList());
            case Plan.Range(Slot slot, Scalar from, Scalar to, Scalar step) ->
                new Plan.Range(slot, values.apply(from), values.apply(to), values.apply(step));
            case Plan.Filter(Plan input, Scalar condition) ->
                new Plan.Filter(inputs.apply(input), values.apply(condition));
            case Plan.Project(Plan input, List<Assign> assigns) ->
                new Plan.Project(inputs.apply(input), assigns(assigns));
            case Plan.Aggregate(Plan input, var keys, var aggregates, var choices) ->
                new Plan.Aggregate(inputs.apply(input), assigns(keys), aggregated(aggregates), choices(choices));
            case Plan.OneOf(Plan input, List<Scalar> keys) -> new Plan.OneOf(inputs.apply(input), scalars(keys));
            case Plan.Window(Plan input, var computed, var order) ->
                new Plan.Window(inputs.apply(input), aggregated(computed), keys(order));
            case Plan.Sort(Plan input, List<SortKey> keys) -> new Plan.Sort(inputs.apply(input), keys(keys));
            case Plan.Limit(Plan input, long skip, long rows) -> new Plan.Limit(inputs.apply(input), skip, rows);
            case Plan.Sample(Plan input, long rows, var seed) -> new Plan.Sample(inputs.apply(input), rows, seed);
            case Plan.Join(var kind, Plan left, Plan right, List<Equality> on) ->
                new Plan.Join(kind, inputs.apply(left), inputs.apply(right), equalities(on));
            case Plan.Union(List<Plan> legs, List<Slot> columns) ->
                new Plan.Union(legs.stream().map(inputs).toList(), columns);
            case Plan.Expand(Plan input, List<Element> elements, var index) ->
                new Plan.Expand(
                        inputs.apply(input),
                        elements.stream()
                                .map(e -> new Element(e.slot(), values.apply(e.list())))
                                .toList(),
                        index);
            case Plan.Apply(Plan input, Plan body) -> new Plan.Apply(inputs.apply(input), inputs.apply(body));
        };
    }

    private List<Scalar> scalars(List<Scalar> originals) {
        return originals.stream().map(values).toList();
    }

    private List<Assign> assigns(List<Assign> originals) {
        return originals.stream()
                .map(a -> new Assign(a.slot(), values.apply(a.value())))
                .toList();
    }

    private List<SortKey> keys(List<SortKey> originals) {
        return originals.stream()
                .map(k -> new SortKey(values.apply(k.value()), k.isAscending(), k.isNullsFirst()))
                .toList();
    }

    private List<Equality> equalities(List<Equality> originals) {
        return originals.stream()
                .map(e -> new Equality(values.apply(e.left()), values.apply(e.right())))
                .toList();
    }

    private List<Aggregated> aggregated(List<Aggregated> originals) {
        return originals.stream()
                .map(a -> new Aggregated(a.slot(), a.sql(), scalars(a.operands()), keys(a.order())))
                .toList();
    }

    private List<Choice> choices(List<Choice> originals) {
        return originals.stream()
                .map(c -> new Choice(c.by().map(values), c.isGreatest(), assigns(c.values())))
                .toList();
    }
}
