package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Copies;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Element;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.Slots;
import io.tidewaiter.kql.plan.SqlHole;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.DeclaredColumn;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code evaluate}. Of {@code bag_unpack} and {@code pivot} the columns are declared, or asked of the rows before the
 * query is translated.
 */
final class PluginBinder {
    private static final int COLUMNS_MAX = 300;
    private static final int SETS_MAX = 16;

    private final PipelineBinder pipelines;

    PluginBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows bind(Rows given, Operator.Evaluate evaluate, Environment environment) {
        Rows input = pipelines.binding().seeds(evaluate.place()).of(given);
        return switch (evaluate.call().function()) {
            case "bag_unpack" -> unpack(input, evaluate, environment);
            case "pivot" -> pivot(input, evaluate, environment);
            case "narrow" -> narrow(input, evaluate);
            case "dcount_intersect" -> intersect(input, evaluate, environment);
            case "ipv4_lookup" -> lookup(input, evaluate, "ipv4_is_in_range", environment);
            case "ipv6_lookup" -> lookup(input, evaluate, "ipv6_is_in_range", environment);
            default ->
                throw evaluate.call()
                        .place()
                        .refuse(
                                Code.InvalidQueryLanguage,
                                "evaluate " + evaluate.call().function()
                                        + " is not supported; bag_unpack, narrow, pivot, dcount_intersect, ipv4_lookup and"
                                        + " ipv6_lookup are");
        };
    }

    /** A lookup by the ranges that an address is in, and by equal columns: the addresses are looked up once each. */
    private Rows lookup(Rows left, Operator.Evaluate evaluate, String isInRange, Environment environment) {
        List<Argument> arguments = new ArrayList<>(evaluate.call().arguments());
        Place place = evaluate.call().place();
        boolean keepsAll = false;
        if (!arguments.isEmpty()
                && arguments.getLast().value() instanceof Expression.Literal(KqlType type, Object value, var at)
                && type == KqlType.BOOL) {
            keepsAll = Boolean.TRUE.equals(value);
            arguments.removeLast();
        }
        if (arguments.size() < 3) {
            throw place.refuse(
                    Code.TypeMismatch,
                    evaluate.call().function() + " takes a table, a column of addresses and one of ranges");
        }
        pipelines.binding().countJoin(place);
        Rows right = pipelines.rowsOf(arguments.getFirst().value(), environment);
        Scalar address = pipelines.over(left, environment).bind(arguments.get(1).value());
        Copies.Copy copy = Copies.of(left.plan(), pipelines.binding().slots());
        Slot asked = pipelines.binding().slots().slot("address", address);
        Plan addresses = new Plan.Aggregate(copy.plan(), List.of(new Assign(asked, copy.value(address))), List.of());
        ExpressionBinder over = pipelines.over(right, environment);
        Scalar range = over.bind(arguments.get(2).value());
        Scalar isIn = over.function(isInRange, List.of(new Scalar.Column(asked), range), place);
        Plan found = new Plan.Apply(addresses, new Plan.Filter(right.plan(), isIn));
        List<Plan.Equality> on = new ArrayList<>(List.of(new Plan.Equality(address, new Scalar.Column(asked))));
        List<Expression> keys = new ArrayList<>();
        for (Argument key : arguments.subList(3, arguments.size())) {
            on.add(new Plan.Equality(pipelines.over(left, environment).bind(key.value()), over.bind(key.value())));
            keys.add(key.value());
        }
        Plan.JoinKind kind = keepsAll ? Plan.JoinKind.LEFT : Plan.JoinKind.INNER;
        Operator.Join shape = new Operator.Join(true, "", arguments.getFirst().value(), keys, place);
        Plan joined = new Plan.Join(kind, left.plan(), found, on);
        return new Rows(pipelines.joins().output(joined, left, right, shape), List.of(), left.isLimited());
    }

