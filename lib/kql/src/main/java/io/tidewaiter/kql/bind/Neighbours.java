package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.Implementation;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Signature;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Functions that look at neighbouring rows ({@code row_number}, {@code prev}, {@code row_cumsum}...): each becomes a
 * column of a window below the operator that calls it, over the order that the rows are in.
 */
final class Neighbours {
    private static final String RUN = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";

    private final PipelineBinder pipelines;
    private final Rows input;
    private final ExpressionBinder expressions;
    private final ExpressionBinder inner;
    private final List<Aggregated> values = new ArrayList<>();
    private final List<Aggregated> restarts = new ArrayList<>();
    /** {@code prev} and {@code next} inside of others: {@code row_number(1, k != prev(k))}. */
    private final List<Aggregated> nested = new ArrayList<>();

    private boolean isNested;

    Neighbours(PipelineBinder pipelines, Rows input, Environment environment) {
        this.pipelines = pipelines;
        this.input = input;
        ExpressionBinder over = pipelines.over(input, environment);
        this.inner = over.hooked(this::takeNested);
        this.expressions = over.hooked(this::take);
    }

    /** Binds with such calls taken away. */
    ExpressionBinder expressions() {
        return expressions;
    }

    /** The input with the columns that the calls stand for. */
    Plan plan() {
        Plan plan = input.plan();
        if (!nested.isEmpty()) {
            plan = new Plan.Window(plan, nested, input.order());
        }
        if (!restarts.isEmpty()) {
            plan = new Plan.Window(plan, restarts, input.order());
        }
        return values.isEmpty() ? plan : new Plan.Window(plan, values, input.order());
    }

    private Optional<Scalar> takeNested(Expression.Call call) {
        if (isNested || !(call.function().equals("prev") || call.function().equals("next"))) {
            return Optional.empty();
        }
        isNested = true;
        Optional<Scalar> value = take(call);
        isNested = false;
        return value;
    }

