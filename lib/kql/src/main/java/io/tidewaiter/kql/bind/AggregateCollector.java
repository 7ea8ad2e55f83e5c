package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Choice;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Gathers the aggregates that expressions call. */
final class AggregateCollector {
    private static final Set<String> CHOICES = Set.of("arg_max", "arg_min", "take_any", "any");

    private final PipelineBinder pipelines;
    private final Rows input;
    private final List<Assign> keys;
    private final Environment environment;
    private final ExpressionBinder plain;
    final List<Aggregated> aggregates = new ArrayList<>();
    final List<Choice> choices = new ArrayList<>();

    AggregateCollector(PipelineBinder pipelines, Rows input, List<Assign> keys, Environment environment) {
        this.pipelines = pipelines;
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
        return settled(plain.hooked(this::take).bind(expression), expression);
    }

    /** Of what is grouped, a column outside of an aggregate has a value only if it is one that is grouped by. */
    private Scalar settled(Scalar value, Expression within) {
        Optional<Assign> key = value instanceof Scalar.Literal
                ? Optional.empty()
                : keys.stream().filter(k -> k.value().equals(value)).findFirst();
        if (key.isPresent()) {
            return new Scalar.Column(key.get().slot());
        }
        if (value instanceof Scalar.Column(Slot slot) && input.visible().contains(slot)) {
            throw within.place()
                    .refuse(
                            Code.TypeMismatch,
                            "'" + slot.name() + "' has many values here; it stands in an aggregate or after by",
                            "take_any(" + slot.name() + ")");
        }
        return value.map(part -> settled(part, within));
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
        AggregateFunction function = FunctionTable.aggregate(call.function()).orElseThrow();
        boolean isChoice = CHOICES.contains(function.name());
        List<Scalar> arguments = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            if (argument.value() instanceof Expression.Star) {
                star(function, call, names, arguments);
            } else {
                Scalar value = plain.bind(argument.value());
                arguments.add(isChoice ? value : PipelineBinder.inOwnForm(value));
                names.add(argument.name().isEmpty() ? ResultNames.of(argument.value(), environment) : argument.name());
            }
        }
        Resolved resolved = ExpressionBinder.require(
                FunctionTable.resolveAggregate(
                        call.function(),
                        arguments.stream().map(Scalar::argument).toList()),
                call.place());
        if (isChoice && (arguments.size() > 1 || function.name().startsWith("arg_"))) {
            return chosen(function, resolved, arguments, names);
        }
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

    /** Values of one row, so that places inside them stay known. */
    private List<One> chosen(
            AggregateFunction function, Resolved resolved, List<Scalar> arguments, List<String> names) {
        List<String> holes =
                IntStream.range(0, arguments.size()).mapToObj(SqlHole::of).toList();
        List<AggregateFunction.Column> columns = function.columns(resolved, holes, "");
        List<One> out = new ArrayList<>();
        List<Assign> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Slot slot = pipelines.binding().slots().slot("chosen", arguments.get(i));
            values.add(new Assign(slot, arguments.get(i)));
            out.add(new One(columns.get(i).name().of(names::get), slot));
        }
        boolean isBy = function.name().startsWith("arg_");
        choices.add(new Choice(
                isBy ? Optional.of(arguments.getFirst()) : Optional.empty(),
                function.name().equals("arg_max"),
                values));
        return out;
    }

    private void star(AggregateFunction function, Expression.Call call, List<String> names, List<Scalar> arguments) {
        if (!function.hasStar()) {
            if (function.name().equals("count") && call.arguments().size() == 1) {
                return;
            }
            throw call.place().refuse(Code.TypeMismatch, function.name() + " takes no '*'");
        }
        for (Slot slot : input.visible()) {
            boolean isGrouped =
                    keys.stream().anyMatch(k -> k.value() instanceof Scalar.Column(Slot of) && of.equals(slot));
            boolean isNamed = arguments.stream().anyMatch(a -> a instanceof Scalar.Column(Slot of) && of.equals(slot));
            if (!isGrouped && !isNamed) {
                arguments.add(new Scalar.Column(slot));
                names.add(slot.name());
            }
        }
    }
}