    private Rows unpack(Rows input, Operator.Evaluate evaluate, Environment environment) {
        List<Argument> arguments = evaluate.call().arguments();
        Place place = evaluate.call().place();
        if (arguments.isEmpty()
                || !(pipelines
                                .over(input, environment)
                                .bind(arguments.getFirst().value())
                        instanceof Scalar.Column(Slot bag))
                || bag.type() != KqlType.DYNAMIC) {
            throw place.refuse(Code.TypeMismatch, "bag_unpack takes a dynamic column");
        }
        String prefix = text(arguments, 1, "OutputColumnPrefix");
        String conflict = text(arguments, 2, "columnsConflict");
        Set<String> ignored = ignored(text(arguments, 3, "ignoredProperties"));
        Map<String, KqlType> keys = evaluate.columns().isPresent()
                ? declared(evaluate.columns().get(), input, prefix)
                : keys(input, bag, place);
        keys.keySet().removeAll(ignored);
        List<Assign> assigns = new ArrayList<>();
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        for (Slot slot : input.plan().columns()) {
            boolean isTaken = slot.name().startsWith(prefix)
                    && keys.containsKey(slot.name().substring(prefix.length()));
            if (isTaken && !slot.equals(bag) && !conflict.startsWith("replace") && !conflict.startsWith("keep")) {
                throw place.refuse(
                        Code.TypeMismatch,
                        "the column '" + slot.name()
                                + "' is there already; say columnsConflict='replace_source' or 'keep_source'");
            }
            boolean isReplaced = isTaken && conflict.startsWith("replace");
            if (!slot.equals(bag)) {
                String key = slot.name().substring(isReplaced ? prefix.length() : 0);
                assigns.add(
                        isReplaced
                                ? property(bag, prefix, key, keys.getOrDefault(key, KqlType.DYNAMIC))
                                : new Assign(slot, new Scalar.Column(slot)));
                numbering.take(slot.name());
            }
        }
        keys.forEach((key, type) -> {
            if (!numbering.isTaken(prefix + key)) {
                assigns.add(property(bag, prefix, key, type));
            }
        });
        return input.with(new Plan.Project(input.plan(), assigns));
    }

    private Assign property(Slot bag, String prefix, String key, KqlType type) {
        Scalar value = new Scalar.Path(new Scalar.Column(bag), List.of(new PathKey.Name(key)), KqlType.DYNAMIC);
        Scalar typed = type == KqlType.DYNAMIC ? value : new Scalar.Conversion(value, type);
        return new Assign(pipelines.binding().slots().slot(prefix + key, typed), typed);
    }

    /** A row for each value, with the number of its row and the name of its column. */
    private Rows narrow(Rows input, Operator.Evaluate evaluate) {
        if (!evaluate.call().arguments().isEmpty()) {
            throw evaluate.call().place().refuse(Code.TypeMismatch, "narrow takes no arguments");
        }
        Slots slots = pipelines.binding().slots();
        Slot number = slots.slot("Row", KqlType.LONG);
        Plan numbered = new Plan.Window(
                input.plan(),
                List.of(new Aggregated(
                        number, "(row_number() OVER (" + SqlHole.ORDER + ") - 1)", List.of(), List.of())),
                input.order());
        List<Scalar> pairs = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        for (Slot slot : input.visible()) {
            pairs.add(new Scalar.Literal(KqlType.STRING, slot.name()));
            pairs.add(new Scalar.Conversion(new Scalar.Column(slot), KqlType.STRING));
            sql.add("json_array($" + (pairs.size() - 1) + ", $" + pairs.size() + ")");
        }
        Slot pair = slots.slot("pair", KqlType.DYNAMIC);
        Scalar list = new Scalar.Sql("[" + String.join(", ", sql) + "]", pairs, KqlType.DYNAMIC, KqlType.DYNAMIC);
        Plan expanded = new Plan.Expand(numbered, List.of(new Element(pair, list)), Optional.empty());
        Scalar column = Scalar.Sql.of(KqlType.STRING, "($1 ->> 0)", new Scalar.Column(pair));
        Scalar value = Scalar.Sql.of(KqlType.STRING, "($1 ->> 1)", new Scalar.Column(pair));
        return Rows.of(new Plan.Project(
                expanded,
                List.of(
                        new Assign(number, new Scalar.Column(number)),
                        new Assign(slots.slot("Column", KqlType.STRING), column),
                        new Assign(slots.slot("Value", KqlType.STRING), value))));
    }