    private Optional<Scalar> take(Expression.Call call) {
        Optional<ScalarFunction> function = FunctionTable.scalar(call.function());
        if (function.isEmpty()) {
            return Optional.empty();
        }
        for (Signature signature : function.get().signatures()) {
            if (signature.implementation() instanceof Implementation.Special(Role role)) {
                Optional<Scalar> value = window(role, call);
                if (value.isPresent()) {
                    return value;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Scalar> window(Role role, Expression.Call call) {
        List<Scalar> arguments = new ArrayList<>();
        switch (role) {
            case ROW_NUMBER, ROW_CUMSUM, ROW_RANK_DENSE, ROW_RANK_MIN, ROW_WINDOW_SESSION, PREV, NEXT ->
                call.arguments().forEach(a -> arguments.add(PipelineBinder.inOwnForm(inner.bind(a.value()))));
            default -> {
                return Optional.empty();
            }
        }
        ExpressionBinder.require(
                FunctionTable.resolve(
                        call.function(),
                        arguments.stream().map(Scalar::argument).toList()),
                call.place());
        return Optional.of(
                switch (role) {
                    case ROW_NUMBER -> rowNumber(arguments);
                    case ROW_CUMSUM -> cumulated(arguments);
                    case PREV -> shifted("lag", arguments);
                    case NEXT -> shifted("lead", arguments);
                    case ROW_RANK_DENSE -> rank(true, arguments);
                    case ROW_RANK_MIN -> rank(false, arguments);
                    default -> session(arguments, call.place());
                });
    }

    private Scalar value(KqlType type, String sql, List<Scalar> operands) {
        Slot slot = pipelines.binding().slots().slot("window", type);
        (isNested ? nested : values).add(new Aggregated(slot, sql, operands, List.of()));
        return new Scalar.Column(slot);
    }

    /** What numbers the runs between restarts, as a partition; empty where nothing restarts. */
    private String partition(List<Scalar> operands, Optional<Scalar> restart) {
        if (restart.isEmpty()) {
            return "";
        }
        Slot run = pipelines.binding().slots().slot("run", KqlType.LONG);
        restarts.add(new Aggregated(
                run,
                "count(*) FILTER (WHERE " + SqlHole.of(0) + ") OVER (" + SqlHole.ORDER + " " + RUN + ")",
                List.of(in(KqlType.BOOL, restart.get())),
                List.of()));
        operands.add(new Scalar.Column(run));
        return "PARTITION BY " + SqlHole.of(operands.size() - 1) + " ";
    }

    private static Scalar in(KqlType type, Scalar value) {
        return value.type() == type ? value : new Scalar.Conversion(value, type);
    }

    private static Optional<Scalar> at(List<Scalar> arguments, int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    private Scalar rowNumber(List<Scalar> arguments) {
        List<Scalar> operands = new ArrayList<>();
        operands.add(in(KqlType.LONG, at(arguments, 0).orElse(Plan.whole(1))));
        String partition = partition(operands, at(arguments, 1));
        return value(
                KqlType.LONG,
                "(row_number() OVER (" + partition + SqlHole.ORDER + ") + " + SqlHole.of(0) + " - 1)",
                operands);
    }

    private Scalar cumulated(List<Scalar> arguments) {
        Scalar term = arguments.getFirst();
        KqlType type =
                term.type() == KqlType.INT ? KqlType.LONG : term.type() == KqlType.DYNAMIC ? KqlType.REAL : term.type();
        List<Scalar> operands = new ArrayList<>();
        operands.add(new Scalar.Conversion(term, type));
        String partition = partition(operands, at(arguments, 1));
        String sum = "sum(" + SqlHole.of(0) + ") OVER (" + partition + SqlHole.ORDER + " " + RUN + ")";
        boolean isWhole = type == KqlType.LONG || type == KqlType.TIMESPAN || type == KqlType.DATETIME;
        return value(type, isWhole ? "CAST(" + sum + " AS BIGINT)" : sum, operands);
    }

    private Scalar shifted(String function, List<Scalar> arguments) {
        Scalar of = arguments.getFirst();
        List<Scalar> operands = new ArrayList<>();
        operands.add(of);
        operands.add(in(KqlType.LONG, at(arguments, 1).orElse(Plan.whole(1))));
        String missing = "";
        if (arguments.size() > 2) {
            operands.add(new Scalar.Conversion(arguments.get(2), of.type()));
            missing = ", " + SqlHole.of(2);
        } else if (of.type() == KqlType.STRING) {
            missing = ", ''";
        }
        return value(
                of.type(),
                function + "(" + SqlHole.of(0) + ", " + SqlHole.of(1) + missing + ") OVER (" + SqlHole.ORDER + ")",
                operands);
    }

    /** A rank goes up where the value differs from that of the row before. */
    private Scalar rank(boolean isDense, List<Scalar> arguments) {
        List<Scalar> operands = new ArrayList<>();
        Slot differs = pipelines.binding().slots().slot("differs", KqlType.BOOL);
        String partition = partition(operands, at(arguments, 1));
        String isNew = SqlHole.of(0) + " IS DISTINCT FROM lag(" + SqlHole.of(0) + ") OVER (" + SqlHole.ORDER + ")"
                + " OR row_number() OVER (" + SqlHole.ORDER + ") = 1";
        restarts.add(new Aggregated(differs, "(" + isNew + ")", List.of(arguments.getFirst()), List.of()));
        operands.add(new Scalar.Column(differs));
        String hole = SqlHole.of(operands.size() - 1);
        if (isDense) {
            return value(
                    KqlType.LONG,
                    "greatest(1, count(*) FILTER (WHERE " + hole + ") OVER (" + partition + SqlHole.ORDER + " " + RUN
                            + "))",
                    operands);
        }
        Slot number = pipelines.binding().slots().slot("number", KqlType.LONG);
        restarts.add(new Aggregated(number, "row_number() OVER (" + SqlHole.ORDER + ")", List.of(), List.of()));
        operands.add(new Scalar.Column(number));
        String numberHole = SqlHole.of(operands.size() - 1);
        String start = "min(" + numberHole + ") OVER (" + partition + ")";
        return value(
                KqlType.LONG,
                "greatest(1, max(CASE WHEN " + hole + " THEN " + numberHole + " END) OVER (" + partition + SqlHole.ORDER
                        + " " + RUN + ") - " + start + " + 1)",
                operands);
    }

    /**
     * The time at which the session of the row began. Gaps, nulls and restarts part the rows into runs; inside a run a
     * session ends where it has lasted long enough, which is a fold over the run's rows up to this one.
     */
    private Scalar session(List<Scalar> arguments, Place place) {
        List<Scalar> times = List.of(arguments.get(0), in(KqlType.TIMESPAN, arguments.get(2)));
        if (times.stream().anyMatch(this::isShifted)) {
            throw place.refuse(Code.InvalidQueryLanguage, "the times of a session are those of its own row");
        }
        Slot parts = pipelines.binding().slots().slot("parts", KqlType.BOOL);
        String before = "lag(" + SqlHole.of(0) + ") OVER (" + SqlHole.ORDER + ")";
        nested.add(new Aggregated(
                parts,
                "coalesce(" + SqlHole.of(0) + " - " + before + " >= " + SqlHole.of(1) + ", TRUE)",
                times,
                List.of()));
        List<Scalar> either = new ArrayList<>(List.of(new Scalar.Column(parts)));
        at(arguments, 3).ifPresent(restart -> either.add(in(KqlType.BOOL, restart)));
        List<Scalar> operands = new ArrayList<>(List.of(arguments.get(0), in(KqlType.TIMESPAN, arguments.get(1))));
        String partition = partition(operands, Optional.of(new Scalar.Junction(false, either)));
        return value(
                KqlType.DATETIME,
                "list_reduce(list(" + SqlHole.of(0) + ") OVER (" + partition + SqlHole.ORDER + " " + RUN
                        + "), lambda s, t: CASE WHEN t - s >= " + SqlHole.of(1) + " THEN t ELSE s END)",
                operands);
    }

    private boolean isShifted(Scalar value) {
        boolean isOne = value instanceof Scalar.Column(Slot slot)
                && nested.stream().anyMatch(n -> n.slot().equals(slot));
        return isOne || value.operands().stream().anyMatch(this::isShifted);
    }
}
