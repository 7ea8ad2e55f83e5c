package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Operator;
import java.util.ArrayList;
import java.util.List;

/** {@code summarize}, {@code distinct} and {@code count}. */
final class SummarizeBinder {
    private final PipelineBinder pipelines;

    SummarizeBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** The columns that are grouped by. */
    List<Assign> keys(Rows input, List<Assignment> columns, Environment environment, ResultNames.Numbering numbering) {
        ExpressionBinder expressions = pipelines.over(input, environment);
        List<Assign> keys = new ArrayList<>();
        columns.stream().flatMap(c -> c.names().stream()).forEach(numbering::take);
        for (Assignment column : columns) {
            if (column.value() instanceof Expression.Star) {
                for (Slot slot : input.visible()) {
                    numbering.take(slot.name());
                    keys.add(key(slot.name(), new Scalar.Column(slot)));
                }
                continue;
            }
            Scalar value = expressions.bind(column.value());
            String name = column.names().isEmpty()
                    ? numbering.free(ResultNames.of(column.value(), environment))
                    : column.names().getFirst();
            keys.add(key(name, value));
        }
        return keys;
    }

    private Assign key(String name, Scalar value) {
        return new Assign(pipelines.binding().slots().slot(name, value), value);
    }

    Rows distinct(Rows input, Operator.Distinct distinct, Environment environment) {
        List<Assign> keys = keys(input, distinct.columns(), environment, new ResultNames.Numbering());
        return new Rows(new Plan.Aggregate(input.plan(), keys, List.of()), List.of(), input.isLimited());
    }

    Rows count(Rows input, Operator.Count count) {
        Slot slot = pipelines.binding().slots().slot(count.name(), KqlType.LONG);
        Aggregated all = new Aggregated(slot, "count(*)", List.of(), List.of());
        return Rows.of(new Plan.Aggregate(input.plan(), List.of(), List.of(all)));
    }

    Rows summarize(Rows input, Operator.Summarize summarize, Environment environment) {
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        summarize.aggregates().stream().flatMap(a -> a.names().stream()).forEach(numbering::take);
        List<Assign> keys = keys(input, summarize.keys(), environment, numbering);
        AggregateCollector collector = new AggregateCollector(pipelines, input, keys, environment);
        List<Assign> output =
                new ArrayList<>(RowBinder.passed(keys.stream().map(Assign::slot).toList()));
        for (Assignment aggregate : summarize.aggregates()) {
            output.addAll(collector.columns(aggregate, numbering));
        }
        Plan grouped = new Plan.Aggregate(input.plan(), keys, collector.aggregates, collector.choices);
        return new Rows(new Plan.Project(grouped, output), List.of(), false);
    }

    /** Aggregates of one operator. */
    AggregateCollector collector(Rows input, List<Assign> keys, Environment environment) {
        return new AggregateCollector(pipelines, input, keys, environment);
    }
}
