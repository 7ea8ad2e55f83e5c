package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Plan.Element;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same plan once more, with columns of its own, for operators that read their input twice. */
public final class Copies {
    private final Slots slots;
    private final Map<Slot, Slot> copies = new HashMap<>();

    private Copies(Slots slots) {
        this.slots = slots;
    }

    /** A copy of a plan, and how to say in it what was said of the original. */
    public static Copy of(Plan plan, Slots slots) {
        Copies copies = new Copies(slots);
        return new Copy(copies.plan(plan), copies);
    }

    /** A copied plan. */
    public record Copy(Plan plan, Copies copies) {
        public Scalar value(Scalar original) {
            return copies.value(original);
        }

        public SortKey key(SortKey original) {
            return copies.key(original);
        }

        public Slot slot(Slot original) {
            return copies.slot(original);
        }
    }

    private Slot slot(Slot original) {
        return copies.computeIfAbsent(
                original,
                s -> s.isHidden() ? slots.hidden(s.name(), s.type()) : slots.slot(s.name(), s.type(), s.held()));
    }

    /** A column that is read: a plan's are copied before what reads them; another is of an outer row, and stays. */
    private Slot read(Slot original) {
        return copies.getOrDefault(original, original);
    }

    private List<Slot> slots(List<Slot> originals) {
        return originals.stream().map(this::slot).toList();
    }

    private Scalar value(Scalar original) {
        return switch (original) {
            case Scalar.Column(Slot slot) -> new Scalar.Column(read(slot));
            case Scalar.Query(Plan plan, var type) -> new Scalar.Query(plan(plan), type);
            case Scalar.Among(Scalar value, Plan plan, boolean isNegated, boolean ignoresCase) ->
                new Scalar.Among(value(value), plan(plan), isNegated, ignoresCase);
            default -> original.map(this::value);
        };
    }

    private List<Scalar> values(List<Scalar> originals) {
        return originals.stream().map(this::value).toList();
    }

    private SortKey key(SortKey original) {
        return new SortKey(value(original.value()), original.isAscending(), original.isNullsFirst());
    }

    private List<SortKey> keys(List<SortKey> originals) {
        return originals.stream().map(this::key).toList();
    }

    private List<Assign> assigns(List<Assign> originals) {
        return originals.stream()
                .map(a -> new Assign(slot(a.slot()), value(a.value())))
                .toList();
    }

    private List<Aggregated> aggregated(List<Aggregated> originals) {
        return originals.stream()
                .map(a -> new Aggregated(slot(a.slot()), a.sql(), values(a.operands()), keys(a.order())))
                .toList();
    }

    private List<Choice> choices(List<Choice> originals) {
        return originals.stream()
                .map(c -> new Choice(c.by().map(this::value), c.isGreatest(), assigns(c.values())))
                .toList();
    }

    private Plan plan(Plan original) {
        slots.count(1);
        return switch (original) {
            case Plan.Scan(var table, List<Field> fields) ->
                new Plan.Scan(
                        table,
                        fields.stream()
                                .map(f -> new Field(slot(f.slot()), f.column(), f.path(), f.sql()))
                                .toList());
            case Plan.Values(List<Slot> columns, var rows) ->
                new Plan.Values(slots(columns), rows.stream().map(this::values).toList());
            case Plan.Outer(List<Slot> columns) ->
                new Plan.Outer(columns.stream().map(this::read).toList());
            case Plan.Filter(Plan input, Scalar condition) -> new Plan.Filter(plan(input), value(condition));
            case Plan.Project(Plan input, List<Assign> assigns) -> new Plan.Project(plan(input), assigns(assigns));
            case Plan.Aggregate(Plan input, var keys, var aggregates, var choices) ->
                new Plan.Aggregate(plan(input), assigns(keys), aggregated(aggregates), choices(choices));
            case Plan.OneOf(Plan input, List<Scalar> keys) -> new Plan.OneOf(plan(input), values(keys));
            case Plan.Window(Plan input, var values, var order) ->
                new Plan.Window(plan(input), aggregated(values), keys(order));
            case Plan.Sort(Plan input, List<SortKey> keys) -> new Plan.Sort(plan(input), keys(keys));
            case Plan.Limit(Plan input, long skip, long rows) -> new Plan.Limit(plan(input), skip, rows);
            case Plan.Sample(Plan input, long rows, var seed) -> new Plan.Sample(plan(input), rows, seed);
            case Plan.Join(var kind, Plan left, Plan right, List<Equality> on) ->
                new Plan.Join(
                        kind,
                        plan(left),
                        plan(right),
                        on.stream()
                                .map(e -> new Equality(value(e.left()), value(e.right())))
                                .toList());
            case Plan.Union(List<Plan> legs, List<Slot> columns) ->
                new Plan.Union(legs.stream().map(this::plan).toList(), slots(columns));
            case Plan.Expand(Plan input, List<Element> elements, var index) ->
                new Plan.Expand(
                        plan(input),
                        elements.stream()
                                .map(e -> new Element(slot(e.slot()), value(e.list())))
                                .toList(),
                        index.map(this::slot));
            case Plan.Apply(Plan input, Plan body) -> new Plan.Apply(plan(input), plan(body));
            case Plan.Range(Slot slot, Scalar from, Scalar to, Scalar step) ->
                new Plan.Range(slot(slot), value(from), value(to), value(step));
        };
    }
}
