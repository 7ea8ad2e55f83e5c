package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.ColumnLists;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.bind.scope.Tuples;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Operator.Ordering;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Operators that work row by row, and those that order and cut rows. */
final class RowBinder {
    private final PipelineBinder pipelines;

    RowBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows bind(Rows input, Operator operator, Environment environment) {
        return switch (operator) {
            case Operator.Where(String name, Expression condition, Place place) -> {
                if (!name.isEmpty()) {
                    pipelines.binding().warn(place, "'" + name + " =' names the condition; '==' compares");
                }
                yield where(input, condition, environment);
            }
            case Operator.Project(List<Assignment> columns, Place place) ->
                project(input, columns, environment, "Column");
            case Operator.Extend(List<Assignment> columns, Place place) -> extend(input, columns, environment);
            case Operator.Serialize(List<Assignment> columns, Place place) -> extend(input, columns, environment);
            case Operator.ProjectAway(List<String> patterns, Place place) ->
                new ColumnLists(input, place).away(patterns);
            case Operator.ProjectKeep(List<String> patterns, Place place) ->
                new ColumnLists(input, place).keep(patterns);
            case Operator.ProjectByNames names -> byNames(input, names, environment);
            case Operator.ProjectReorder(List<Operator.Reordering> patterns, Place place) ->
                new ColumnLists(input, place).reorder(patterns);
            case Operator.ProjectRename rename -> rename(input, rename);
            case Operator.Sort(List<Ordering> keys, Place place) -> sorted(input, keys(input, keys, environment));
            case Operator.Top(Expression rows, List<Ordering> keys, Place place) ->
                take(sorted(input, keys(input, keys, environment)), rows, environment);
            case Operator.Take(Expression rows, Place place) -> take(input, rows, environment);
            case Operator.Sample(Expression rows, Place place) -> {
                long count = pipelines.over(input, environment).whole(rows, "the number of rows");
                yield new Rows(new Plan.Sample(input.plan(), count, OptionalInt.empty()), List.of(), true);
            }
            case Operator.SampleDistinct sample -> sampleDistinct(input, sample, environment);
            case Operator.GetSchema ignored -> schema(input);
            case Operator.Render(Place place) -> {
                pipelines.binding().warn(place, "render has no effect here");
                yield input;
            }
            case Operator.Consume ignored -> input.with(new Plan.Limit(input.plan(), 0, 0));
            default ->
                throw operator.place()
                        .refuse(
                                Code.InvalidQueryLanguage,
                                "the operator '" + operator.place().token() + "' is not supported");
        };
    }

    private Rows byNames(Rows input, Operator.ProjectByNames operator, Environment environment) {
        List<String> names = new ArrayList<>();
        ExpressionBinder expressions = pipelines.over(input, environment);
        for (Expression expression : operator.names()) {
            if (!(expressions.bind(expression) instanceof Scalar.Literal(KqlType type, Object value))
                    || !(value instanceof String text)) {
                throw expression
                        .place()
                        .refuse(Code.TypeMismatch, "the names of columns are texts, or arrays of texts, written out");
            }
            if (type != KqlType.DYNAMIC) {
                names.add(text);
            } else if (Json.parse(text).orElse(new Json.Null()) instanceof Json.Array(List<Json> elements)) {
                elements.forEach(name -> names.add(name.text()));
            } else {
                names.add(Json.parse(text).orElse(new Json.Null()).text());
            }
        }
        return new ColumnLists(input, operator.place()).byNames(names);
    }

    /** Rows in an order. What it goes by is a column where it is drawn: it is asked more than once. */
    private Rows sorted(Rows input, List<SortKey> keys) {
        if (keys.stream().noneMatch(k -> k.value().isDrawn())) {
            return new Rows(input.plan(), keys, input.isLimited());
        }
        List<Assign> columns = new ArrayList<>(passed(input.plan().columns()));
        List<SortKey> named = new ArrayList<>();
        for (SortKey key : keys) {
            Scalar value = PipelineBinder.inOwnForm(key.value());
            Slot slot = pipelines.binding().slots().hidden("order", value.type());
            columns.add(new Assign(slot, value));
            named.add(new SortKey(new Scalar.Column(slot), key.isAscending(), key.isNullsFirst()));
        }
        return new Rows(new Plan.Project(input.plan(), columns), named, input.isLimited());
    }

