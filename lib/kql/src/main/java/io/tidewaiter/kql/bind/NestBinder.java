package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Copies;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.JoinKind;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Nest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code top-nested} and {@code top-hitters}. */
final class NestBinder {
    private final PipelineBinder pipelines;

    NestBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows hitters(Rows input, Operator.TopHitters hitters, Environment environment) {
        ExpressionBinder over = pipelines.over(input, environment);
        Scalar of = over.bind(hitters.of());
        String name = ResultNames.of(hitters.of(), environment);
        Slot key = pipelines.binding().slots().slot(name.isEmpty() ? "Column1" : name, of);
        String by = hitters.by().map(b -> ResultNames.of(b, environment)).orElse(name);
        boolean isSum = hitters.by().isPresent();
        List<Scalar> operands = hitters.by()
                .map(b -> List.<Scalar>of(new Scalar.Conversion(over.bind(b), KqlType.REAL)))
                .orElse(List.of());
        Slot weight = pipelines
                .binding()
                .slots()
                .slot((isSum ? "approximate_sum_" : "approximate_count_") + by, isSum ? KqlType.REAL : KqlType.LONG);
        Aggregated aggregated =
                new Aggregated(weight, isSum ? "sum(" + SqlHole.of(0) + ")" : "count(*)", operands, List.of());
        Plan grouped = new Plan.Aggregate(input.plan(), List.of(new Assign(key, of)), List.of(aggregated));
        List<SortKey> order = List.of(
                new SortKey(new Scalar.Column(weight), false, false), new SortKey(new Scalar.Column(key), true, true));
        long rows = over.whole(hitters.rows(), "the number of rows");
        return new Rows(new Plan.Limit(new Plan.Sort(grouped, order), 0, rows), order, true);
    }

    /**
     * Level by level: the keys so far are counted, those of the first places kept, and the rows of the kept keys go into
     * the next level.
     */
    Rows nested(Rows given, Operator.TopNested nested, Environment environment) {
        Rows input = pipelines.binding().seeds(nested.place()).of(given);
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        List<Assign> keys = new ArrayList<>();
        Optional<Plan> levels = Optional.empty();
        List<Slot> output = new ArrayList<>();
        List<Slot> before = List.of();
        for (Nest nest : nested.levels()) {
            keys.add(key(input, nest.of(), environment, numbering));
            Copies.Copy copy = Copies.of(input.plan(), pipelines.binding().slots());
            Level level = level(Rows.of(copy.plan()), nest, keysOver(copy, keys), environment, numbering);
            if (nest.others().isPresent()) {
                level = withOthers(level, input, nest, keys, environment);
            }
            if (levels.isEmpty()) {
                levels = Optional.of(level.plan());
            } else {
                List<Equality> on = new ArrayList<>();
                for (int i = 0; i < before.size(); i++) {
                    on.add(new Equality(
                            new Scalar.Column(before.get(i)),
                            new Scalar.Column(level.keys().get(i))));
                }
                levels = Optional.of(new Plan.Join(JoinKind.LEFT, levels.get(), level.plan(), on));
            }
            output.add(level.keys().getLast());
            output.add(level.aggregate());
            before = level.keys();
        }
        List<Assign> shown = new ArrayList<>();
        for (Slot slot : output) { // below a row of others there is nothing
            Scalar column = new Scalar.Column(slot);
            shown.add(new Assign(
                    slot,
                    slot.held() == KqlType.STRING
                            ? Scalar.Sql.of(KqlType.STRING, "coalesce($1, '')", column)
                            : column));
        }
        List<Assign> named = new ArrayList<>();
        for (Assign one : shown) {
            named.add(new Assign(pipelines.binding().slots().slot(one.slot().name(), one.value()), one.value()));
        }
        return new Rows(new Plan.Project(levels.orElseThrow(), named), List.of(), input.isLimited());
    }

