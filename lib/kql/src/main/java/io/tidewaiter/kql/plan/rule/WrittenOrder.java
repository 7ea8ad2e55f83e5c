package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of rows that a query writes down itself ({@code datatable}, {@code range}, {@code print}): nobody asks for
 * it, and everybody expects to read rows as they were written, and elements as they stand in their array. Rows of tables
 * have a lasting order of their own, and so have none here.
 */
public final class WrittenOrder {
    private final Slots slots;

    private WrittenOrder(Slots slots) {
        this.slots = slots;
    }

    /** The plan in the order in which its rows are written; the plan itself where that means nothing. */
    public static Plan of(Plan plan, Slots slots) {
        return new WrittenOrder(slots)
                .in(plan)
                .filter(found -> !found.keys().isEmpty())
                .<Plan>map(found -> new Plan.Sort(found.plan(), found.keys()))
                .orElse(plan);
    }

    /** A plan that yields what its order hangs on. */
    private record Ordered(Plan plan, List<SortKey> keys) {
        Ordered {
            keys = List.copyOf(keys);
        }

        Plan sorted() {
            return keys.isEmpty() ? plan : new Plan.Sort(plan, keys);
        }
    }

    private Optional<Ordered> in(Plan plan) {
        return switch (plan) {
            case Plan.Values values -> Optional.of(values(values));
            case Plan.Range range -> range(range);
            case Plan.Filter(Plan input, Scalar condition) ->
                in(input).map(o -> new Ordered(new Plan.Filter(o.plan(), condition), o.keys()));
            case Plan.Project(Plan input, List<Assign> assigns) -> in(input).map(o -> project(o, assigns));
            case Plan.Expand expand -> in(expand.input()).map(o -> expand(o, expand));
            case Plan.Limit(Plan input, long skip, long rows) ->
                in(input).map(o -> new Ordered(new Plan.Limit(o.sorted(), skip, rows), o.keys()));
            case Plan.Window(Plan input, List<Plan.Aggregated> values, List<SortKey> order)
            when order.isEmpty() ->
                in(input).map(o -> new Ordered(new Plan.Window(o.plan(), values, o.keys()), o.keys()));
            case Plan.Union union -> union(union);
            case Plan.Apply(Plan input, Plan body) -> in(input).map(o -> apply(o, body));
            case Plan.Outer outer -> Optional.of(new Ordered(outer, List.of()));
            case Plan.Scan _, Plan.Window _, Plan.Aggregate _, Plan.OneOf _, Plan.Sort _, Plan.Sample _, Plan.Join _ ->
                Optional.empty();
        };
    }

    private Ordered values(Plan.Values values) {
        if (values.rows().size() < 2) {
            return new Ordered(values, List.of());
        }
        Slot place = place();
        List<List<Scalar>> rows = new ArrayList<>();
        for (List<Scalar> row : values.rows()) {
            rows.add(and(row, Plan.whole(rows.size())));
        }
        return new Ordered(new Plan.Values(and(values.columns(), place), rows), List.of(by(place)));
    }

    /** Numbers go up or down as their step says, where that is known. */
    private static Optional<Ordered> range(Plan.Range range) {
        if (range.step() instanceof Scalar.Literal(KqlType _, Number step)) {
            SortKey key = new SortKey(new Scalar.Column(range.slot()), step.doubleValue() >= 0, false);
            return Optional.of(new Ordered(range, List.of(key)));
        }
        return Optional.empty();
    }

    private static Ordered project(Ordered input, List<Assign> assigns) {
        List<Assign> all = new ArrayList<>(assigns);
        for (SortKey key : input.keys()) {
            Slot slot = slot(key);
            if (assigns.stream().noneMatch(a -> a.slot().equals(slot))) {
                all.add(new Assign(slot, key.value()));
            }
        }
        return new Ordered(new Plan.Project(input.plan(), all), input.keys());
    }

