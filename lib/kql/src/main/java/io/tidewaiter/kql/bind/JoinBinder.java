package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Equality;
import io.tidewaiter.kql.plan.Plan.JoinKind;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code join} in all its kinds, and {@code lookup}. */
final class JoinBinder {
    private static final List<String> KINDS = List.of(
            "innerunique",
            "inner",
            "leftouter",
            "rightouter",
            "fullouter",
            "leftsemi",
            "rightsemi",
            "leftanti",
            "rightanti",
            "leftantisemi",
            "rightantisemi",
            "anti");

    private final PipelineBinder pipelines;

    JoinBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows bind(Rows left, Operator.Join join, Environment environment) {
        pipelines.binding().countJoin(join.place());
        Rows right = pipelines.rowsOf(join.right(), environment);
        List<Equality> on = on(left, right, join, environment);
        boolean isLimited = left.isLimited();
        Plan leftPlan = left.plan();
        Plan rightPlan = right.plan();
        String kind = join.kind().toLowerCase(Locale.ROOT);
        Plan plan = switch (kind) {
            case "innerunique" -> {
                Plan unique = on.isEmpty()
                        ? leftPlan
                        : new Plan.OneOf(
                                leftPlan, on.stream().map(Equality::left).toList());
                yield new Plan.Join(JoinKind.INNER, unique, rightPlan, on);
            }
            case "inner" -> new Plan.Join(JoinKind.INNER, leftPlan, rightPlan, on);
            case "leftouter" -> new Plan.Join(JoinKind.LEFT, leftPlan, rightPlan, on);
            case "rightouter" -> new Plan.Join(JoinKind.RIGHT, leftPlan, rightPlan, on);
            case "fullouter" -> new Plan.Join(JoinKind.FULL, leftPlan, rightPlan, on);
            case "leftsemi" -> new Plan.Join(JoinKind.SEMI, leftPlan, rightPlan, on);
            case "leftanti", "leftantisemi", "anti" -> new Plan.Join(JoinKind.ANTI, leftPlan, rightPlan, on);
            case "rightsemi" -> new Plan.Join(JoinKind.SEMI, rightPlan, leftPlan, swapped(on));
            case "rightanti", "rightantisemi" -> new Plan.Join(JoinKind.ANTI, rightPlan, leftPlan, swapped(on));
            default ->
                throw join.place()
                        .refuse(
                                Code.UnsupportedJoinFlavor,
                                "The join kind \"" + join.kind() + "\" is not supported or not allowed.",
                                Near.to(kind, KINDS));
        };
        boolean isOneSided = kind.contains("semi") || kind.contains("anti");
        return new Rows(isOneSided ? plan : output(plan, left, right, join), List.of(), isLimited);
    }

    private static List<Equality> swapped(List<Equality> on) {
        return on.stream().map(e -> new Equality(e.right(), e.left())).toList();
    }

    /** The left columns, then the right ones under names that are free; what an outer join leaves empty is no null. */
    Plan output(Plan plan, Rows left, Rows right, Operator.Join join) {
        Set<String> keys = new HashSet<>();
        if (join.isLookup()) {
            join.conditions().forEach(c -> keys.addAll(rightNames(c)));
        }
        List<Slot> rightSlots =
                right.visible().stream().filter(s -> !keys.contains(s.name())).toList();
        List<String> names = ResultNames.joined(
                left.visible().stream().map(Slot::name).toList(),
                rightSlots.stream().map(Slot::name).toList());
        JoinKind kind = ((Plan.Join) plan).kind();
        List<Assign> assigns = new ArrayList<>();
        for (Slot slot : left.visible()) {
            assigns.add(assign(slot, slot.name(), kind == JoinKind.RIGHT || kind == JoinKind.FULL));
        }
        for (int i = 0; i < rightSlots.size(); i++) {
            assigns.add(assign(rightSlots.get(i), names.get(i), kind == JoinKind.LEFT || kind == JoinKind.FULL));
        }
        hidden(left, right, assigns);
        return new Plan.Project(plan, assigns);
    }

    /** What only those see who name it stays there for them. */
    private void hidden(Rows left, Rows right, List<Assign> assigns) {
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        assigns.forEach(a -> numbering.take(a.slot().name()));
        for (Slot slot : left.plan().columns()) {
            if (slot.isHidden() && !numbering.isTaken(slot.name())) {
                numbering.take(slot.name());
                assigns.add(new Assign(slot, new Scalar.Column(slot)));
            }
        }
        for (Slot slot : right.plan().columns()) {
            if (slot.isHidden()) {
                Slot named = pipelines.binding().slots().hidden(slot, numbering.free(slot.name()));
                assigns.add(new Assign(named, new Scalar.Column(slot)));
            }
        }
    }

    private Assign assign(Slot slot, String name, boolean mayMiss) {
        Scalar column = new Scalar.Column(slot);
        if (mayMiss && slot.type() == KqlType.STRING) {
            Scalar filled = Scalar.Sql.of(KqlType.STRING, "coalesce($1, '')", column);
            return new Assign(pipelines.binding().slots().slot(name, filled), filled);
        }
        return new Assign(
                name.equals(slot.name()) ? slot : pipelines.binding().slots().renamed(slot, name), column);
    }

