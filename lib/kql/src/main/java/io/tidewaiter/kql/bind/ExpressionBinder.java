package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Binding;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Folding;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.Resolution;
import io.tidewaiter.kql.plan.KnownPaths;
import io.tidewaiter.kql.plan.PathKey;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.plan.rule.ByText;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Pipeline;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Expressions to values, given the rows that they are about. */
final class ExpressionBinder {
    /** Takes calls away that mean something special where the expression stands. */
    @FunctionalInterface
    interface CallHook {
        /** The value of a call; empty where it is an ordinary one. */
        Optional<Scalar> take(Expression.Call call);
    }

    private static final char BETWEEN_COLUMNS = '\u001f'; // the unit separator, neither letter nor digit
    private static final Set<String> FOR_PIECES = Set.of(
            "has", "has_cs", "contains", "contains_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs");

    private final PipelineBinder pipelines;
    private final Environment environment;
    private final Plan plan;
    private final List<Slot> columns;
    private final Map<String, Plan> sides;
    private final CallHook hook;
    private final CallBinder calls;

    ExpressionBinder(PipelineBinder pipelines, Environment environment, Plan plan) {
        this(pipelines, environment, plan, plan.columns(), new Meanings(Map.of(), call -> Optional.empty()));
    }

    /** @param sides names that stand for a row of their own: what follows the point is a column of it */
    private record Meanings(Map<String, Plan> sides, CallHook hook) {}

    private ExpressionBinder(
            PipelineBinder pipelines, Environment environment, Plan plan, List<Slot> columns, Meanings meanings) {
        this.pipelines = pipelines;
        this.environment = environment;
        this.plan = plan;
        this.columns = columns;
        this.sides = meanings.sides();
        this.hook = meanings.hook();
        this.calls = new CallBinder(this);
    }

    /** The same, where {@code $left} and {@code $right} mean something. */
    ExpressionBinder joined(Plan other) {
        return new ExpressionBinder(
                pipelines, environment, plan, columns, new Meanings(Map.of("$left", plan, "$right", other), hook));
    }

    /** The same, where names stand for rows of their own. */
    ExpressionBinder beside(Map<String, Plan> rows) {
        return new ExpressionBinder(pipelines, environment, plan, columns, new Meanings(rows, hook));
    }

    /** The same, where some calls mean something special. */
    ExpressionBinder hooked(CallHook special) {
        return new ExpressionBinder(pipelines, environment, plan, columns, new Meanings(sides, special));
    }

    /** The same with further names. */
    ExpressionBinder in(Environment inner) {
        return new ExpressionBinder(pipelines, inner, plan, columns, new Meanings(sides, hook));
    }

    /** The same inside of a function, which sees its own names and no columns. */
    ExpressionBinder inFunction(Environment inner) {
        return new ExpressionBinder(pipelines, inner, plan, List.of(), new Meanings(sides, hook));
    }

    Environment environment() {
        return environment;
    }

    Plan plan() {
        return plan;
    }

    PipelineBinder pipelines() {
        return pipelines;
    }

    Binding binding() {
        return pipelines.binding();
    }

    Scalar bind(Expression expression) {
        binding().slots().count(1);
        return switch (expression) {
            case Expression.Literal(KqlType type, Object value, Place place) ->
                new Scalar.Literal(type, value == null && type == KqlType.STRING ? "" : value);
            case Expression.Name(String name, Place place) -> name(name, place);
            case Expression.Key key -> key(key);
            case Expression.Element element -> element(element);
            case Expression.Negation(Expression operand, Place place) -> operator("-", List.of(bind(operand)), place);
            case Expression.Binary binary -> binary(binary);
            case Expression.Junction(boolean isAnd, List<Expression> operands, Place place) ->
                new Scalar.Junction(
                        isAnd, operands.stream().map(this::condition).toList());
            case Expression.Membership membership -> membership(membership);
            case Expression.Between between ->
                operator(
                        between.isNegated() ? "!between" : "between",
                        List.of(bind(between.left()), bind(between.low()), bind(between.high())),
                        between.place());
            case Expression.Call call -> hook.take(call).orElseGet(() -> calls.bind(call));
            case Expression.TypeOf(KqlType type, Place place) ->
                throw place.refuse(Code.TypeMismatch, "typeof(" + type.keyword() + ") names a type and is no value");
            case Expression.Star(Place place) ->
                throw place.refuse(Code.ParserFailure, "'*' does not fit here; it stands for columns only");
            case Expression.SubQuery(var pipeline, Place place) ->
                throw place.refuse(Code.TypeMismatch, "a table stands where a value is wanted", "toscalar(...)");
        };
    }

