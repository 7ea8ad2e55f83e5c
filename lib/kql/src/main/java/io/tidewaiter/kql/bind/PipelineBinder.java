package io.tidewaiter.kql.bind;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.bind.scope.Binding;
import io.tidewaiter.kql.bind.scope.Copies;
import io.tidewaiter.kql.bind.scope.Environment;
import io.tidewaiter.kql.bind.scope.Rows;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Pipeline;
import io.tidewaiter.kql.syntax.Place;
import io.tidewaiter.kql.syntax.Source;
import io.tidewaiter.kql.syntax.Statement;
import io.tidewaiter.kql.syntax.Statement.LetValue;
import io.tidewaiter.kql.syntax.Statement.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements and pipelines to plans: one operator after another, each by the part that knows it. */
final class PipelineBinder {
    private static final Set<String> BIN_OPTIONS = Set.of(CallBinder.BIN_SIZE, CallBinder.BIN_AT);
    private static final Plan NO_ROWS = new Plan.Values(List.of(), List.of());

    private final Binding binding;
    private final FunctionBinder functions;
    private final SourceBinder sources;
    private final FindBinder finds;
    private final RowBinder rows;
    private final SummarizeBinder summaries;
    private final JoinBinder joins;
    private final UnionBinder unions;
    private final ExpandBinder expansions;
    private final ParseBinder parses;
    private final SeriesBinder series;
    private final NestBinder nests;
    private final PluginBinder plugins;
    private final ScanBinder scans;

    PipelineBinder(Binding binding) {
        this.binding = binding;
        this.functions = new FunctionBinder(this);
        this.sources = new SourceBinder(this);
        this.finds = new FindBinder(this);
        this.rows = new RowBinder(this);
        this.summaries = new SummarizeBinder(this);
        this.joins = new JoinBinder(this);
        this.unions = new UnionBinder(this);
        this.expansions = new ExpandBinder(this);
        this.parses = new ParseBinder(this);
        this.series = new SeriesBinder(this);
        this.nests = new NestBinder(this);
        this.plugins = new PluginBinder(this);
        this.scans = new ScanBinder(this);
    }

    Binding binding() {
        return binding;
    }

    FunctionBinder functions() {
        return functions;
    }

    UnionBinder unions() {
        return unions;
    }

    FindBinder finds() {
        return finds;
    }

    SummarizeBinder summaries() {
        return summaries;
    }

    JoinBinder joins() {
        return joins;
    }

    RowBinder rows() {
        return rows;
    }