    private Rows where(Rows input, Expression condition, Environment environment) {
        Neighbours neighbours = new Neighbours(pipelines, input, environment);
        Scalar bound = neighbours.expressions().condition(condition);
        Plan over = neighbours.plan();
        Plan filtered = new Plan.Filter(over, bound);
        boolean isWindowed = !over.equals(input.plan());
        return input.with(
                isWindowed ? new Plan.Project(filtered, passed(input.plan().columns())) : filtered);
    }

    /** Columns as they are. */
    static List<Assign> passed(List<Slot> slots) {
        return slots.stream().map(s -> new Assign(s, new Scalar.Column(s))).toList();
    }

    /** {@code project} and {@code print}, which differ in what they call a column without a name. */
    Rows project(Rows input, List<Assignment> given, Environment environment, String numbered) {
        List<Assignment> columns = Tuples.named(given, environment);
        Neighbours neighbours = new Neighbours(pipelines, input, environment);
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        columns.forEach(c -> c.names().forEach(name -> explicit(name, numbering, c)));
        List<Assign> assigns = new ArrayList<>();
        int index = 0;
        for (Assignment column : columns) {
            if (column.value() instanceof Expression.Star) {
                input.visible().stream()
                        .filter(s -> !numbering.isTaken(s.name()))
                        .forEach(s -> assigns.add(new Assign(s, new Scalar.Column(s))));
                continue;
            }
            Scalar value = neighbours.expressions().bind(column.value());
            if (column.names().size() > 1) {
                assigns.addAll(several(column, value));
            } else {
                boolean isPrinted = numbered.equals("print_");
                String own = isPrinted && column.value() instanceof Expression.Name
                        ? "" // what a name stands for is printed, and there is no column of that name
                        : ResultNames.of(column.value(), environment);
                String wanted = isPrinted && own.isEmpty() ? "print_" + index : own;
                String name = column.names().isEmpty()
                        ? numbering.free(wanted)
                        : column.names().getFirst();
                assigns.add(assign(name, value));
            }
            index++;
        }
        return input.with(new Plan.Project(neighbours.plan(), assigns));
    }

    private static void explicit(String name, ResultNames.Numbering numbering, Assignment column) {
        if (numbering.isTaken(name)) {
            throw column.value().place().refuse(Code.UnknownColumn, "the column '" + name + "' is there twice");
        }
        numbering.take(name);
    }

    private Assign assign(String name, Scalar value) {
        boolean isPassed =
                value instanceof Scalar.Column(Slot slot) && slot.name().equals(name) && !slot.isHidden();
        return new Assign(
                isPassed
                        ? ((Scalar.Column) value).slot()
                        : pipelines.binding().slots().slot(name, value),
                value);
    }

    private List<Assign> several(Assignment column, Scalar value) {
        List<Assign> assigns = new ArrayList<>();
        for (int i = 0; i < column.names().size(); i++) {
            Scalar element = new Scalar.Path(value, List.of(new PathKey.Index(i)), KqlType.DYNAMIC);
            assigns.add(assign(column.names().get(i), element));
        }
        return assigns;
    }

    private Rows extend(Rows input, List<Assignment> given, Environment environment) {
        if (given.isEmpty()) {
            return input;
        }
        List<Assignment> columns = Tuples.named(given, environment);
        Environment inner = environment.inner();
        Neighbours neighbours = new Neighbours(pipelines, input, inner);
        ResultNames.Numbering numbering = new ResultNames.Numbering();
        input.plan().columns().forEach(s -> numbering.take(s.name()));
        Map<String, Assign> made = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (Assignment column : columns) {
            Scalar value = neighbours.expressions().bind(column.value());
            List<Assign> assigns = column.names().size() > 1
                    ? several(column, value)
                    : List.of(assign(extended(column, environment, numbering), value));
            for (Assign assign : assigns) {
                String name = assign.slot().name();
                numbering.take(name);
                order.remove(name);
                order.add(name);
                made.put(name, assign);
                // a later column of the same operator may name it, unless the rows have one of that name
                inner.put(name, new Environment.Entry.Value(assign.value()));
            }
        }
        List<Assign> all = new ArrayList<>();
        for (Slot slot : input.plan().columns()) {
            Assign replaced = made.get(slot.name());
            all.add(replaced == null ? new Assign(slot, new Scalar.Column(slot)) : replaced);
            order.remove(slot.name());
        }
        order.forEach(name -> all.add(made.get(name)));
        return input.with(new Plan.Project(neighbours.plan(), all));
    }