    /** An argument of a function, which may name a type. */
    Scalar argument(Expression expression) {
        return expression instanceof Expression.TypeOf(KqlType type, Place place)
                ? new Scalar.TypeName(type)
                : bind(expression);
    }

    /** The expression as a condition. */
    Scalar condition(Expression expression) {
        Scalar value = bind(expression);
        return switch (value.type()) {
            case BOOL -> value;
            case DYNAMIC, INT, LONG -> new Scalar.Conversion(value, KqlType.BOOL);
            default ->
                throw expression
                        .place()
                        .refuse(
                                Code.TypeMismatch,
                                "a condition is wanted, but this is of type "
                                        + value.type().keyword());
        };
    }

    /** The expression as a number that is known before any row is read. */
    long whole(Expression expression, String what) {
        if (bind(expression) instanceof Scalar.Literal(KqlType type, Object value) && value instanceof Number number) {
            if (type == KqlType.LONG || type == KqlType.INT) {
                return Math.max(0, number.longValue());
            }
        }
        throw expression.place().refuse(Code.TypeMismatch, what + " must be a whole number that is known beforehand");
    }

    private Scalar name(String name, Place place) {
        Optional<Slot> column =
                columns.stream().filter(s -> s.name().equals(name)).findFirst();
        if (column.isPresent()) {
            return new Scalar.Column(column.get());
        }
        Optional<Environment.Entry> entry = environment.find(name);
        if (entry.isPresent()) {
            if (entry.get() instanceof Environment.Entry.Value(Scalar value, int size)) {
                binding().slots().count(size);
                return value;
            }
            boolean isValue = entry.get() instanceof Environment.Entry.Function(var function, var from)
                    && function.parameters().isEmpty()
                    && !pipelines.functions().isTable(function, from);
            if (isValue) {
                return bind(new Expression.Call(name, List.of(), place));
            }
            throw place.refuse(
                    Code.TypeMismatch,
                    "'" + name + "' is a table or a function, but a value is wanted",
                    "toscalar(" + name + ")");
        }
        throw unknown(name, place);
    }