    /** With one row more for each of the keys above: the rows whose last key is not among the first, together. */
    private Level withOthers(Level level, Rows input, Nest nest, List<Assign> keys, Environment environment) {
        Copies.Copy kept = Copies.of(level.plan(), pipelines.binding().slots());
        Copies.Copy rows = Copies.of(input.plan(), pipelines.binding().slots());
        List<Assign> all = new ArrayList<>(RowBinder.passed(rows.plan().columns()));
        List<Equality> on = new ArrayList<>();
        List<Assign> above = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Slot slot = pipelines.binding().slots().renamed(keys.get(i).slot(), "$key" + i);
            all.add(new Assign(slot, rows.value(keys.get(i).value())));
            on.add(new Equality(
                    new Scalar.Column(slot),
                    new Scalar.Column(kept.slot(level.keys().get(i)))));
            if (i < keys.size() - 1) {
                above.add(new Assign(
                        pipelines
                                .binding()
                                .slots()
                                .renamed(slot, keys.get(i).slot().name()),
                        new Scalar.Column(slot)));
            }
        }
        Rows rest = Rows.of(new Plan.Join(JoinKind.ANTI, new Plan.Project(rows.plan(), all), kept.plan(), on));
        AggregateCollector collector = pipelines.summaries().collector(rest, above, environment);
        Scalar weight = collector.expression(nest.by());
        Slot counted = pipelines.binding().slots().slot("rows", KqlType.LONG);
        List<Aggregated> aggregates = new ArrayList<>(collector.aggregates);
        aggregates.add(new Aggregated(counted, "count(*)", List.of(), List.of()));
        Plan grouped = new Plan.Filter(
                new Plan.Aggregate(rest.plan(), above, aggregates, collector.choices),
                Scalar.Sql.of(KqlType.BOOL, "($1 > 0)", new Scalar.Column(counted)));
        Slot key = level.keys().getLast();
        Scalar named = pipelines.over(input, environment).bind(nest.others().orElseThrow());
        Scalar others = named.type() == key.held() ? named : new Scalar.Conversion(named, key.held());
        List<Assign> of = new ArrayList<>(
                RowBinder.passed(above.stream().map(Assign::slot).toList()));
        of.add(new Assign(pipelines.binding().slots().slot("others", others), others));
        of.add(new Assign(pipelines.binding().slots().slot("weight", weight), weight));
        List<Slot> columns = new ArrayList<>(level.keys());
        columns.add(level.aggregate());
        List<Slot> output = columns.stream()
                .map(s -> pipelines.binding().slots().renamed(s, s.name()))
                .toList();
        Plan together = new Plan.Union(
                List.of(new Plan.Project(level.plan(), RowBinder.passed(columns)), new Plan.Project(grouped, of)),
                output);
        return new Level(together, output.subList(0, output.size() - 1), output.getLast());
    }

    private record Level(Plan plan, List<Slot> keys, Slot aggregate) {}

    private Assign key(Rows rows, Assignment of, Environment environment, ResultNames.Numbering numbering) {
        Scalar value = pipelines.over(rows, environment).bind(of.value());
        String own = of.names().isEmpty()
                ? numbering.free(ResultNames.of(of.value(), environment))
                : of.names().getFirst();
        return new Assign(pipelines.binding().slots().slot(own, value), value);
    }

    private List<Assign> keysOver(Copies.Copy copy, List<Assign> keys) {
        return keys.stream()
                .map(k -> new Assign(
                        pipelines.binding().slots().renamed(k.slot(), k.slot().name()), copy.value(k.value())))
                .toList();
    }

    private Level level(
            Rows rows, Nest nest, List<Assign> keys, Environment environment, ResultNames.Numbering numbering) {
        AggregateCollector collector = pipelines.summaries().collector(rows, keys, environment);
        Scalar weight = collector.expression(nest.by());
        String name = nest.aggregateName().isEmpty()
                ? numbering.free("aggregated_" + keys.getLast().slot().name())
                : nest.aggregateName();
        Slot aggregate = pipelines.binding().slots().slot(name, weight);
        List<Slot> slots = keys.stream().map(Assign::slot).toList();
        List<Assign> counted = new ArrayList<>(RowBinder.passed(slots));
        counted.add(new Assign(aggregate, weight));
        Plan plan = new Plan.Project(
                new Plan.Aggregate(rows.plan(), keys, collector.aggregates, collector.choices), counted);
        if (nest.rows().isEmpty()) {
            return new Level(plan, slots, aggregate);
        }
        long first = pipelines.over(rows, environment).whole(nest.rows().get(), "the number of values");
        int above = slots.size() - 1;
        Slot place = pipelines.binding().slots().slot("place", KqlType.LONG);
        String partition = above == 0
                ? ""
                : IntStream.range(0, above)
                        .mapToObj(SqlHole::of)
                        .collect(Collectors.joining(", ", "PARTITION BY ", " "));
        List<Scalar> operands = new ArrayList<>();
        slots.subList(0, above).forEach(s -> operands.add(new Scalar.Column(s)));
        Plan placed = new Plan.Window(
                plan,
                List.of(new Aggregated(
                        place, "row_number() OVER (" + partition + SqlHole.ORDER + ")", operands, List.of())),
                List.of(
                        new SortKey(new Scalar.Column(aggregate), nest.isAscending(), nest.isAscending()),
                        new SortKey(new Scalar.Column(slots.getLast()), true, true)));
        Scalar isFirst = Scalar.Sql.of(KqlType.BOOL, "($1 <= $2)", new Scalar.Column(place), Plan.whole(first));
        return new Level(new Plan.Filter(placed, isFirst), slots, aggregate);
    }
}