    /** The rows with the numbers of values that the first set has, the first two have in common, and so on. */
    private Rows intersect(Rows input, Operator.Evaluate evaluate, Environment environment) {
        List<Argument> arguments = evaluate.call().arguments();
        Place place = evaluate.call().place();
        if (arguments.size() < 2 || arguments.size() > SETS_MAX) {
            throw place.refuse(Code.TypeMismatch, "dcount_intersect takes 2 to " + SETS_MAX + " results of hll");
        }
        ExpressionBinder over = pipelines.over(input, environment);
        List<Scalar> sets = new ArrayList<>();
        List<Assign> all = new ArrayList<>(RowBinder.passed(input.plan().columns()));
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        input.plan().columns().forEach(slot -> numbering.take(slot.name()));
        String common = "";
        for (Argument argument : arguments) {
            Scalar set = over.bind(argument.value());
            if (set.type() != KqlType.DYNAMIC) {
                throw argument.value().place().refuse(Code.TypeMismatch, "dcount_intersect takes results of hll");
            }
            sets.add(new Scalar.Conversion(set, KqlType.DYNAMIC));
            String one = "try_cast($" + sets.size() + " -> 'hll' AS BIGINT[])";
            common = common.isEmpty()
                    ? one
                    : "CASE WHEN " + one + " IS NOT NULL THEN list_intersect(" + common + ", " + one + ") END";
            Scalar count = new Scalar.Sql("len(" + common + ")", List.copyOf(sets), KqlType.LONG, KqlType.LONG);
            String name = numbering.free("s" + (sets.size() - 1));
            all.add(new Assign(pipelines.binding().slots().slot(name, count), count));
        }
        return input.with(new Plan.Project(input.plan(), all));
    }

    private static String text(List<Argument> arguments, int index, String name) {
        for (int i = 1; i < arguments.size(); i++) {
            boolean isMeant = arguments.get(i).name().isEmpty()
                    ? i == index
                    : arguments.get(i).name().equals(name);
            if (isMeant
                    && arguments.get(i).value() instanceof Expression.Literal(KqlType type, Object value, Place at)) {
                return value == null ? "" : value.toString();
            }
        }
        return "";
    }

    /** In the order in which they are declared; those that the input has are not of the bag. */
    private static Map<String, KqlType> declared(List<DeclaredColumn> columns, Rows input, String prefix) {
        Map<String, KqlType> keys = new LinkedHashMap<>();
        for (DeclaredColumn column : columns) {
            if (column instanceof DeclaredColumn.Named(Source.Column named)
                    && input.visible().stream().noneMatch(s -> s.name().equals(named.name()))) {
                keys.put(
                        named.name().startsWith(prefix) ? named.name().substring(prefix.length()) : named.name(),
                        named.type());
            }
        }
        return keys;
    }

    /** Names in an array, or one. */
    private static Set<String> ignored(String json) {
        return Json.parse(json).orElse(new Json.Null()) instanceof Json.Array(List<Json> names)
                ? names.stream().map(Json::text).collect(Collectors.toSet())
                : Set.of(json);
    }