    /** The column of a name. */
    static Optional<Slot> column(Plan plan, String name) {
        return plan.columns().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    RuntimeException unknown(String name, Place place) {
        Set<String> names = new TreeSet<>(environment.names());
        columns.forEach(s -> names.add(s.name()));
        return place.refuse(Code.UnknownColumn, "there is no column '" + name + "' here", Near.to(name, names));
    }

    private Scalar key(Expression.Key key) {
        if (key.target() instanceof Expression.Name(String side, Place place)) {
            Plan of = sides.get(side);
            if (of != null) {
                return new Scalar.Column(column(of, key.key())
                        .orElseThrow(() -> key.place()
                                .refuse(
                                        Code.UnknownColumn,
                                        "there is no column '" + key.key() + "' on this side",
                                        Near.to(
                                                key.key(),
                                                of.columns().stream()
                                                        .map(Slot::name)
                                                        .toList()))));
            }
        }
        return inside(bind(key.target()), new PathKey.Name(key.key()), key.place());
    }

    private Scalar element(Expression.Element element) {
        Scalar target = bind(element.target());
        Scalar index = bind(element.index());
        if (index instanceof Scalar.Literal(KqlType type, Object value)) {
            if (value instanceof Number number && (type == KqlType.LONG || type == KqlType.INT)) {
                int at = Math.clamp(number.longValue(), -1_000_000_000, 1_000_000_000);
                return inside(target, new PathKey.Index(at), element.place());
            }
            if (value instanceof String text) {
                return inside(target, new PathKey.Name(text), element.place());
            }
        }
        dynamic(target, element.place());
        Scalar json = target.held() == KqlType.DYNAMIC ? target : new Scalar.Conversion(target, KqlType.DYNAMIC);
        Scalar path = switch (index.type()) {
            case INT, LONG ->
                Scalar.Sql.of(KqlType.STRING, "('$[' || CASE WHEN $1 < 0 THEN '#' ELSE '' END || $1 || ']')", index);
            case STRING, DYNAMIC ->
                Scalar.Sql.of(
                        KqlType.STRING,
                        "('/' || replace(replace($1, '~', '~0'), '/', '~1'))",
                        new Scalar.Conversion(index, KqlType.STRING));
            default ->
                throw element.place()
                        .refuse(
                                Code.TypeMismatch,
                                "an index is a whole number or a key, not a value of type "
                                        + index.type().keyword());
        };
        return Scalar.Sql.of(KqlType.DYNAMIC, "nullif(json_extract($1, $2), 'null')", json, path);
    }

    private static void dynamic(Scalar target, Place place) {
        if (target.type() != KqlType.DYNAMIC) {
            throw place.refuse(
                    Code.TypeMismatch,
                    "only a dynamic value has places inside; this is of type "
                            + target.type().keyword(),
                    target.type() == KqlType.STRING ? "parse_json(...)" : "");
        }
    }

    private Scalar inside(Scalar target, PathKey key, Place place) {
        dynamic(target, place);
        Scalar root = target instanceof Scalar.Path(Scalar value, List<PathKey> keys, KqlType held) ? value : target;
        List<PathKey> keys =
                target instanceof Scalar.Path path ? KnownPaths.joined(path.keys(), List.of(key)) : List.of(key);
        return new Scalar.Path(root, keys, held(root, keys));
    }

    private KqlType held(Scalar root, List<PathKey> keys) {
        if (!(root instanceof Scalar.Column(Slot slot))) {
            return KqlType.DYNAMIC;
        }
        return KnownPaths.longest(plan, slot, keys)
                .filter(k -> k.keys().size() == keys.size())
                .map(KnownPaths.Known::held)
                .orElse(KqlType.DYNAMIC);
    }

    private Scalar binary(Expression.Binary binary) {
        if (binary.operator().equals(Expression.TERM)) {
            throw binary.place().refuse(Code.ParserFailure, "a column and ':' stand only in search; say has or ==");
        }
        if (binary.left() instanceof Expression.Star) {
            return anyColumn(binary);
        }
        Scalar left = bind(binary.left());
        Scalar other = bind(binary.right());
        return operator(binary.operator(), List.of(left, other), binary.place());
    }

    /**
     * {@code * has 'x'}: any column does. What looks for a piece of text looks once through all columns joined by a character
     * that the piece does not have and that ends a term, where it can: one pattern for a table instead of one for a column.
     */
    private Scalar anyColumn(Expression.Binary binary) {
        Scalar other = bind(binary.right());
        List<Scalar> texts = new ArrayList<>();
        for (Slot slot : columns) {
            if (!slot.isHidden()) {
                Scalar text = new Scalar.Column(slot);
                texts.add(text.type() == KqlType.STRING ? text : new Scalar.Conversion(text, KqlType.STRING));
            }
        }
        boolean isPiece = other instanceof Scalar.Literal literal
                && literal.value() instanceof String piece
                && !piece.isEmpty()
                && piece.indexOf(BETWEEN_COLUMNS) < 0;
        if (texts.size() > 1 && isPiece && FOR_PIECES.contains(binary.operator())) {
            String joined = "concat_ws(chr(" + (int) BETWEEN_COLUMNS + "), $*)";
            Scalar text = Scalar.Sql.of(KqlType.STRING, joined, texts.toArray(Scalar[]::new));
            return operator(binary.operator(), List.of(text, other), binary.place());
        }
        List<Scalar> any = texts.stream()
                .map(text -> operator(binary.operator(), List.of(text, other), binary.place()))
                .toList();
        return any.isEmpty() ? new Scalar.Literal(KqlType.BOOL, false) : new Scalar.Junction(false, any);
    }

    private Scalar membership(Expression.Membership membership) {
        Scalar left = bind(membership.left());
        String operator = membership.operator();
        if (membership.candidates().size() == 1) {
            Optional<Rows> table = pipelines.tableOf(membership.candidates().getFirst(), environment);
            if (table.isPresent()) {
                return operator.startsWith("has_")
                        ? operator(operator, List.of(left, bind(listOf(table.get(), membership))), membership.place())
                        : among(left, table.get().plan(), membership);
            }
        }
        List<Scalar> operands = new ArrayList<>();
        operands.add(left);
        membership.candidates().forEach(c -> operands.add(bind(c)));
        return operator(operator, operands, membership.place());
    }

    /** The first column of a table as one list. */
    private static Expression listOf(Rows table, Expression.Membership membership) {
        Place place = membership.place();
        if (table.visible().isEmpty()) {
            throw place.refuse(Code.TypeMismatch, "this table has no columns");
        }
        Expression first = new Expression.Name(table.visible().getFirst().name(), place);
        Expression list = call("make_set", call("tostring", first, place), place);
        Operator summarize =
                new Operator.Summarize(List.of(new Expression.Assignment(List.of(), list)), List.of(), place);
        Pipeline pipeline = switch (membership.candidates().getFirst()) {
            case Expression.SubQuery(Pipeline inner, Place _) ->
                new Pipeline(
                        inner.source(),
                        Stream.concat(inner.operators().stream(), Stream.of(summarize))
                                .toList());
            case Expression named -> new Pipeline(new Source.Named(named), List.of(summarize));
        };
        return call("toscalar", new Expression.SubQuery(pipeline, place), place);
    }

    private static Expression call(String function, Expression argument, Place place) {
        return new Expression.Call(function, List.of(new Expression.Argument("", argument)), place);
    }

    private Scalar among(Scalar left, Plan table, Expression.Membership membership) {
        String operator = membership.operator();
        Plan first = columns(table, KqlType.STRING.equals(left.type()) || left.type() == KqlType.DYNAMIC);
        boolean ignoresCase = operator.endsWith("~");
        Scalar value = left.type() == KqlType.DYNAMIC || (ignoresCase && left.type() != KqlType.STRING)
                ? new Scalar.Conversion(left, KqlType.STRING)
                : left;
        return new Scalar.Among(value, first, operator.startsWith("!"), ignoresCase);
    }

    /** The first column of a table, as text where text is compared. */
    private Plan columns(Plan table, boolean asText) {
        Slot first = table.columns().getFirst();
        if (!asText || (first.type() == KqlType.STRING)) {
            return new Plan.Project(table, List.of(new Plan.Assign(first, new Scalar.Column(first))));
        }
        Scalar text = new Scalar.Conversion(new Scalar.Column(first), KqlType.STRING);
        return new Plan.Project(table, List.of(new Plan.Assign(binding().slots().slot(first.name(), text), text)));
    }

    /** An operator on values. */
    Scalar operator(String symbol, List<Scalar> operands, Place place) {
        return Folding.fold(ByText.plain(resolved(
                FunctionTable.operator(
                        symbol, operands.stream().map(Scalar::argument).toList()),
                operands,
                place)));
    }

    /** A call of a function of the table. */
    Scalar function(String name, List<Scalar> arguments, Place place) {
        return Folding.fold(resolved(
                FunctionTable.resolve(
                        name, arguments.stream().map(Scalar::argument).toList()),
                arguments,
                place));
    }

    private static Scalar resolved(Resolution resolution, List<Scalar> arguments, Place place) {
        return new Scalar.Call(require(resolution, place), arguments);
    }

    /** What was found, or why there is nothing to be found. */
    static Resolution.Resolved require(Resolution resolution, Place place) {
        return switch (resolution) {
            case Resolution.Resolved resolved -> resolved;
            case Resolution.NoSuch(String name, List<String> suggestions) ->
                throw place.refuse(
                        Code.UnknownFunction,
                        "there is no function '" + name + "'",
                        suggestions.isEmpty() ? "" : suggestions.getFirst());
            case Resolution.WrongArguments(String name, String message, int argument) ->
                throw place.refuse(Code.TypeMismatch, name + ": " + message);
            case Resolution.Refused(String name, String reason) ->
                throw place.refuse(Code.InvalidQueryLanguage, name + " is not supported: " + reason);
        };
    }

    /** All values, in order. */
    List<Scalar> all(List<Expression> expressions) {
        return expressions.stream()
                .map((Function<Expression, Scalar>) this::bind)
                .toList();
    }
}