    private static List<String> rightNames(Expression condition) {
        return switch (condition) {
            case Expression.Name(String name, Place place) -> List.of(name);
            case Expression.Binary(String operator, Expression.Key left, Expression.Key right, Place place) ->
                isSide(left, "$right") ? List.of(left.key()) : List.of(right.key());
            case Expression.Junction(boolean isAnd, List<Expression> operands, Place place) ->
                operands.stream().flatMap(o -> rightNames(o).stream()).toList();
            default -> List.of();
        };
    }

    private static boolean isSide(Expression expression, String side) {
        return expression instanceof Expression.Key(Expression.Name(String name, var at), String key, Place place)
                && name.equals(side);
    }

    private List<Equality> on(Rows left, Rows right, Operator.Join join, Environment environment) {
        List<Equality> on = new ArrayList<>();
        for (Expression condition : join.conditions()) {
            add(on, condition, left, right, environment);
        }
        if (on.isEmpty() && !join.kind().equals("cross")) {
            throw join.place().refuse(Code.ParserFailure, "a join says on which columns: join (..) on a, b");
        }
        return on;
    }

    private void add(List<Equality> on, Expression condition, Rows left, Rows right, Environment environment) {
        switch (condition) {
            case Expression.Name(String name, Place place) -> {
                Slot leftSlot = require(left, name, place, "left");
                Slot rightSlot = require(right, name, place, "right");
                on.add(equality(new Scalar.Column(leftSlot), new Scalar.Column(rightSlot), place));
            }
            case Expression.Junction(boolean isAnd, List<Expression> operands, Place place)
            when isAnd -> operands.forEach(o -> add(on, o, left, right, environment));
            case Expression.Binary(String operator, Expression one, Expression other, Place place)
            when operator.equals("==") || operator.equals("=~") -> {
                boolean isLeftFirst = side(one, "$left") && !side(other, "$left");
                boolean isRightFirst = side(one, "$right") && !side(other, "$right");
                if (!isLeftFirst && !isRightFirst) {
                    throw place.refuse(
                            Code.InvalidQueryLanguage, "a join compares one column of $left with one of $right");
                }
                Scalar leftValue = sided(isLeftFirst ? one : other, left, environment);
                Scalar rightValue = sided(isLeftFirst ? other : one, right, environment);
                on.add(equality(leftValue, rightValue, place));
            }
            default ->
                throw condition
                        .place()
                        .refuse(
                                Code.InvalidQueryLanguage,
                                "a join takes column names and equalities of $left and $right only");
        }
    }

    private static boolean side(Expression expression, String side) {
        return switch (expression) {
            case Expression.Key(Expression.Name(String name, var at), String key, Place place) -> name.equals(side);
            case Expression.Key(Expression target, String key, Place place) -> side(target, side);
            case Expression.Element(Expression target, Expression index, Place place) -> side(target, side);
            case Expression.Call call -> call.arguments().stream().anyMatch(a -> side(a.value(), side));
            default -> false;
        };
    }

    /** A value of one side, whose columns are named through {@code $left} or {@code $right}. */
    private Scalar sided(Expression expression, Rows rows, Environment environment) {
        return pipelines.over(rows, environment).joined(rows.plan()).bind(expression);
    }

    private static Slot require(Rows rows, String name, Place place, String side) {
        return ExpressionBinder.column(rows.plan(), name)
                .orElseThrow(() -> place.refuse(
                        Code.UnknownColumn,
                        "the " + side + " side has no column '" + name + "'",
                        Near.to(name, rows.visible().stream().map(Slot::name).toList())));
    }

    private static Equality equality(Scalar left, Scalar right, Place place) {
        KqlType a = left.type();
        KqlType b = right.type();
        if (a == b && a != KqlType.DYNAMIC) {
            return new Equality(left, right);
        }
        if (a == KqlType.DYNAMIC && b == KqlType.DYNAMIC) {
            return left.held() == right.held() && left.held() != KqlType.DYNAMIC
                    ? new Equality(left, right)
                    : new Equality(text(left), text(right));
        }
        if (a == KqlType.DYNAMIC || b == KqlType.DYNAMIC) {
            Scalar dynamic = a == KqlType.DYNAMIC ? left : right;
            KqlType other = a == KqlType.DYNAMIC ? b : a;
            Scalar converted = other == KqlType.STRING ? text(dynamic) : new Scalar.Conversion(dynamic, other);
            return a == KqlType.DYNAMIC ? new Equality(converted, right) : new Equality(left, converted);
        }
        boolean areNumbers = isNumber(a) && isNumber(b);
        boolean areTexts = (a == KqlType.STRING || a == KqlType.GUID) && (b == KqlType.STRING || b == KqlType.GUID);
        if (!areNumbers && !areTexts) {
            throw place.refuse(Code.TypeMismatch, "a join cannot compare " + a.keyword() + " with " + b.keyword());
        }
        return new Equality(left, right);
    }

    private static boolean isNumber(KqlType type) {
        return type == KqlType.INT || type == KqlType.LONG || type == KqlType.REAL || type == KqlType.DECIMAL;
    }

    /** The text of a dynamic value; null stays null, which matches nothing. */
    private static Scalar text(Scalar dynamic) {
        return switch (dynamic.held()) {
            case STRING -> new Scalar.Sql("$1", List.of(dynamic), KqlType.STRING, KqlType.STRING);
            case DYNAMIC -> Scalar.Sql.of(KqlType.STRING, "($1 ->> '$')", dynamic);
            default -> new Scalar.Conversion(dynamic, KqlType.STRING);
        };
    }
}
