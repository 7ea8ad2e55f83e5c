package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
        return new Rows(new Plan.Aggregate(input.plan(), keys, List.of(), true), List.of(), input.isLimited());
    }

    Rows count(Rows input, Operator.Count count) {
        Slot slot = pipelines.binding().slots().slot(count.name(), KqlType.LONG);
        Aggregated all = new Aggregated(slot, "count(*)", List.of(), List.of());
        return Rows.of(new Plan.Aggregate(input.plan(), List.of(), List.of(all), false));
    }

    Rows summarize(Rows input, Operator.Summarize summarize, Environment environment) {
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        summarize.aggregates().stream().flatMap(a -> a.names().stream()).forEach(numbering::take);
        List<Assign> keys = keys(input, summarize.keys(), environment, numbering);
        Collector collector = new Collector(input, keys, environment);
        List<Assign> output =
                new ArrayList<>(RowBinder.passed(keys.stream().map(Assign::slot).toList()));
        for (Assignment aggregate : summarize.aggregates()) {
            output.addAll(collector.columns(aggregate, numbering));
        }
        Plan grouped = new Plan.Aggregate(
                input.plan(), keys, collector.aggregates, !summarize.keys().isEmpty());
        return new Rows(new Plan.Project(grouped, output), List.of(), false);
    }

    /** Aggregates of one operator. */
    Collector collector(Rows input, List<Assign> keys, Environment environment) {
        return new Collector(input, keys, environment);
    }

    /** Gathers the aggregates that expressions call. */
    final class Collector {
        private final Rows input;
        private final List<Assign> keys;
        private final Environment environment;
        private final ExpressionBinder plain;
        final List<Aggregated> aggregates = new ArrayList<>();

        Collector(Rows input, List<Assign> keys, Environment environment) {
            this.input = input;
            this.keys = keys;
            this.environment = environment;
            this.plain = pipelines.over(input, environment);
        }

        /** The columns that one aggregate, or an expression of several, yields. */
        List<Assign> columns(Assignment assignment, ResultNames.Numbering numbering) {
            if (assignment.value() instanceof Expression.Call call
                    && environment.find(call.function()).isEmpty()
                    && FunctionTable.aggregate(call.function()).isPresent()) {
                return named(call, assignment.names(), numbering);
            }
            Scalar value = expression(assignment.value());
            String name = assignment.names().isEmpty()
                    ? numbering.free(nameOf(assignment.value()))
                    : assignment.names().getFirst();
            return List.of(new Assign(pipelines.binding().slots().slot(name, value), value));
        }

        /** {@code round(avg(x), 1)} is called as {@code avg(x)} is. */
        private String nameOf(Expression expression) {
            if (expression instanceof Expression.Call call && !call.arguments().isEmpty()) {
                Expression first = call.arguments().getFirst().value();
                boolean keepsName = FunctionTable.scalar(call.function())
                        .filter(f -> f.resultName().equals(io.tidewaiter.kql.function.spec.ResultName.FIRST_ARGUMENT))
                        .isPresent();
                if (keepsName
                        && first instanceof Expression.Call inner
                        && FunctionTable.aggregate(inner.function()).isPresent()) {
                    return of(inner).getFirst().name;
                }
            }
            return ResultNames.of(expression, environment);
        }

        /** An expression with aggregates in it. */
        Scalar expression(Expression expression) {
            return plain.hooked(this::take).bind(expression);
        }

        private Optional<Scalar> take(Expression.Call call) {
            if (environment.find(call.function()).isPresent()
                    || FunctionTable.aggregate(call.function()).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Scalar.Column(of(call).getFirst().slot));
        }

        private List<Assign> named(Expression.Call call, List<String> names, ResultNames.Numbering numbering) {
            List<Assign> assigns = new ArrayList<>();
            List<One> columns = of(call);
            for (int i = 0; i < columns.size(); i++) {
                One one = columns.get(i);
                String name = i < names.size() ? names.get(i) : numbering.free(one.name);
                Slot slot = pipelines.binding().slots().renamed(one.slot, name);
                assigns.add(new Assign(slot, new Scalar.Column(one.slot)));
            }
            return assigns;
        }

        private record One(String name, Slot slot) {}

        private List<One> of(Expression.Call call) {
            AggregateFunction function =
                    FunctionTable.aggregate(call.function()).orElseThrow();
            List<Scalar> arguments = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (Argument argument : call.arguments()) {
                if (argument.value() instanceof Expression.Star) {
                    star(function, call, names, arguments);
                } else {
                    arguments.add(PipelineBinder.inOwnForm(plain.bind(argument.value())));
                    names.add(ResultNames.of(argument.value(), environment));
                }
            }
            Resolved resolved = ExpressionBinder.require(
                    FunctionTable.resolveAggregate(
                            call.function(),
                            arguments.stream().map(Scalar::argument).toList()),
                    call.place());
            List<String> holes =
                    IntStream.range(0, arguments.size()).mapToObj(SqlHole::of).toList();
            List<One> out = new ArrayList<>();
            for (AggregateFunction.Column column : function.columns(resolved, holes, SqlHole.ORDER)) {
                Slot slot = pipelines.binding().slots().slot("aggregate", column.type());
                aggregates.add(new Aggregated(
                        slot, column.sql(), arguments, function.isOrdered(resolved) ? input.order() : List.of()));
                out.add(new One(column.name().of(names::get), slot));
            }
            return out;
        }

        private void star(
                AggregateFunction function, Expression.Call call, List<String> names, List<Scalar> arguments) {
            if (!function.hasStar()) {
                if (function.name().equals("count") && call.arguments().size() == 1) {
                    return;
                }
                throw call.place().refuse(Code.TypeMismatch, function.name() + " takes no '*'");
            }
            for (Slot slot : input.visible()) {
                boolean isGrouped =
                        keys.stream().anyMatch(k -> k.value() instanceof Scalar.Column(Slot of) && of.equals(slot));
                boolean isNamed =
                        arguments.stream().anyMatch(a -> a instanceof Scalar.Column(Slot of) && of.equals(slot));
                if (!isGrouped && !isNamed) {
                    arguments.add(PipelineBinder.inOwnForm(new Scalar.Column(slot)));
                    names.add(slot.name());
                }
            }
        }
    }
}
