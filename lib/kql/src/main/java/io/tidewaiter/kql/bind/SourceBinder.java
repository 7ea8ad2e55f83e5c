package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.schema.KqlColumn;
import io.tidewaiter.kql.schema.KqlTable;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where rows come from. */
final class SourceBinder {
    private static final Plan ONE_ROW = new Plan.Values(List.of(), List.of(List.of()));

    private final PipelineBinder pipelines;

    SourceBinder(PipelineBinder pipelines) {
        this.pipelines = pipelines;
    }

    Rows bind(Source source, Environment environment, Optional<Rows> implied) {
        return switch (source) {
            case Source.Implied(Place place) -> implied.orElseGet(() -> standard(place));
            case Source.Named(Expression expression) -> named(expression, environment);
            case Source.Print print -> print(print, environment);
            case Source.Range range -> range(range, environment);
            case Source.Datatable table -> datatable(table, environment);
            case Source.External(Place place) ->
                throw place.refuse(
                        Code.InvalidQueryLanguage,
                        "externaldata is not supported: a query reads nothing from elsewhere");
            case Source.Find find -> pipelines.finds().find(find, environment);
        };
    }

    private Rows standard(Place place) {
        return pipelines
                .binding()
                .schema()
                .table(pipelines.binding().schema().defaultTable())
                .map(this::scan)
                .orElseThrow(() -> place.refuse(Code.ParserFailure, "the query names no table"));
    }

    private Rows named(Expression expression, Environment environment) {
        return switch (expression) {
            case Expression.Name(String name, Place place) -> table(name, environment, place);
            case Expression.SubQuery(var pipeline, Place place) ->
                pipelines.bind(pipeline, environment, Optional.empty());
            case Expression.Call call -> call(call, environment);
            // Log Analytics says arg("").T for the table T of the resource graph, which this is
            case Expression.Key(Expression.Call(String at, var arguments, var place), String name, Place of)
            when at.equals("arg") -> scan(schemaTable(name, of));
            case Expression.Key key -> foreign(key);
            default -> throw expression.place().refuse(Code.ParserFailure, "a table is wanted here, not a value");
        };
    }

    private static Rows foreign(Expression.Key key) {
        throw key.place()
                .refuse(
                        Code.InvalidQueryLanguage,
                        "other clusters and databases are not supported; name the table alone");
    }

    private Rows table(String name, Environment environment, Place place) {
        Optional<Environment.Entry> entry = environment.find(name);
        if (entry.isEmpty()) {
            return scan(schemaTable(name, place));
        }
        return switch (entry.get()) {
            case Environment.Entry.Table(var pipeline, var from) -> {
                pipelines.binding().enter(place);
                Rows rows = pipelines.bind(pipeline, from, Optional.empty());
                pipelines.binding().leave();
                yield rows;
            }
            case Environment.Entry.Given(Rows rows) -> rows;
            case Environment.Entry.Function function ->
                pipelines
                        .functions()
                        .table(function, new Expression.Call(name, List.of(), place), environment, Optional.empty());
            case Environment.Entry.Value ignored ->
                throw place.refuse(Code.TypeMismatch, "'" + name + "' is a value, but a table is wanted");
        };
    }

    KqlTable schemaTable(String name, Place place) {
        List<String> names = pipelines.binding().schema().tables().stream()
                .map(KqlTable::name)
                .toList();
        return pipelines
                .binding()
                .schema()
                .table(name)
                .orElseThrow(() -> place.refuse(
                        Code.DisallowedLogicalTableName,
                        "Table " + name + " is invalid, unsupported or disallowed",
                        Near.to(name, names)));
    }

    /** All columns of a table. */
    Rows scan(KqlTable table) {
        List<Field> fields = new ArrayList<>();
        for (KqlColumn column : table.columns()) {
            Slot slot = column.isHidden()
                    ? pipelines.binding().slots().hidden(column.name(), column.type())
                    : pipelines.binding().slots().slot(column.name(), column.type());
            fields.add(new Field(slot, column, List.of(), column.sql()));
        }
        return Rows.of(new Plan.Scan(table, fields));
    }

