package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.UnionBinder.Leg;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import io.tidewaiter.kql.syntax.Source.FoundColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code find} and {@code search}.
 *
 * <p>{@code find} goes table by table, because what only one of them has goes into a bag: a table without any column of
 * the predicate is left out, and a column of the predicate that a table lacks is null in its rows. {@code search} looks
 * at the union of the tables.
 */
final class FindBinder {
    private static final String PACK = "pack_";

    private final PipelineBinder pipelines;

    FindBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    /** {@code search 'x'}: all tables and views, or those that are named. */
    Rows search(Operator.Search search, Environment environment) {
        List<Expression> legs = search.tables().isEmpty() ? allTables(environment, search.place()) : search.tables();
        Rows all = pipelines
                .unions()
                .bind(Optional.empty(), new Operator.Union(false, false, "$table", legs, search.place()), environment);
        return searched(all, search, environment);
    }

    /** {@code T | search 'x'}. */
    Rows searched(Rows input, Operator.Search search, Environment environment) {
        String has = search.isCaseSensitive() ? "has_cs" : "has";
        Expression condition = searchCondition(search.condition(), has);
        Scalar where = pipelines.over(input, environment).condition(condition);
        return input.with(new Plan.Filter(input.plan(), where));
    }

    /** {@code find where x == 1}. */
    Rows find(Source.Find find, Environment environment) {
        Expression condition = searchCondition(find.condition(), "has");
        Set<String> mentioned = new LinkedHashSet<>();
        boolean isAnywhere = mention(condition, mentioned);
        List<Leg> all = pipelines
                .unions()
                .legs(
                        find.tables().isEmpty() ? allTables(environment, find.place()) : find.tables(),
                        environment,
                        find.place());
        List<Leg> legs = isAnywhere
                ? all
                : all.stream()
                        .filter(l -> l.rows().visible().stream().anyMatch(s -> mentioned.contains(s.name())))
                        .toList();
        if (legs.isEmpty()) {
            legs = all;
        }
        Map<String, KqlType> known = new LinkedHashMap<>();
        legs.forEach(l -> l.rows().visible().forEach(s -> known.putIfAbsent(s.name(), s.type())));
        mentioned.retainAll(known.keySet());
        List<FoundColumn> shown = find.columns().isEmpty() ? standard(mentioned, legs, find.place()) : find.columns();
        List<Leg> found = new ArrayList<>();
        for (Leg leg : legs) {
            Rows rows = completed(leg.rows(), mentioned, known);
            Scalar where = pipelines.over(rows, environment).condition(condition);
            Rows kept = rows.with(new Plan.Filter(rows.plan(), where));
            found.add(new Leg(leg.name(), shown(kept, leg.rows(), new Shown(shown, known, find.place()), environment)));
        }
        return pipelines
                .unions()
                .of(found, new Operator.Union(false, false, find.tableColumn(), List.of(), find.place()));
    }

    /** What a leg shows: columns, those that exist in some leg with their types, and where that is asked for. */
    private record Shown(List<FoundColumn> columns, Map<String, KqlType> known, Place place) {}

    /** The columns of the predicate, those that all tables have, and the rest in a bag. */
    private static List<FoundColumn> standard(Set<String> mentioned, List<Leg> legs, Place place) {
        Set<String> names = new LinkedHashSet<>(mentioned);
        for (Slot slot : legs.getFirst().rows().visible()) {
            boolean isCommon = legs.stream()
                    .allMatch(l -> l.rows().visible().stream()
                            .anyMatch(s -> s.name().equals(slot.name()) && s.type() == slot.type()));
            if (isCommon) {
                names.add(slot.name());
            }
        }
        List<FoundColumn> columns = new ArrayList<>();
        names.forEach(n -> columns.add(new FoundColumn.Named(n, Optional.empty(), place)));
        if (legs.stream().anyMatch(l -> l.rows().visible().stream().anyMatch(s -> !names.contains(s.name())))) {
            columns.add(new FoundColumn.Rest());
        }
        return columns;
    }

    /** The rows with nulls for the columns of the predicate that they lack. */
    private Rows completed(Rows rows, Set<String> mentioned, Map<String, KqlType> known) {
        List<Assign> assigns = new ArrayList<>(RowBinder.passed(rows.plan().columns()));
        int before = assigns.size();
        for (String name : mentioned) {
            if (ExpressionBinder.column(rows.plan(), name).isEmpty()) {
                assigns.add(nothing(name, known.getOrDefault(name, KqlType.STRING)));
            }
        }
        return assigns.size() == before ? rows : rows.with(new Plan.Project(rows.plan(), assigns));
    }

    private Assign nothing(String name, KqlType type) {
        Scalar value = new Scalar.Literal(type, type == KqlType.STRING ? "" : null);
        return new Assign(pipelines.binding().slots().slot(name, value), value);
    }

