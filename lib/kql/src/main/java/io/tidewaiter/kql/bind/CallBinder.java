package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Folding;
import io.tidewaiter.kql.bind.scope.ResultNames;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.bind.scope.Seeds;
import io.tidewaiter.kql.bind.scope.Tuples;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Calls that yield a value: of the table of functions, of the query's own, and those that need more than arguments. */
final class CallBinder {
    /** The options that {@code bin_auto} asks for. */
    static final String BIN_SIZE = "query_bin_auto_size";

    static final String BIN_AT = "query_bin_auto_at";

    private static final Map<String, String> CONVERSIONS = Map.ofEntries(
            Map.entry("int", "toint"),
            Map.entry("long", "tolong"),
            Map.entry("real", "todouble"),
            Map.entry("double", "todouble"),
            Map.entry("decimal", "todecimal"),
            Map.entry("bool", "tobool"),
            Map.entry("boolean", "tobool"),
            Map.entry("string", "tostring"),
            Map.entry("datetime", "todatetime"),
            Map.entry("date", "todatetime"),
            Map.entry("timespan", "totimespan"),
            Map.entry("time", "totimespan"),
            Map.entry("guid", "toguid"),
            Map.entry("dynamic", "todynamic"));

    private final ExpressionBinder expressions;

    CallBinder(ExpressionBinder expressions) {
        this.expressions = expressions;
    }