    private Rows call(Expression.Call call, Environment environment) {
        if (environment.find(call.function()).orElse(null) instanceof Environment.Entry.Function function) {
            return pipelines.functions().table(function, call, environment, Optional.empty());
        }
        return switch (call.function()) {
            case "materialize", "view", "totable" -> {
                if (call.arguments().size() != 1) {
                    throw call.place().refuse(Code.TypeMismatch, call.function() + " takes one table");
                }
                Expression table = call.arguments().getFirst().value();
                yield call.function().equals("materialize")
                        ? pipelines.binding().seeds(call.place()).of(pipelines.rowsOf(table, environment))
                        : pipelines.rowsOf(table, environment);
            }
            case "table" -> {
                if (call.arguments().isEmpty()
                        || !(pipelines
                                        .over(Rows.of(new Plan.Values(List.of(), List.of())), environment)
                                        .bind(call.arguments().getFirst().value())
                                instanceof Scalar.Literal(KqlType type, Object value))
                        || !(value instanceof String name)) {
                    throw call.place().refuse(Code.TypeMismatch, "table takes a name");
                }
                yield table(name, environment, call.place());
            }
            case "cluster", "database", "workspace", "app", "adx", "arg", "resource" ->
                throw call.place().refuse(Code.InvalidQueryLanguage, "other clusters and databases are not supported");
            default ->
                throw call.place()
                        .refuse(
                                Code.UnknownFunction,
                                "there is no function '" + call.function() + "' that yields a table",
                                Near.to(call.function(), environment.names()));
        };
    }

    private Rows print(Source.Print print, Environment environment) {
        return pipelines.rows().project(Rows.of(ONE_ROW), print.columns(), environment, "print_");
    }

    private Rows range(Source.Range range, Environment environment) {
        ExpressionBinder expressions = pipelines.over(Rows.of(ONE_ROW), environment);
        Scalar from = expressions.bind(range.from());
        Scalar to = expressions.bind(range.to());
        Scalar step = expressions.bind(range.step());
        KqlType type = from.type() == KqlType.DATETIME || from.type() == KqlType.TIMESPAN
                ? from.type()
                : from.type() == KqlType.REAL || to.type() == KqlType.REAL || step.type() == KqlType.REAL
                        ? KqlType.REAL
                        : KqlType.LONG;
        KqlType stepType = type == KqlType.DATETIME ? KqlType.TIMESPAN : type;
        if (step instanceof Scalar.Literal(KqlType ignored, Object value)
                && value instanceof Number number
                && number.doubleValue() == 0) {
            throw range.step().place().refuse(Code.InvalidLiteral, "a range with a step of 0 has no end");
        }
        for (Scalar bound : List.of(from, to, step)) {
            if (bound instanceof Scalar.Literal(KqlType ignored, Object value)
                    && value instanceof Double number
                    && !Double.isFinite(number)) {
                throw range.place().refuse(Code.InvalidLiteral, "the bounds and the step of a range are finite");
            }
        }
        Slot slot = pipelines.binding().slots().slot(range.column(), type);
        return new Rows(new Plan.Range(slot, in(from, type), in(to, type), in(step, stepType)), List.of(), false);
    }

    private static Scalar in(Scalar value, KqlType type) {
        return value.type() == type ? value : new Scalar.Conversion(value, type);
    }

    private Rows datatable(Source.Datatable table, Environment environment) {
        ExpressionBinder expressions = pipelines.over(Rows.of(ONE_ROW), environment);
        int width = table.columns().size();
        if (table.values().size() % width != 0) {
            throw table.place()
                    .refuse(
                            Code.ParserFailure,
                            table.values().size() + " values do not fill rows of " + width + " columns");
        }
        List<Slot> slots = table.columns().stream()
                .map(c -> pipelines.binding().slots().slot(c.name(), c.type()))
                .toList();
        Set<String> names = new HashSet<>();
        for (Source.Column column : table.columns()) {
            if (!names.add(column.name())) {
                throw column.place().refuse(Code.UnknownColumn, "the column '" + column.name() + "' is there twice");
            }
        }
        List<List<Scalar>> rows = new ArrayList<>();
        for (int at = 0; at < table.values().size(); at += width) {
            List<Scalar> row = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                row.add(in(
                        expressions.bind(table.values().get(at + i)),
                        slots.get(i).type()));
            }
            rows.add(row);
        }
        return Rows.of(new Plan.Values(slots, rows));
    }
}