    /** The answer of a whole query. */
    Rows bind(List<Statement> statements) {
        Environment environment = Environment.empty();
        Optional<Statement.Query> query = Optional.empty();
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Let let -> environment = let(let, environment);
                case Statement.SetOption option -> option(option, environment);
                case Statement.Declare(List<Parameter> parameters, Place place) ->
                    environment = declared(parameters, environment, place);
                case Statement.Query one -> {
                    if (query.isPresent()) {
                        throw one.place().refuse(Code.InvalidQueryLanguage, "one text holds one query");
                    }
                    query = Optional.of(one);
                }
            }
        }
        if (query.isEmpty()) {
            throw new Place(1, 0, "").refuse(Code.ParserFailure, "there is no query in this text");
        }
        return bind(query.get().pipeline(), environment, Optional.empty());
    }

    private void option(Statement.SetOption option, Environment environment) {
        if (BIN_OPTIONS.contains(option.name()) && option.value().isPresent()) {
            binding.option(
                    option.name(), values(environment).bind(option.value().get()));
        } else {
            binding.warn(option.place(), "the option '" + option.name() + "' has no effect here");
        }
    }

    private Environment declared(List<Parameter> parameters, Environment environment, Place place) {
        Environment inner = environment.inner();
        for (Parameter parameter : parameters) {
            if (parameter instanceof Parameter.Scalar scalar
                    && scalar.standard().isPresent()) {
                inner.put(
                        scalar.name(),
                        new Environment.Entry.Value(
                                values(environment).bind(scalar.standard().get())));
            } else {
                throw place.refuse(Code.InvalidQueryLanguage, "the parameter '" + parameter.name() + "' has no value");
            }
        }
        return inner;
    }

    /** The names after a {@code let}. */
    Environment let(Statement.Let let, Environment environment) {
        Environment inner = environment.inner();
        Environment.Entry entry = switch (let.value()) {
            case LetValue.Function function -> new Environment.Entry.Function(function, environment);
            case LetValue.Plain(Pipeline pipeline) -> {
                boolean isValue = pipeline.operators().isEmpty()
                        && pipeline.source() instanceof Source.Named(Expression expression)
                        && !isTable(expression, environment);
                yield isValue
                        ? new Environment.Entry.Value(
                                values(environment).bind(((Source.Named) pipeline.source()).expression()))
                        : new Environment.Entry.Table(pipeline, environment);
            }
        };
        inner.put(let.name(), entry);
        return inner;
    }

    private ExpressionBinder values(Environment environment) {
        return new ExpressionBinder(this, environment, NO_ROWS);
    }

    /** Whether an expression stands for rows. */
    boolean isTable(Expression expression, Environment environment) {
        return switch (expression) {
            case Expression.SubQuery ignored -> true;
            case Expression.Name(String name, Place place) ->
                environment
                        .find(name)
                        .map(e -> e instanceof Environment.Entry.Table
                                || (e instanceof Environment.Entry.Function(var function, var from)
                                        && function.parameters().isEmpty()
                                        && functions.isTable(function, from)))
                        .orElseGet(() -> binding.schema().table(name).isPresent());
            case Expression.Call call -> isTable(call, environment);
            case Expression.Key(Expression.Call call, String name, Place place) ->
                call.function().equals("arg");
            default -> false;
        };
    }

    private boolean isTable(Expression.Call call, Environment environment) {
        return switch (call.function()) {
            case "table" -> environment.find("table").isEmpty();
            case "materialize", "totable" ->
                call.arguments().size() == 1
                        && isTable(call.arguments().getFirst().value(), environment);
            case "cluster", "database" -> true;
            default ->
                environment.find(call.function()).stream()
                        .anyMatch(e -> e instanceof Environment.Entry.Function(var function, var from)
                                && functions.isTable(function, from));
        };
    }

    /** The rows that an expression stands for; empty where it is a value. */
    Optional<Rows> tableOf(Expression expression, Environment environment) {
        return isTable(expression, environment) ? Optional.of(rowsOf(expression, environment)) : Optional.empty();
    }

    /** The rows that an expression stands for. */
    Rows rowsOf(Expression expression, Environment environment) {
        binding.enter(expression.place());
        Rows found = expression instanceof Expression.SubQuery(Pipeline pipeline, Place place)
                ? bind(pipeline, environment, Optional.empty())
                : sources.bind(new Source.Named(expression), environment, Optional.empty());
        binding.leave();
        return found;
    }

    /** The rows of a pipeline; {@code implied} are those of one that begins with an operator. */
    Rows bind(Pipeline pipeline, Environment from, Optional<Rows> implied) {
        return bind(pipeline, from, from.inner(), implied);
    }

    private Rows bind(Pipeline pipeline, Environment from, Environment environment, Optional<Rows> implied) {
        List<Operator> operators = pipeline.operators();
        int start = 0;
        Rows found;
        int kept = lastMaterialized(operators);
        if (kept >= 0) {
            Operator.As as = (Operator.As) operators.get(kept);
            binding.countOperator(as.place());
            Pipeline before = new Pipeline(pipeline.source(), operators.subList(0, kept));
            found = binding.seeds(as.place()).of(bind(before, from, environment, implied));
            Expression again = new Expression.Call(
                    "materialize",
                    List.of(new Expression.Argument("", new Expression.SubQuery(before, as.place()))),
                    as.place());
            environment.put(
                    as.name(), new Environment.Entry.Table(new Pipeline(new Source.Named(again), List.of()), from));
            start = kept + 1;
        } else {
            boolean isFirst = pipeline.source() instanceof Source.Implied && implied.isEmpty() && !operators.isEmpty();
            if (isFirst && operators.getFirst() instanceof Operator.Union union) {
                found = unions.bind(Optional.empty(), union, environment);
                start = 1;
            } else if (isFirst && operators.getFirst() instanceof Operator.Search search) {
                found = finds.search(search, environment);
                start = 1;
            } else {
                found = sources.bind(pipeline.source(), environment, implied);
            }
            operators.subList(0, start).forEach(o -> binding.countOperator(o.place()));
        }
        for (int i = start; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            binding.countOperator(operator.place());
            if (operator instanceof Operator.As(String name, boolean isMaterialized, Place place)) {
                environment.put(
                        name,
                        new Environment.Entry.Table(new Pipeline(pipeline.source(), operators.subList(0, i)), from));
            } else if (operator instanceof Operator.Partition partition) {
                found = partition(found, partition, environment);
            } else {
                found = bind(found, operator, environment);
            }
        }
        return found;
    }

    /** Where the last rows get a name that are the same wherever it stands; -1 where none are. */
    private static int lastMaterialized(List<Operator> operators) {
        for (int i = operators.size() - 1; i >= 0; i--) {
            if (operators.get(i) instanceof Operator.As(String name, boolean isMaterialized, Place place)
                    && isMaterialized) {
                return i;
            }
        }
        return -1;
    }

    private Rows bind(Rows input, Operator operator, Environment environment) {
        return switch (operator) {
            case Operator.Summarize summarize -> summaries.summarize(input, summarize, environment);
            case Operator.Distinct distinct -> summaries.distinct(input, distinct, environment);
            case Operator.Count count -> summaries.count(input, count);
            case Operator.Join join -> joins.bind(input, join, environment);
            case Operator.Union union -> unions.bind(Optional.of(input), union, environment);
            case Operator.MvExpand expand -> expansions.expand(input, expand, environment);
            case Operator.MvApply apply -> expansions.apply(input, apply, environment);
            case Operator.Parse parse -> parses.parse(input, parse, environment);
            case Operator.ParseKv parse -> parses.parseKv(input, parse, environment);
            case Operator.MakeSeries make -> series.bind(input, make, environment);
            case Operator.TopNested nested -> nests.nested(input, nested, environment);
            case Operator.TopHitters hitters -> nests.hitters(input, hitters, environment);
            case Operator.ScanSteps scan -> scans.bind(input, scan, environment);
            case Operator.Evaluate evaluate -> plugins.bind(input, evaluate, environment);
            case Operator.Search search -> finds.searched(input, search, environment);
            case Operator.Invoke(Expression.Call call, Place place) -> invoke(input, call, environment);
            case Operator.Foreign(String name, Place place) ->
                throw place.refuse(
                        Code.InvalidQueryLanguage, "the operator '" + name + "' is not supported" + reason(name));
            default -> rows.bind(input, operator, environment);
        };
    }

    private static String reason(String operator) {
        return switch (operator) {
            case "reduce" -> ": its patterns are guessed, and ours would be others";
            case "fork", "facet" -> ": a query has one answer; ask several, or facets with the request";
            case "make-graph", "graph-match", "graph-shortest-paths", "graph-mark-components" ->
                ": there are no graphs of nodes and edges here";
            default -> "";
        };
    }

    /** The body over the rows of each value in turn. */
    private Rows partition(Rows given, Operator.Partition partition, Environment environment) {
        Rows input = binding.seeds(partition.place()).of(given);
        binding.enter(partition.place());
        Scalar key = over(input, environment).bind(partition.by());
        Slot value = binding.slots().slot("partition", key);
        Plan keys = new Plan.Aggregate(input.plan(), List.of(new Plan.Assign(value, key)), List.of());
        Copies.Copy copy = Copies.of(input.plan(), binding.slots());
        Scalar same =
                Scalar.Sql.of(KqlType.BOOL, "($1 IS NOT DISTINCT FROM $2)", copy.value(key), new Scalar.Column(value));
        Rows each = new Rows(
                new Plan.Filter(copy.plan(), same),
                input.order().stream().map(copy::key).toList(),
                false);
        Rows body = bind(partition.body(), environment, Optional.of(each));
        binding.leave();
        Plan applied = new Plan.Apply(keys, body.sorted());
        return new Rows(new Plan.Project(applied, RowBinder.passed(body.visible())), List.of(), input.isLimited());
    }

    private Rows invoke(Rows input, Expression.Call call, Environment environment) {
        if (environment.find(call.function()).orElse(null) instanceof Environment.Entry.Function function) {
            Environment inner = environment.inner();
            String name = " rows";
            Pipeline rowsOfCaller = new Pipeline(new Source.Named(new Expression.Name(name, call.place())), List.of());
            inner.put(name, new Environment.Entry.Given(input));
            return functions.table(function, call, inner, Optional.of(rowsOfCaller));
        }
        throw call.place().refuse(Code.UnknownFunction, "there is no function '" + call.function() + "' in this query");
    }

    /** Values over rows. */
    ExpressionBinder over(Rows of, Environment environment) {
        return new ExpressionBinder(this, environment, of.plan());
    }

    /** A value whose type is dynamic, in the form of its type. */
    static Scalar inOwnForm(Scalar value) {
        return value.type() == value.held() ? value : new Scalar.Conversion(value, value.type());
    }
}