    private Ordered expand(Ordered input, Plan.Expand expand) {
        Slot index = expand.index().orElseGet(this::place);
        Plan expanded = new Plan.Expand(input.plan(), expand.elements(), Optional.of(index));
        return new Ordered(expanded, and(input.keys(), by(index)));
    }

    /** What is made of each row stands where the row stands, in the order that its body leaves it in. */
    private Ordered apply(Ordered input, Plan body) {
        Ordered made = body(body).orElseGet(() -> new Ordered(body, List.of()));
        List<SortKey> keys = new ArrayList<>(input.keys());
        keys.addAll(made.keys());
        return new Ordered(new Plan.Apply(input.plan(), made.plan()), keys);
    }

    private Optional<Ordered> body(Plan plan) {
        return switch (plan) {
            case Plan.Sort sort -> Optional.of(sorted(sort));
            case Plan.Filter(Plan input, Scalar condition) ->
                body(input).map(o -> new Ordered(new Plan.Filter(o.plan(), condition), o.keys()));
            case Plan.Project(Plan input, List<Assign> assigns) -> body(input).map(o -> project(o, assigns));
            case Plan.Limit(Plan input, long skip, long rows) ->
                body(input).map(o -> new Ordered(new Plan.Limit(o.sorted(), skip, rows), o.keys()));
            default -> in(plan);
        };
    }

    private Ordered sorted(Plan.Sort sort) {
        List<Assign> assigns = new ArrayList<>();
        for (Slot slot : sort.input().columns()) {
            assigns.add(new Assign(slot, new Scalar.Column(slot)));
        }
        List<SortKey> keys = new ArrayList<>();
        for (SortKey key : sort.keys()) {
            Slot slot = slots.hidden("place", key.value().type());
            assigns.add(new Assign(slot, key.value()));
            keys.add(new SortKey(new Scalar.Column(slot), key.isAscending(), key.isNullsFirst()));
        }
        return new Ordered(new Plan.Project(sort.input(), assigns), keys);
    }

    /** Leg after leg, each in its own order. */
    private Optional<Ordered> union(Plan.Union union) {
        List<Ordered> legs = new ArrayList<>();
        for (Plan leg : union.legs()) {
            Optional<Ordered> ordered = in(leg);
            boolean isPlaced =
                    ordered.isPresent() && ordered.get().keys().stream().allMatch(WrittenOrder::isPlace);
            if (!isPlaced) {
                return Optional.empty();
            }
            legs.add(ordered.get());
        }
        int width = legs.stream().mapToInt(l -> l.keys().size()).max().orElse(0);
        List<Plan> placed = new ArrayList<>();
        for (Ordered leg : legs) {
            List<Assign> assigns = new ArrayList<>();
            for (Slot column : union.legs().get(placed.size()).columns()) {
                assigns.add(new Assign(column, new Scalar.Column(column)));
            }
            assigns.add(new Assign(place(), Plan.whole(placed.size())));
            for (int i = 0; i < width; i++) {
                boolean isDeeper = i >= leg.keys().size();
                assigns.add(new Assign(
                        place(), isDeeper ? Plan.whole(0) : leg.keys().get(i).value()));
            }
            placed.add(new Plan.Project(leg.plan(), assigns));
        }
        List<Slot> columns = new ArrayList<>(union.columns());
        List<SortKey> keys = new ArrayList<>();
        for (int i = 0; i <= width; i++) {
            Slot place = place();
            columns.add(place);
            keys.add(by(place));
        }
        return Optional.of(new Ordered(new Plan.Union(placed, columns), keys));
    }

    private static boolean isPlace(SortKey key) {
        return key.isAscending()
                && slot(key).type() == KqlType.LONG
                && slot(key).held() == KqlType.LONG;
    }

    private static Slot slot(SortKey key) {
        return ((Scalar.Column) key.value()).slot();
    }

    private Slot place() {
        return slots.hidden("place", KqlType.LONG);
    }

    private static SortKey by(Slot place) {
        return new SortKey(new Scalar.Column(place), true, false);
    }

    private static <T> List<T> and(List<? extends T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }
}