    /** The keys of all bags in a column and the types of their values, asked of the rows. */
    private Map<String, KqlType> keys(Rows input, Slot bag, Place place) {
        Copies.Copy copy = Copies.of(input.plan(), pipelines.binding().slots());
        Scalar typed = Scalar.Sql.of(
                KqlType.DYNAMIC,
                "to_json(list_transform(CAST(json_keys($1) AS VARCHAR[]), lambda k: json_type(json_extract($1, '$.\"' || replace(replace(k,"
                        + " '\\', '\\\\'), '\"', '\\\"') || '\"')) || ':' || k))",
                new Scalar.Conversion(new Scalar.Column(copy.slot(bag)), KqlType.DYNAMIC));
        Slot element = pipelines.binding().slots().slot("key", KqlType.DYNAMIC);
        Plan expanded = new Plan.Expand(
                copy.plan(),
                List.of(new Element(element, ExpandBinder.list(typed, false, Long.MAX_VALUE))),
                Optional.empty());
        Map<String, KqlType> keys = new TreeMap<>();
        for (String found : probe(expanded, new Scalar.Conversion(new Scalar.Column(element), KqlType.STRING), place)) {
            int colon = found.indexOf(':');
            if (colon > 0) {
                keys.merge(
                        found.substring(colon + 1),
                        type(found.substring(0, colon)),
                        (a, b) -> a == b ? a : numbers(a, b));
            }
        }
        return keys;
    }

    private static KqlType numbers(KqlType a, KqlType b) {
        boolean areNumbers = (a == KqlType.LONG || a == KqlType.REAL) && (b == KqlType.LONG || b == KqlType.REAL);
        return areNumbers ? KqlType.REAL : KqlType.DYNAMIC;
    }

    private static KqlType type(String json) {
        return switch (json) {
            case "VARCHAR" -> KqlType.STRING;
            case "BOOLEAN" -> KqlType.BOOL;
            case "BIGINT", "UBIGINT" -> KqlType.LONG;
            case "DOUBLE" -> KqlType.REAL;
            default -> KqlType.DYNAMIC;
        };
    }

    /** The different values of an expression, of which there may be few only. */
    private List<String> probe(Plan plan, Scalar value, Place place) {
        Slot slot = pipelines.binding().slots().slot("value", KqlType.STRING);
        Plan distinct = new Plan.Aggregate(plan, List.of(new Assign(slot, value)), List.of());
        Plan limited = new Plan.Limit(
                new Plan.Sort(distinct, List.of(new Plan.SortKey(new Scalar.Column(slot), true, true))),
                0,
                COLUMNS_MAX + 1L);
        List<String> values = pipelines
                .binding()
                .probe()
                .orElseThrow(() -> place.refuse(
                        Code.InvalidQueryLanguage,
                        "the columns of this operator depend on the rows; declare them: evaluate " + place.token()
                                + "(...) : (*, name:type)"))
                .apply(limited, slot);
        if (values.size() > COLUMNS_MAX) {
            throw place.refuse(Code.QueryTooComplex, "this would make more than " + COLUMNS_MAX + " columns");
        }
        return values;
    }

    private Rows pivot(Rows input, Operator.Evaluate evaluate, Environment environment) {
        List<Argument> arguments = evaluate.call().arguments();
        Place place = evaluate.call().place();
        if (arguments.isEmpty()) {
            throw place.refuse(Code.TypeMismatch, "pivot takes a column");
        }
        ExpressionBinder over = pipelines.over(input, environment);
        Scalar of = over.bind(arguments.getFirst().value());
        Scalar text = of.type() == KqlType.STRING ? of : new Scalar.Conversion(of, KqlType.STRING);
        Expression counted = new Expression.Call("count", List.of(), place);
        Expression aggregate = arguments.size() > 1 ? arguments.get(1).value() : counted;
        List<Assign> keys = groups(input, arguments, aggregate, over);
        Slot pivot = pipelines.binding().slots().slot("pivot", KqlType.STRING);
        List<Assign> inner = new ArrayList<>(keys);
        inner.add(new Assign(pivot, text));
        AggregateCollector collector = pipelines.summaries().collector(input, inner, environment);
        List<Assign> values = collector.columns(new Assignment(List.of(), aggregate), new ResultNames.Numbering());
        Slot value = values.getFirst().slot();
        List<Assign> grouped = new ArrayList<>(
                RowBinder.passed(inner.stream().map(Assign::slot).toList()));
        grouped.addAll(values);
        Plan counts = new Plan.Project(
                new Plan.Aggregate(input.plan(), inner, collector.aggregates, collector.choices), grouped);
        Set<String> taken = new HashSet<>();
        keys.forEach(k -> taken.add(k.slot().name()));
        return Rows.of(spread(counts, keys, pivot, value, names(input, evaluate, text, taken)));
    }

