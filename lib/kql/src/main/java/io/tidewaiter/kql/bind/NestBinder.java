package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
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
    Rows nested(Rows input, Operator.TopNested nested, Environment environment) {
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        List<Assign> keys = new ArrayList<>();
        Optional<Plan> levels = Optional.empty();
        List<Slot> output = new ArrayList<>();
        List<Slot> before = List.of();
        for (Nest nest : nested.levels()) {
            if (nest.others().isPresent()) {
                throw nested.place().refuse(Code.InvalidQueryLanguage, "top-nested with others is not supported");
            }
            keys.add(key(input, nest.of(), environment, numbering));
            Copies.Copy copy = Copies.of(input.plan(), pipelines.binding().slots());
            Level level = level(Rows.of(copy.plan()), nest, keysOver(copy, keys), environment, numbering);
            if (levels.isEmpty()) {
                levels = Optional.of(level.plan());
            } else {
                List<Equality> on = new ArrayList<>();
                for (int i = 0; i < before.size(); i++) {
                    on.add(new Equality(
                            new Scalar.Column(before.get(i)),
                            new Scalar.Column(level.keys().get(i))));
                }
                levels = Optional.of(new Plan.Join(JoinKind.INNER, levels.get(), level.plan(), on));
            }
            output.add(level.keys().getLast());
            output.add(level.aggregate());
            before = level.keys();
        }
        return new Rows(new Plan.Project(levels.orElseThrow(), RowBinder.passed(output)), List.of(), input.isLimited());
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
