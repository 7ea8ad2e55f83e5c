package io.tidewaiter.kql.plan.rule;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.plan.SqlHole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is drawn becomes a column of its own below the operator that reads it, so that a row draws once, however often
 * its value is written.
 *
 * <pre>
 * where r &lt; 0.1 or r &gt; 0.9                          where #1 &lt; 0.1 or #1 &gt; 0.9
 *   extend r = draw()                       →         extend #1 = draw()
 *     scan T                                            scan T
 * </pre>
 *
 * <p>A draw with a seed goes by the number of its row in the order of all columns, which is the same each time that the
 * rows are read.
 */
final class Draws {
    private final Slots slots;

    private Draws(Slots slots) {
        this.slots = slots;
    }

    /** The plan whose draws are columns. */
    static Plan apply(Plan plan, Slots slots) {
        return new Draws(slots).plan(plan);
    }

    private Plan plan(Plan original) {
        Plan plan = original.map(this::plan, this::queries);
        return switch (plan) {
            case Plan.Project(Plan input, List<Assign> assigns)
            when assigns.stream().anyMatch(a -> a.value().isDrawn()) ->
                over(input).of(plan);
            case Plan.Aggregate(Plan input, var keys, var aggregates, var choices) ->
                over(input).of(plan);
            case Plan.Filter(Plan input, Scalar condition) ->
                passed(plan, over(input).of(plan));
            case Plan.OneOf(Plan input, var keys) -> passed(plan, over(input).of(plan));
            case Plan.Window(Plan input, var values, var order) ->
                passed(plan, over(input).of(plan));
            case Plan.Sort(Plan input, var keys) -> passed(plan, over(input).of(plan));
            case Plan.Expand(Plan input, var elements, var index) ->
                passed(plan, over(input).of(plan));
            case Plan.Join(var kind, Plan left, Plan right, List<Equality> on) -> join(plan, left, right, on);
            default -> plan;
        };
    }

    private Plan join(Plan plan, Plan left, Plan right, List<Equality> on) {
        Below leftBelow = over(left);
        Below rightBelow = over(right);
        List<Equality> named = on.stream()
                .map(e -> new Equality(leftBelow.value(e.left()), rightBelow.value(e.right())))
                .toList();
        Plan.JoinKind kind = ((Plan.Join) plan).kind();
        return passed(plan, new Plan.Join(kind, leftBelow.plan(), rightBelow.plan(), named));
    }

    private Scalar queries(Scalar value) {
        return switch (value) {
            case Scalar.Query(Plan plan, var type) -> new Scalar.Query(plan(plan), type);
            case Scalar.Among(Scalar sought, Plan plan, boolean isNegated, boolean ignoresCase) ->
                new Scalar.Among(queries(sought), plan(plan), isNegated, ignoresCase);
            default -> value.map(this::queries);
        };
    }

    /** The operator without the columns of what it draws, which it would pass on. */
    private static Plan passed(Plan before, Plan after) {
        return after.columns().equals(before.columns()) ? after : new Plan.Project(after, columns(before.columns()));
    }

    private static List<Assign> columns(List<Slot> slots) {
        return slots.stream().map(s -> new Assign(s, new Scalar.Column(s))).toList();
    }

    private Below over(Plan input) {
        return new Below(input);
    }

    /** An operator's input, with what the operator draws. */
    private final class Below {
        private final Plan input;
        private Optional<Slot> row = Optional.empty();
        private final List<Assign> drawn = new ArrayList<>();

        private Below(Plan input) {
            this.input = input;
        }

        private Plan of(Plan operator) {
            Plan named = operator.map(UnaryOperator.identity(), this::value);
            return drawn.isEmpty() ? operator : named.map(ignored -> plan(), UnaryOperator.identity());
        }

        private Scalar value(Scalar value) {
            if (!(value instanceof Scalar.Draw draw)) {
                return value.map(this::value);
            }
            if (draw.seed().isPresent() && row.isEmpty()) {
                row = Optional.of(slots.slot("row", KqlType.LONG));
            }
            Scalar one = draw.seed().isPresent()
                    ? new Scalar.Draw(draw.type(), draw.seed(), List.of(new Scalar.Column(row.orElseThrow())))
                    : draw;
            Slot slot = slots.slot("drawn", draw);
            drawn.add(new Assign(slot, one));
            return new Scalar.Column(slot);
        }

        private Plan plan() {
            if (drawn.isEmpty()) {
                return input;
            }
            List<Assign> all = new ArrayList<>(columns(input.columns()));
            all.addAll(drawn);
            return new Plan.Project(row.map(this::numbered).orElse(input), all);
        }

        private Plan numbered(Slot number) {
            List<SortKey> order = input.columns().stream()
                    .map(s -> new SortKey(new Scalar.Column(s), true, true))
                    .toList();
            String sql = "row_number() OVER (" + SqlHole.ORDER + ")";
            return new Plan.Window(input, List.of(new Aggregated(number, sql, List.of(), List.of())), order);
        }
    }
}
