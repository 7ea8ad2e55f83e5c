package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.ColumnLists;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Pipeline;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code union}: columns of one name and type are one; of one name and several types, each gets its type's name. */
final class UnionBinder {
    private final PipelineBinder pipelines;

    UnionBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** A table of a union, or what stands for one. */
    record Leg(String name, Rows rows) {}

    private record Column(String name, KqlType type) {}

    Rows bind(Optional<Rows> first, Operator.Union union, Environment environment) {
        List<Leg> legs = new ArrayList<>();
        first.ifPresent(rows -> legs.add(new Leg("union_arg0", rows)));
        for (Expression leg : union.legs()) {
            if (union.isFuzzy() && !isThere(leg, environment)) {
                pipelines.binding().warn(leg.place(), "there is no such table; the union is made of the others");
            } else {
                add(legs, leg, environment);
            }
        }
        if (legs.isEmpty()) {
            throw union.place().refuse(Code.DisallowedLogicalTableName, "none of these tables is there");
        }
        pipelines.binding().countLegs(legs.size(), union.place());
        return of(legs, union);
    }

    /** The tables that expressions stand for, those of patterns too. */
    List<Leg> legs(List<Expression> expressions, Environment environment, Place place) {
        List<Leg> legs = new ArrayList<>();
        expressions.forEach(e -> add(legs, e, environment));
        pipelines.binding().countLegs(legs.size(), place);
        return legs;
    }

    /** One table of several. */
    Rows of(List<Leg> legs, Operator.Union union) {
        boolean isLimited = legs.stream().anyMatch(l -> l.rows().isLimited());
        return new Rows(together(legs, union), List.of(), isLimited);
    }

    private void add(List<Leg> legs, Expression leg, Environment environment) {
        String name = nameOf(leg).orElse("union_arg" + legs.size());
        if (!name.endsWith("*")) {
            legs.add(new Leg(tableName(name, environment), pipelines.rowsOf(leg, environment)));
            return;
        }
        var matcher = ColumnLists.matcher(name);
        int before = legs.size();
        for (String table : tables(environment)) {
            if (matcher.matcher(table).matches()) {
                legs.add(new Leg(table, pipelines.rowsOf(new Expression.Name(table, leg.place()), environment)));
            }
        }
        if (legs.size() == before) {
            throw leg.place().refuse(Code.DisallowedLogicalTableName, "no table is called like " + name);
        }
    }

    /** The names of all tables, those of views in the query too. */
    Set<String> tables(Environment environment) {
        Set<String> names = new LinkedHashSet<>();
        pipelines.binding().schema().tables().forEach(t -> names.add(t.name()));
        for (String name : environment.names()) {
            if (environment.find(name).orElse(null) instanceof Environment.Entry.Function(var function, var from)
                    && function.isView()
                    && function.parameters().isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean isThere(Expression leg, Environment environment) {
        return switch (leg) {
            case Expression.Name(String name, var place) -> name.endsWith("*") || pipelines.isTable(leg, environment);
            case Expression.SubQuery(Pipeline pipeline, var place)
            when pipeline.source() instanceof Source.Named(Expression.Name name) ->
                pipelines.isTable(name, environment);
            default -> true;
        };
    }

    /** A table's name, or what the leg calls its rows with {@code as}. */
    private static Optional<String> nameOf(Expression leg) {
        return switch (leg) {
            case Expression.Name(String table, var place) -> Optional.of(table);
            case Expression.SubQuery(Pipeline pipeline, var place)
            when !pipeline.operators().isEmpty()
                    && pipeline.operators().getLast() instanceof Operator.As(String name, var kept, var at) ->
                Optional.of(name);
            default -> Optional.empty();
        };
    }

    private String tableName(String name, Environment environment) {
        return environment.find(name).isPresent()
                ? name
                : pipelines.binding().schema().table(name).map(t -> t.name()).orElse(name);
    }

    private Plan together(List<Leg> legs, Operator.Union union) {
        Map<String, Set<KqlType>> types = new LinkedHashMap<>();
        for (Leg leg : legs) {
            leg.rows()
                    .visible()
                    .forEach(s -> types.computeIfAbsent(s.name(), n -> new LinkedHashSet<>())
                            .add(s.type()));
        }
        List<Column> columns = new ArrayList<>();
        types.forEach((name, of) -> of.forEach(type -> columns.add(new Column(name, type))));
        if (union.isInner()) {
            columns.removeIf(c -> !legs.stream().allMatch(l -> find(l, c).isPresent()));
        }
        List<Slot> output = output(
                legs,
                columns,
                c -> union.isInner() || types.getOrDefault(c.name(), Set.of()).size() == 1);
        boolean hasSource = !union.withSource().isEmpty();
        List<Plan> plans = new ArrayList<>();
        for (Leg leg : legs) {
            plans.add(leg(leg, columns, output, hasSource));
        }
        if (hasSource) {
            output.addFirst(pipelines.binding().slots().slot(union.withSource(), KqlType.STRING));
        }
        return new Plan.Union(plans, output);
    }

    /** The columns of the union; a name that is there with several types gets the type behind it. */
    private List<Slot> output(List<Leg> legs, List<Column> columns, Predicate<Column> isAlone) {
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        columns.stream().filter(isAlone).forEach(c -> numbering.take(c.name()));
        List<Slot> output = new ArrayList<>();
        for (Column column : columns) {
            String name = isAlone.test(column)
                    ? column.name()
                    : numbering.free(column.name() + "_" + column.type().keyword());
            output.add(pipelines.binding().slots().slot(name, column.type(), held(legs, column)));
        }
        return output;
    }

    private static Optional<Slot> find(Leg leg, Column column) {
        return leg.rows().visible().stream()
                .filter(s -> s.name().equals(column.name()) && s.type() == column.type())
                .findFirst();
    }

    /** The form in which the legs meet: their common one, else that of the type. */
    private static KqlType held(List<Leg> legs, Column column) {
        Set<KqlType> held = new LinkedHashSet<>();
        legs.forEach(l -> find(l, column).ifPresent(s -> held.add(s.held())));
        return held.size() == 1 ? held.iterator().next() : column.type();
    }

    private Plan leg(Leg leg, List<Column> columns, List<Slot> output, boolean hasSource) {
        List<Assign> assigns = new ArrayList<>();
        if (hasSource) {
            Scalar name = new Scalar.Literal(KqlType.STRING, leg.name());
            assigns.add(new Assign(pipelines.binding().slots().slot("source", name), name));
        }
        for (int i = 0; i < columns.size(); i++) {
            Slot target = output.get(i);
            Optional<Slot> source = find(leg, columns.get(i));
            Scalar value = source.map(s -> in(s, target))
                    .orElseGet(() -> new Scalar.Literal(target.held(), target.type() == KqlType.STRING ? "" : null));
            assigns.add(
                    new Assign(pipelines.binding().slots().slot(target.name(), target.type(), target.held()), value));
        }
        return new Plan.Project(leg.rows().plan(), assigns);
    }

    private static Scalar in(Slot source, Slot target) {
        Scalar column = new Scalar.Column(source);
        return source.held() == target.held() ? column : new Scalar.Conversion(column, KqlType.DYNAMIC);
    }
}
