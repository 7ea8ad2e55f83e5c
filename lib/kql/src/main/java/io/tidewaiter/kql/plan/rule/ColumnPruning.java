package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.KnownPaths;
import io.tidewaiter.kql.plan.KnownPaths.Known;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.schema.KqlPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every operator yields only what its reader wants, and places inside dynamic columns that the database holds as columns
 * are read from those.
 *
 * <pre>
 * project code = p.status.code                    project code = p_status_code
 *   project id, p = properties            →         project p_status_code = properties_status_code
 *     scan T: id, name, properties, ...               scan T: properties_status_code (status_code)
 * </pre>
 *
 * <p>A wanted column that an operator does not define is passed on from below, so what {@code project} leaves out can
 * still order rows.
 */
public final class ColumnPruning {
    private final Needs needs;
    private final Slots slots;

    public ColumnPruning(Slots slots) {
        this.slots = slots;
        this.needs = new Needs(slots);
    }

    /** The plan, cut down to the wanted columns. */
    public Plan prune(Plan plan, Collection<Slot> wanted) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan, wanted);
            case Plan.Values values -> values(values, wanted);
            case Plan.Outer ignored -> new Plan.Outer(List.copyOf(wanted));
            case Plan.Range range -> range;
            case Plan.Filter(Plan input, Scalar condition) -> {
                Set<Slot> below = Needs.copy(wanted);
                Scalar resolved = resolve(condition, input, below);
                yield new Plan.Filter(prune(input, below), resolved);
            }
            case Plan.Project project -> project(project, wanted);
            case Plan.Aggregate aggregate -> aggregate(aggregate, wanted);
            case Plan.OneOf(Plan input, List<Scalar> keys) -> {
                Set<Slot> below = Needs.copy(wanted);
                List<Scalar> resolved = resolveAll(keys, input, below);
                yield new Plan.OneOf(prune(input, below), resolved);
            }
            case Plan.Window window -> window(window, wanted);
            case Plan.Sort(Plan input, List<SortKey> keys) -> {
                Set<Slot> below = Needs.copy(wanted);
                List<SortKey> resolved = resolveKeys(keys, input, below);
                yield new Plan.Sort(prune(input, below), resolved);
            }
            case Plan.Limit(Plan input, long skip, long rows) -> new Plan.Limit(prune(input, wanted), skip, rows);
            case Plan.Sample(Plan input, long rows, var seed) -> new Plan.Sample(prune(input, wanted), rows, seed);
            case Plan.Join join -> join(join, wanted);
            case Plan.Union union -> union(union, wanted);
            case Plan.Expand expand -> expand(expand, wanted);
            case Plan.Apply apply -> apply(apply, wanted);
        };
    }

    private Plan scan(Plan.Scan scan, Collection<Slot> wanted) {
        List<Field> fields = new ArrayList<>();
        for (Slot want : wanted) {
            Optional<Needs.Place> place = needs.place(want);
            for (Field field : scan.fields()) {
                if (field.slot().equals(want)) {
                    fields.add(field);
                } else if (place.isPresent() && place.get().column().equals(field.slot())) {
                    fields.add(inside(field, want, place.get().keys()));
                }
            }
        }
        return new Plan.Scan(scan.table(), fields);
    }

    private static Field inside(Field field, Slot want, List<PathKey> keys) {
        List<String> names = keys.stream().map(k -> ((PathKey.Name) k).name()).toList();
        KqlPath path = field.column().paths().stream()
                .filter(p -> p.path().equals(names))
                .findFirst()
                .orElseThrow();
        return new Field(want, field.column(), names, path.sql());
    }

    private static Plan values(Plan.Values values, Collection<Slot> wanted) {
        List<Slot> kept = values.columns().stream().filter(wanted::contains).toList();
        if (kept.size() == values.columns().size()) {
            return values;
        }
        List<List<Scalar>> rows = values.rows().stream()
                .map(row -> kept.stream()
                        .map(s -> row.get(values.columns().indexOf(s)))
                        .toList())
                .toList();
        return new Plan.Values(kept, rows);
    }

    private Plan project(Plan.Project project, Collection<Slot> wanted) {
        Plan input = project.input();
        Set<Slot> below = Needs.copy(List.of());
        List<Assign> assigns = new ArrayList<>();
        for (Slot want : wanted) {
            Scalar value = value(project.assigns(), want).orElseGet(() -> new Scalar.Column(want));
            assigns.add(new Assign(want, resolve(value, input, below)));
        }
        return new Plan.Project(prune(input, below), assigns);
    }

    private static Scalar inside(Scalar value, List<PathKey> keys, KqlType held) {
        return switch (value) {
            case Scalar.Path(Scalar inner, List<PathKey> first, KqlType ignored) ->
                new Scalar.Path(inner, KnownPaths.joined(first, keys), held);
            case Scalar.Literal literal -> new Scalar.Literal(held, null);
            default -> new Scalar.Path(value, keys, held);
        };
    }

    private static Optional<Assign> assigned(List<Assign> assigns, Slot slot) {
        return assigns.stream().filter(a -> a.slot().equals(slot)).findFirst();
    }

    private Plan aggregate(Plan.Aggregate aggregate, Collection<Slot> wanted) {
        Plan input = aggregate.input();
        Set<Slot> below = Needs.copy(List.of());
        List<Assign> keys = resolveAssigns(aggregate.keys(), input, below);
        List<Aggregated> aggregates = new ArrayList<>();
        for (Aggregated one : aggregate.aggregates()) {
            boolean makesTheRow = aggregate.keys().isEmpty()
                    && one.equals(aggregate.aggregates().getFirst());
            if (wanted.contains(one.slot()) || makesTheRow) {
                aggregates.add(new Aggregated(
                        one.slot(),
                        one.sql(),
                        resolveAll(one.operands(), input, below),
                        resolveKeys(one.order(), input, below)));
            }
        }
        List<Choice> choices = new ArrayList<>();
        for (Choice choice : aggregate.choices()) {
            List<Assign> values = new ArrayList<>();
            for (Slot want : wanted) {
                value(choice.values(), want).ifPresent(v -> values.add(new Assign(want, resolve(v, input, below))));
            }
            boolean makesTheRow = aggregate.keys().isEmpty() && values.isEmpty() && aggregates.isEmpty();
            if (makesTheRow) {
                values.addAll(resolveAssigns(choice.values().subList(0, 1), input, below));
            }
            if (!values.isEmpty()) {
                choices.add(new Choice(choice.by().map(b -> resolve(b, input, below)), choice.isGreatest(), values));
            }
        }
        return new Plan.Aggregate(prune(input, below), keys, aggregates, choices);
    }

    /** What a wanted column holds: one that is assigned here, or a place inside such a one. */
    private Optional<Scalar> value(List<Assign> assigns, Slot want) {
        Optional<Scalar> own = assigned(assigns, want).map(Assign::value);
        return own.isPresent()
                ? own
                : needs.place(want)
                        .flatMap(p -> assigned(assigns, p.column()).map(a -> inside(a.value(), p.keys(), want.held())));
    }

    private Plan window(Plan.Window window, Collection<Slot> wanted) {
        Plan input = window.input();
        Set<Slot> below = Needs.copy(wanted);
        List<Aggregated> own =
                window.values().stream().filter(v -> wanted.contains(v.slot())).toList();
        own.forEach(v -> below.remove(v.slot()));
        if (own.isEmpty()) {
            return prune(input, below);
        }
        List<Aggregated> values = own.stream()
                .map(v -> new Aggregated(v.slot(), v.sql(), resolveAll(v.operands(), input, below), List.of()))
                .toList();
        List<SortKey> order = resolveKeys(window.order(), input, below);
        return new Plan.Window(prune(input, below), values, order);
    }

    private Plan join(Plan.Join join, Collection<Slot> wanted) {
        Set<Slot> left = Needs.copy(List.of());
        Set<Slot> right = Needs.copy(List.of());
        Set<Slot> rightColumns = Needs.copy(Reach.of(join.right()));
        for (Slot want : wanted) {
            (needs.isOf(want, rightColumns) ? right : left).add(want);
        }
        List<Equality> on = new ArrayList<>();
        for (Equality equality : join.on()) {
            on.add(new Equality(
                    resolve(equality.left(), join.left(), left), resolve(equality.right(), join.right(), right)));
        }
        return new Plan.Join(join.kind(), prune(join.left(), left), prune(join.right(), right), on);
    }

    private Plan union(Plan.Union union, Collection<Slot> wanted) {
        Set<Slot> own = Needs.copy(union.columns());
        // What is neither a column of the union nor a place inside one is of the outer row of an Apply.
        List<Slot> columns =
                wanted.stream().filter(want -> needs.isOf(want, own)).toList();
        List<Plan> legs = new ArrayList<>();
        for (Plan leg : union.legs()) {
            Set<Slot> below = Needs.copy(List.of());
            List<Assign> assigns = new ArrayList<>();
            for (Slot want : columns) {
                int at = union.columns().indexOf(want);
                Scalar value;
                if (at >= 0) {
                    value = new Scalar.Column(leg.columns().get(at));
                } else {
                    Needs.Place place = needs.place(want).orElseThrow();
                    Slot base = leg.columns().get(union.columns().indexOf(place.column()));
                    value = KnownPaths.isNull(leg, base)
                            ? new Scalar.Literal(want.held(), null)
                            : new Scalar.Path(new Scalar.Column(base), place.keys(), want.held());
                }
                assigns.add(new Assign(slots.renamed(want, want.name()), resolveHeld(value, leg, below, want.held())));
            }
            legs.add(new Plan.Project(prune(leg, below), assigns));
        }
        return new Plan.Union(legs, columns);
    }

    /** A place that this leg knows in another form than the union meets in. */
    private Scalar resolveHeld(Scalar value, Plan leg, Set<Slot> below, KqlType held) {
        Scalar resolved = resolve(value, leg, below);
        return resolved.held() == held || resolved.type() != KqlType.DYNAMIC
                ? resolved
                : new Scalar.Conversion(resolved, KqlType.DYNAMIC);
    }

    private Plan expand(Plan.Expand expand, Collection<Slot> wanted) {
        Set<Slot> below = Needs.copy(wanted);
        List<Plan.Element> elements = new ArrayList<>();
        expand.elements().forEach(e -> below.remove(e.slot()));
        expand.index().ifPresent(below::remove);
        for (Plan.Element element : expand.elements()) {
            elements.add(new Plan.Element(element.slot(), resolve(element.list(), expand.input(), below)));
        }
        return new Plan.Expand(prune(expand.input(), below), elements, expand.index());
    }

    private Plan apply(Plan.Apply apply, Collection<Slot> wanted) {
        Set<Slot> outer = Needs.copy(Reach.of(apply.input()));
        Set<Slot> inner = Needs.copy(Reach.of(apply.body()));
        Set<Slot> body = Needs.copy(List.of());
        Set<Slot> input = Needs.copy(List.of());
        for (Slot want : wanted) {
            (needs.isOf(want, outer) || !needs.isOf(want, inner) ? input : body).add(want);
        }
        Plan pruned = prune(apply.body(), body);
        input.addAll(Reach.outer(pruned));
        return new Plan.Apply(prune(apply.input(), input), pruned);
    }

    private List<Assign> resolveAssigns(List<Assign> assigns, Plan input, Set<Slot> below) {
        return assigns.stream()
                .map(a -> new Assign(a.slot(), resolve(a.value(), input, below)))
                .toList();
    }

    private List<SortKey> resolveKeys(List<SortKey> keys, Plan input, Set<Slot> below) {
        return keys.stream()
                .map(k -> new SortKey(resolve(k.value(), input, below), k.isAscending(), k.isNullsFirst()))
                .toList();
    }

    private List<Scalar> resolveAll(List<Scalar> values, Plan input, Set<Slot> below) {
        return values.stream().map(v -> resolve(v, input, below)).toList();
    }

    /** The value with known places read from their columns; adds what it reads to {@code below}. */
    private Scalar resolve(Scalar value, Plan input, Set<Slot> below) {
        return switch (value) {
            case Scalar.Column(Slot slot) -> {
                below.add(slot);
                yield value;
            }
            case Scalar.Path(Scalar.Column(Slot slot), List<PathKey> keys, KqlType held) -> {
                Optional<Known> known = KnownPaths.longest(input, slot, keys);
                if (known.isEmpty()) {
                    below.add(slot);
                    yield value;
                }
                Slot inside = needs.inside(slot, known.get().keys(), known.get().held());
                below.add(inside);
                List<PathKey> rest = keys.subList(known.get().keys().size(), keys.size());
                yield rest.isEmpty()
                        ? new Scalar.Column(inside)
                        : new Scalar.Path(new Scalar.Column(inside), rest, KqlType.DYNAMIC);
            }
            case Scalar.Query(Plan plan, KqlType type) ->
                new Scalar.Query(prune(plan, plan.columns().subList(0, 1)), type);
            case Scalar.Among(Scalar left, Plan plan, boolean isNegated, boolean ignoresCase) ->
                new Scalar.Among(
                        resolve(left, input, below), prune(plan, plan.columns().subList(0, 1)), isNegated, ignoresCase);
            default -> value.map(operand -> resolve(operand, input, below));
        };
    }
}