    Scalar bind(Expression.Call call) {
        if (Tuples.isSeveral(call, expressions.environment())) {
            throw call.place()
                    .refuse(
                            Code.InvalidQueryLanguage,
                            call.function() + " yields several columns: it stands alone in extend, project and print; "
                                    + call.function() + "_dynamic yields a bag",
                            call.function() + "_dynamic");
        }
        Optional<Environment.Entry> own = expressions.environment().find(call.function());
        if (own.isPresent() && own.get() instanceof Environment.Entry.Function function) {
            return expressions.pipelines().functions().scalar(function, call, expressions);
        }
        String name = call.function();
        if (FunctionTable.scalar(name).isEmpty()) {
            String conversion = CONVERSIONS.get(name);
            if (conversion != null) {
                name = conversion;
            } else if (FunctionTable.aggregate(name).isPresent()) {
                throw call.place()
                        .refuse(Code.TypeMismatch, name + "() counts rows together; it stands in summarize only");
            } else if (FunctionTable.scalar(name.toLowerCase(Locale.ROOT)).isPresent()) {
                throw call.place()
                        .refuse(
                                Code.UnknownFunction,
                                "there is no function '" + name + "'",
                                name.toLowerCase(Locale.ROOT));
            }
        }
        if (name.equals("toscalar") || name.equals("materialize")) {
            return toScalar(call);
        }
        if (name.equals("column_names_of")) {
            return columnNames(call);
        }
        if (name.equals("column_ifexists") || name.equals("columnifexists")) {
            return columnIfExists(call);
        }
        List<Scalar> arguments = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            if (argument.value() instanceof Expression.Star) {
                for (Slot slot : visible()) {
                    arguments.add(new Scalar.Column(slot));
                }
                expressions.binding().slots().count(1);
            } else {
                arguments.add(expressions.argument(argument.value()));
            }
        }
        return withRole(name, arguments, call);
    }

    private Scalar withRole(String name, List<Scalar> arguments, Expression.Call call) {
        Resolution.Resolved resolved = ExpressionBinder.require(
                FunctionTable.resolve(
                        name, arguments.stream().map(Scalar::argument).toList()),
                call.place());
        if (isSame(name, arguments)) {
            return arguments.getFirst();
        }
        Optional<Role> role = resolved.role();
        return role.isPresent()
                ? special(role.get(), arguments, call)
                : Folding.fold(new Scalar.Call(resolved, arguments));
    }

    /** {@code parse_json(properties)} is {@code properties}. */
    private static boolean isSame(String name, List<Scalar> arguments) {
        return arguments.size() == 1
                && arguments.getFirst().type() == KqlType.DYNAMIC
                && arguments.getFirst().held() != KqlType.STRING
                && (name.equals("parse_json") || name.equals("todynamic") || name.equals("toobject"));
    }

    private Scalar special(Role role, List<Scalar> arguments, Expression.Call call) {
        long now = expressions.binding().now();
        Place place = call.place();
        return switch (role) {
            case NOW -> {
                Scalar moment = new Scalar.Literal(KqlType.DATETIME, now);
                yield arguments.isEmpty()
                        ? moment
                        : expressions.operator("+", List.of(moment, timespan(arguments.getFirst())), place);
            }
            case AGO ->
                expressions.operator(
                        "-", List.of(new Scalar.Literal(KqlType.DATETIME, now), timespan(arguments.getFirst())), place);
            case COLUMN_IF_EXISTS -> columnIfExists(call);
            case RAND ->
                arguments.isEmpty()
                        ? new Scalar.Draw(KqlType.REAL)
                        : Scalar.Sql.of(
                                KqlType.REAL,
                                "floor($1 * $2)",
                                new Scalar.Draw(KqlType.REAL),
                                new Scalar.Conversion(arguments.getFirst(), KqlType.LONG));
            case NEW_GUID -> new Scalar.Draw(KqlType.GUID);
            case BIN_AUTO -> binAuto(arguments.getFirst(), place);
            case PACK_ALL -> packAll(arguments, place);
            case PACK_COLUMNS -> packColumns(call);
            case TO_SCALAR -> toScalar(call);
            case CURRENT_PRINCIPAL -> new Scalar.Literal(KqlType.STRING, "");
            case CURRENT_PRINCIPAL_DETAILS -> new Scalar.Literal(KqlType.DYNAMIC, null);
            case CURRENT_CLUSTER -> new Scalar.Literal(KqlType.STRING, "tidewaiter");
            case CURRENT_DATABASE -> new Scalar.Literal(KqlType.STRING, "graph");
            case ROW_NUMBER, ROW_CUMSUM, ROW_RANK_DENSE, ROW_RANK_MIN, ROW_WINDOW_SESSION, PREV, NEXT ->
                throw place.refuse(
                        Code.InvalidQueryLanguage,
                        call.function()
                                + "() needs rows in an order: it stands in extend, project, where and serialize");
        };
    }

    private List<Slot> visible() {
        return expressions.plan().columns().stream().filter(s -> !s.isHidden()).toList();
    }

    private Scalar binAuto(Scalar value, Place place) {
        Scalar size = expressions
                .binding()
                .option(BIN_SIZE)
                .orElseThrow(() -> place.refuse(
                        Code.InvalidQueryLanguage, "bin_auto wants the size of its bins: set " + BIN_SIZE + "=1h;"));
        return expressions
                .binding()
                .option(BIN_AT)
                .map(at -> expressions.function("bin_at", List.of(value, size, at), place))
                .orElseGet(() -> expressions.function("bin", List.of(value, size), place));
    }

    private Scalar packAll(List<Scalar> arguments, Place place) {
        boolean leavesOut = !arguments.isEmpty()
                && arguments.getFirst() instanceof Scalar.Literal(KqlType type, Object value)
                && Boolean.TRUE.equals(value);
        List<Scalar> pairs = new ArrayList<>();
        for (Slot slot : visible()) {
            Scalar column = new Scalar.Column(slot);
            pairs.add(new Scalar.Literal(KqlType.STRING, slot.name()));
            pairs.add(
                    leavesOut && slot.held() == KqlType.STRING
                            ? Scalar.Sql.of(KqlType.DYNAMIC, "to_json(nullif($1, ''))", column)
                            : column);
        }
        Scalar bag = pairs.isEmpty()
                ? new Scalar.Literal(KqlType.DYNAMIC, "{}")
                : expressions.function("bag_pack", pairs, place);
        return leavesOut ? Scalar.Sql.of(KqlType.DYNAMIC, "json_merge_patch('{}', $1)", bag) : bag;
    }

    private Scalar packColumns(Expression.Call call) {
        List<Scalar> pairs = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            String name = ResultNames.of(argument.value(), expressions.environment());
            pairs.add(new Scalar.Literal(KqlType.STRING, name));
            pairs.add(expressions.bind(argument.value()));
        }
        return expressions.function("bag_pack", pairs, call.place());
    }

    /** A dynamic distance is a timespan here; next to a datetime it might be another datetime. */
    private static Scalar timespan(Scalar value) {
        return value.type() == KqlType.DYNAMIC ? new Scalar.Conversion(value, KqlType.TIMESPAN) : value;
    }

    private Scalar columnIfExists(Expression.Call call) {
        if (call.arguments().size() != 2) {
            throw call.place().refuse(Code.TypeMismatch, "column_ifexists takes a name and a value");
        }
        if (expressions.bind(call.arguments().getFirst().value()) instanceof Scalar.Literal(KqlType type, Object value)
                && value instanceof String name) {
            Optional<Slot> column = ExpressionBinder.column(expressions.plan(), name);
            return column.isPresent()
                    ? new Scalar.Column(column.get())
                    : expressions.bind(call.arguments().get(1).value());
        }
        throw call.place().refuse(Code.TypeMismatch, "column_ifexists wants the name as a literal");
    }

    /** A value that is computed once for all rows, which for one that has chance in it makes a difference. */
    private Scalar once(Scalar value) {
        if (value instanceof Scalar.Literal || value instanceof Scalar.Query || hasColumns(value)) {
            return value;
        }
        Plan row = new Plan.Values(List.of(), List.of(List.of()));
        Slot slot = expressions.binding().slots().slot("once", value);
        return new Scalar.Query(new Plan.Project(row, List.of(new Plan.Assign(slot, value))), value.type());
    }

    private static boolean hasColumns(Scalar value) {
        return value instanceof Scalar.Column || value.operands().stream().anyMatch(CallBinder::hasColumns);
    }

    private Scalar columnNames(Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw call.place().refuse(Code.TypeMismatch, "column_names_of takes one table");
        }
        Rows rows = expressions.pipelines().rowsOf(call.arguments().getFirst().value(), expressions.environment());
        List<Json> names = rows.visible().stream()
                .map(slot -> (Json) new Json.Text(slot.name()))
                .toList();
        return new Scalar.Literal(KqlType.DYNAMIC, new Json.Array(names).json());
    }

    private Scalar toScalar(Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw call.place().refuse(Code.TypeMismatch, "toscalar takes one table");
        }
        Expression of = call.arguments().getFirst().value();
        Seeds seeds = expressions.binding().seeds(call.place());
        Optional<Rows> rows =
                expressions.pipelines().tableOf(of, expressions.environment()).map(seeds::of);
        if (rows.isEmpty()) {
            return once(seeds.of(PipelineBinder.inOwnForm(expressions.bind(of))));
        }
        if (rows.get().visible().isEmpty()) {
            throw call.place().refuse(Code.TypeMismatch, "this table has no columns");
        }
        Slot first = rows.get().visible().getFirst();
        Scalar column = new Scalar.Column(first);
        Scalar value = first.type() == first.held() ? column : new Scalar.Conversion(column, first.type());
        Plan plan = new Plan.Project(
                rows.get().sorted(),
                List.of(new Plan.Assign(expressions.binding().slots().slot(first.name(), value), value)));
        return new Scalar.Query(plan, first.type());
    }
}