    private static String extended(Assignment column, Environment environment, ResultNames.Numbering numbering) {
        if (!column.names().isEmpty()) {
            return column.names().getFirst();
        }
        String own = ResultNames.of(column.value(), environment);
        boolean isCast = column.value() instanceof Expression.Call || column.value() instanceof Expression.Name;
        return own.isEmpty() || !isCast ? numbering.free(own) : own;
    }

    private Rows rename(Rows input, Operator.ProjectRename rename) {
        Map<String, String> byOld = new HashMap<>();
        for (Operator.Renaming renaming : rename.names()) {
            if (ExpressionBinder.column(input.plan(), renaming.from()).isEmpty()) {
                throw renaming.place()
                        .refuse(
                                Code.UnknownColumn,
                                "there is no column '" + renaming.from() + "' here",
                                Near.to(
                                        renaming.from(),
                                        input.visible().stream().map(Slot::name).toList()));
            }
            byOld.put(renaming.from(), renaming.name());
        }
        List<Assign> assigns = new ArrayList<>();
        for (Slot slot : input.plan().columns()) {
            String name = byOld.get(slot.name());
            boolean isOverwritten = name == null && byOld.containsValue(slot.name());
            if (!isOverwritten) {
                Slot renamed = name == null ? slot : pipelines.binding().slots().renamed(slot, name);
                assigns.add(new Assign(renamed, new Scalar.Column(slot)));
            }
        }
        return input.with(new Plan.Project(input.plan(), assigns));
    }

    /** Sort keys; each falls unless it says otherwise, and nulls come first where it rises. */
    List<SortKey> keys(Rows input, List<Ordering> keys, Environment environment) {
        List<SortKey> out = new ArrayList<>();
        ExpressionBinder expressions = pipelines.over(input, environment);
        for (Ordering key : keys) {
            Scalar value = expressions.bind(key.key());
            out.add(new SortKey(value, key.isAscending(), key.nullsFirst().orElse(key.isAscending())));
        }
        return out;
    }

    private Rows take(Rows input, Expression rows, Environment environment) {
        long count = pipelines.over(input, environment).whole(rows, "the number of rows");
        return new Rows(new Plan.Limit(input.sorted(), 0, count), input.order(), true);
    }

    private Rows sampleDistinct(Rows input, Operator.SampleDistinct sample, Environment environment) {
        ExpressionBinder expressions = pipelines.over(input, environment);
        Scalar value = expressions.bind(sample.of());
        String name = ResultNames.of(sample.of(), environment);
        Slot slot = pipelines.binding().slots().slot(name.isEmpty() ? "Column1" : name, value);
        Plan distinct = new Plan.Aggregate(input.plan(), List.of(new Assign(slot, value)), List.of());
        long count = expressions.whole(sample.rows(), "the number of values");
        return new Rows(new Plan.Limit(distinct, 0, count), List.of(), true);
    }

    private Rows schema(Rows input) {
        List<Slot> slots = new ArrayList<>();
        for (String name : List.of("ColumnName", "ColumnOrdinal", "DataType", "ColumnType")) {
            slots.add(pipelines
                    .binding()
                    .slots()
                    .slot(name, name.equals("ColumnOrdinal") ? KqlType.LONG : KqlType.STRING));
        }
        List<List<Scalar>> rows = new ArrayList<>();
        for (Slot slot : input.visible()) {
            rows.add(List.of(
                    new Scalar.Literal(KqlType.STRING, slot.name()),
                    Plan.whole(rows.size()),
                    new Scalar.Literal(KqlType.STRING, clrType(slot.type())),
                    new Scalar.Literal(KqlType.STRING, slot.type().keyword())));
        }
        return Rows.of(new Plan.Values(slots, rows));
    }

    private static String clrType(KqlType type) {
        return switch (type) {
            case BOOL -> "System.SByte";
            case INT -> "System.Int32";
            case LONG -> "System.Int64";
            case REAL -> "System.Double";
            case DECIMAL -> "System.Data.SqlTypes.SqlDecimal";
            case STRING -> "System.String";
            case DATETIME -> "System.DateTime";
            case TIMESPAN -> "System.TimeSpan";
            case GUID -> "System.Guid";
            case DYNAMIC -> "System.Object";
        };
    }

    /** Optional of a slot by name, for others. */
    static Optional<Slot> named(List<Slot> slots, String name) {
        return slots.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