    private static List<String> declaredNames(List<DeclaredColumn> columns) {
        List<String> names = new ArrayList<>();
        for (DeclaredColumn column : columns) {
            if (column instanceof DeclaredColumn.Named(Source.Column named)) {
                names.add(named.name());
            }
        }
        return names;
    }

    private List<String> names(Rows input, Operator.Evaluate evaluate, Scalar text, Set<String> taken) {
        if (evaluate.columns().isPresent()) {
            return declaredNames(evaluate.columns().get()).stream()
                    .filter(n -> !taken.contains(n))
                    .toList();
        }
        Copies.Copy copy = Copies.of(input.plan(), pipelines.binding().slots());
        return probe(copy.plan(), copy.value(text), evaluate.call().place());
    }

    /** The columns that stay: those that are named, or all that are neither pivoted nor aggregated. */
    private List<Assign> groups(Rows input, List<Argument> arguments, Expression aggregate, ExpressionBinder over) {
        List<Slot> slots = new ArrayList<>();
        if (arguments.size() > 2) {
            for (Argument argument : arguments.subList(2, arguments.size())) {
                if (!(over.bind(argument.value()) instanceof Scalar.Column(Slot slot))) {
                    throw argument.value().place().refuse(Code.TypeMismatch, "pivot groups by columns");
                }
                slots.add(slot);
            }
        } else {
            Set<String> used = new HashSet<>();
            names(arguments.getFirst().value(), used);
            names(aggregate, used);
            input.visible().stream().filter(s -> !used.contains(s.name())).forEach(slots::add);
        }
        return slots.stream()
                .map(s -> new Assign(pipelines.binding().slots().renamed(s, s.name()), new Scalar.Column(s)))
                .toList();
    }

    private static void names(Expression expression, Set<String> out) {
        switch (expression) {
            case Expression.Name(String name, Place place) -> out.add(name);
            case Expression.Key(Expression target, String key, Place place) -> names(target, out);
            case Expression.Call call -> call.arguments().forEach(a -> names(a.value(), out));
            default -> {}
        }
    }

    private Plan spread(Plan counts, List<Assign> keys, Slot pivot, Slot value, List<String> names) {
        List<Assign> outer = new ArrayList<>();
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        for (Assign key : keys) {
            numbering.take(key.slot().name());
            outer.add(new Assign(
                    pipelines.binding().slots().renamed(key.slot(), key.slot().name()), new Scalar.Column(key.slot())));
        }
        boolean isCount = value.type() == KqlType.LONG;
        String empty = isCount ? "0" : value.type() == KqlType.STRING ? "''" : "NULL";
        List<Aggregated> aggregates = new ArrayList<>();
        for (String name : names) {
            Slot slot = pipelines.binding().slots().slot(numbering.free(name), value.type(), value.held());
            aggregates.add(new Aggregated(
                    slot,
                    "coalesce(any_value(" + SqlHole.of(0) + ") FILTER (WHERE " + SqlHole.of(1) + " = " + SqlHole.of(2)
                            + "), " + empty + ")",
                    List.of(
                            new Scalar.Column(value),
                            new Scalar.Column(pivot),
                            new Scalar.Literal(KqlType.STRING, name)),
                    List.of()));
        }
        return new Plan.Aggregate(counts, outer, aggregates);
    }
}