    private Rows shown(Rows rows, Rows table, Shown shown, Environment environment) {
        ExpressionBinder over = pipelines.over(rows, environment);
        Set<String> named = new LinkedHashSet<>();
        List<Assign> assigns = new ArrayList<>();
        for (FoundColumn column : shown.columns()) {
            if (column instanceof FoundColumn.Named(String name, Optional<KqlType> type, Place place)
                    && named.add(name)) {
                assigns.add(named(rows, name, type, shown.known(), place));
            }
        }
        if (shown.columns().stream().anyMatch(FoundColumn.Rest.class::isInstance)) {
            List<Scalar> pairs = new ArrayList<>();
            for (Slot slot : table.visible()) {
                if (!named.contains(slot.name())) {
                    pairs.add(new Scalar.Literal(KqlType.STRING, slot.name()));
                    pairs.add(new Scalar.Column(slot));
                }
            }
            Scalar bag = pairs.isEmpty()
                    ? new Scalar.Literal(KqlType.DYNAMIC, "{}")
                    : over.function("bag_pack", pairs, shown.place());
            assigns.add(new Assign(pipelines.binding().slots().slot(PACK, bag), bag));
        }
        return rows.with(new Plan.Project(rows.plan(), assigns));
    }

    private Assign named(Rows rows, String name, Optional<KqlType> type, Map<String, KqlType> known, Place place) {
        if (!known.containsKey(name)) {
            throw place.refuse(
                    Code.UnknownColumn, "no table has a column '" + name + "'", Near.to(name, known.keySet()));
        }
        Optional<Slot> slot = ExpressionBinder.column(rows.plan(), name);
        KqlType wanted = type.orElse(slot.map(Slot::type).orElse(known.getOrDefault(name, KqlType.STRING)));
        if (slot.isEmpty()) {
            return nothing(name, wanted);
        }
        Scalar column = new Scalar.Column(slot.get());
        Scalar value = wanted == slot.get().type() ? column : new Scalar.Conversion(column, wanted);
        return new Assign(pipelines.binding().slots().slot(name, value), value);
    }

    private List<Expression> allTables(Environment environment, Place place) {
        return pipelines.unions().tables(environment).stream()
                .map(name -> (Expression) new Expression.Name(name, place))
                .toList();
    }

    /** Notes the names of an expression; whether it asks for any column. */
    private static boolean mention(Expression expression, Set<String> names) {
        return switch (expression) {
            case Expression.Star ignored -> true;
            case Expression.Name(String name, Place place) -> {
                names.add(name);
                yield false;
            }
            case Expression.Literal ignored -> false;
            case Expression.TypeOf ignored -> false;
            case Expression.SubQuery ignored -> false;
            case Expression.Key key -> mention(key.target(), names);
            case Expression.Element element -> mention(List.of(element.target(), element.index()), names);
            case Expression.Negation negation -> mention(negation.operand(), names);
            case Expression.Binary binary -> mention(List.of(binary.left(), binary.right()), names);
            case Expression.Junction junction -> mention(junction.operands(), names);
            case Expression.Membership membership -> mention(membership.left(), names);
            case Expression.Between between -> mention(List.of(between.left(), between.low(), between.high()), names);
            case Expression.Call call ->
                mention(
                        call.arguments().stream()
                                .map(Expression.Argument::value)
                                .toList(),
                        names);
        };
    }

    private static boolean mention(List<Expression> expressions, Set<String> names) {
        boolean isAnywhere = false;
        for (Expression expression : expressions) {
            isAnywhere |= mention(expression, names);
        }
        return isAnywhere;
    }

    /** A string alone asks for it in any column. */
    private static Expression searchCondition(Expression condition, String has) {
        return switch (condition) {
            case Expression.Literal literal
            when literal.type() == KqlType.STRING -> term(new Expression.Star(literal.place()), literal, has);
            case Expression.Binary(String operator, Expression column, Expression.Literal literal, Place place)
            when operator.equals(Expression.TERM) -> term(column, literal, has);
            case Expression.Junction(boolean isAnd, List<Expression> operands, Place place) ->
                new Expression.Junction(
                        isAnd,
                        operands.stream().map(o -> searchCondition(o, has)).toList(),
                        place);
            case Expression.Star(Place place) -> new Expression.Literal(KqlType.BOOL, true, place);
            default -> condition;
        };
    }

    /** A text in a column; stars at its ends stand for the rest of a term, or for anything. */
    private static Expression term(Expression column, Expression.Literal literal, String has) {
        String text = String.valueOf(literal.value());
        boolean hasStars = text.contains("*");
        String operator =
                !hasStars ? has : text.startsWith("*") ? text.endsWith("*") ? "contains" : "hassuffix" : "hasprefix";
        return new Expression.Binary(
                operator,
                column,
                new Expression.Literal(KqlType.STRING, text.replace("*", ""), literal.place()),
                literal.place());
    }
}
