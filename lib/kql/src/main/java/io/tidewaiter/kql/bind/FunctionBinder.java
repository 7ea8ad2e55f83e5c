package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Pipeline;
import io.tidewaiter.kql.syntax.Source;
import io.tidewaiter.kql.syntax.Statement;
import io.tidewaiter.kql.syntax.Statement.LetValue;
import io.tidewaiter.kql.syntax.Statement.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query's own functions: their text is put where they are called, with the arguments under their names. */
final class FunctionBinder {
    private final PipelineBinder pipelines;

    FunctionBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** A call where a value is wanted. */
    Scalar scalar(Environment.Entry.Function function, Expression.Call call, ExpressionBinder caller) {
        pipelines.binding().enter(call.place());
        Environment inner = lets(function.function(), arguments(function, call, caller, Optional.empty()));
        Pipeline body = result(function.function(), call);
        if (!(body.source() instanceof Source.Named(Expression expression))
                || !body.operators().isEmpty()) {
            throw call.place()
                    .refuse(
                            Code.TypeMismatch,
                            "'" + call.function() + "' yields a table, but a value is wanted",
                            "toscalar(" + call.function() + "(...))");
        }
        Scalar value = caller.inFunction(inner).bind(expression);
        pipelines.binding().leave();
        return value;
    }

    /** A call where rows are wanted; {@code first} is the table that {@code invoke} hands in. */
    Rows table(Environment.Entry.Function function, Expression.Call call, Environment from, Optional<Pipeline> first) {
        pipelines.binding().enter(call.place());
        ExpressionBinder caller = new ExpressionBinder(pipelines, from, new Plan.Values(List.of(), List.of()));
        Environment inner = lets(function.function(), arguments(function, call, caller, first));
        Rows rows = pipelines.bind(result(function.function(), call), inner, Optional.empty());
        pipelines.binding().leave();
        return rows;
    }

    /** Whether a function yields rows. */
    boolean isTable(LetValue.Function function, Environment environment) {
        Environment inner = environment.inner();
        Set<String> tables = new TreeSet<>();
        for (Parameter parameter : function.parameters()) {
            if (parameter instanceof Parameter.Tabular table) {
                tables.add(table.name());
            }
        }
        for (Statement statement : function.body()) {
            if (statement instanceof Statement.Let(String name, LetValue value, var place)) {
                if (value instanceof LetValue.Function inside) {
                    inner.put(name, new Environment.Entry.Function(inside, inner));
                } else if (value instanceof LetValue.Plain(Pipeline pipeline) && isTable(pipeline, inner, tables)) {
                    tables.add(name);
                }
            }
        }
        return !function.body().isEmpty()
                && function.body().getLast() instanceof Statement.Query(Pipeline pipeline, var place)
                && isTable(pipeline, inner, tables);
    }

    private boolean isTable(Pipeline pipeline, Environment environment, Set<String> tables) {
        return !pipeline.operators().isEmpty()
                || !(pipeline.source() instanceof Source.Named(Expression expression))
                || (expression instanceof Expression.Name(String name, var place) && tables.contains(name))
                || pipelines.isTable(expression, environment);
    }

    private Environment lets(LetValue.Function function, Environment arguments) {
        Environment environment = arguments;
        for (Statement statement : function.body()) {
            if (statement instanceof Statement.Let let) {
                environment = pipelines.let(let, environment);
            }
        }
        return environment;
    }

    private static Pipeline result(LetValue.Function function, Expression.Call call) {
        if (function.body().isEmpty()
                || !(function.body().getLast() instanceof Statement.Query(Pipeline body, var place))) {
            throw call.place().refuse(Code.ParserFailure, "'" + call.function() + "' yields nothing");
        }
        return body;
    }

    private Environment arguments(
            Environment.Entry.Function function,
            Expression.Call call,
            ExpressionBinder caller,
            Optional<Pipeline> first) {
        Environment inner = function.environment().inner();
        List<Parameter> parameters = function.function().parameters();
        List<Optional<Argument>> given = given(parameters, call, first.isPresent());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (i == 0 && first.isPresent()) {
                inner.put(parameter.name(), new Environment.Entry.Table(first.get(), caller.environment()));
                continue;
            }
            switch (parameter) {
                case Parameter.Scalar scalar ->
                    inner.put(scalar.name(), new Environment.Entry.Value(value(scalar, given.get(i), caller, call)));
                case Parameter.Tabular table -> {
                    Expression of = given.get(i)
                            .orElseThrow(() -> missing(table.name(), call))
                            .value();
                    Pipeline pipeline = of instanceof Expression.SubQuery(Pipeline sub, var place)
                            ? sub
                            : new Pipeline(new Source.Named(of), List.of());
                    inner.put(table.name(), new Environment.Entry.Table(pipeline, caller.environment()));
                }
            }
        }
        return inner;
    }

    private static Scalar value(
            Parameter.Scalar parameter, Optional<Argument> given, ExpressionBinder caller, Expression.Call call) {
        Expression of =
                given.map(Argument::value).or(parameter::standard).orElseThrow(() -> missing(parameter.name(), call));
        Scalar value = caller.bind(of);
        if (value instanceof Scalar.Literal(KqlType ignored, Long whole) && parameter.type() == KqlType.REAL) {
            return new Scalar.Literal(KqlType.REAL, whole.doubleValue());
        }
        if (value instanceof Scalar.Literal(KqlType type, Long whole)
                && type == KqlType.INT
                && parameter.type() == KqlType.LONG) {
            return new Scalar.Literal(KqlType.LONG, whole);
        }
        return value.type() == parameter.type() ? value : new Scalar.Conversion(value, parameter.type());
    }

    private static RuntimeException missing(String parameter, Expression.Call call) {
        return call.place()
                .refuse(Code.TypeMismatch, "'" + call.function() + "' lacks its argument '" + parameter + "'");
    }

    private static List<Optional<Argument>> given(List<Parameter> parameters, Expression.Call call, boolean isInvoked) {
        List<Optional<Argument>> out = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            Optional<Argument> named =
                    call.arguments().stream().filter(a -> a.name().equals(name)).findFirst();
            if (named.isPresent() || (i == 0 && isInvoked)) {
                out.add(named);
                continue;
            }
            while (next < call.arguments().size()
                    && !call.arguments().get(next).name().isEmpty()) {
                next++;
            }
            out.add(
                    next < call.arguments().size()
                            ? Optional.of(call.arguments().get(next))
                            : Optional.empty());
            next++;
        }
        if (call.arguments().size() > parameters.size()) {
            throw call.place()
                    .refuse(Code.TypeMismatch, "'" + call.function() + "' takes " + parameters.size() + " arguments");
        }
        return out;
    }
}
