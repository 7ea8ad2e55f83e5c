package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.syntax.Operator.Ordering;
import io.tidewaiter.kql.syntax.grammar.KqlParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The parser's nodes to pipelines and operators. */
final class OperatorBuilder {
    private final ExpressionBuilder expressions = new ExpressionBuilder(this);

    ExpressionBuilder expressions() {
        return expressions;
    }

    Pipeline pipeline(KqlParser.PipelineContext context) {
        List<Operator> operators = new ArrayList<>();
        Source source;
        if (context.source() != null) {
            source = source(context.source());
        } else if (context.expression() != null) {
            source = new Source.Named(expressions.expression(context.expression()));
        } else {
            source = new Source.Implied(Places.of(context));
        }
        for (KqlParser.OperatorContext operator : context.operator()) {
            operators.add(operator(operator));
        }
        return new Pipeline(source, operators);
    }

    private Source source(KqlParser.SourceContext context) {
        Place place = Places.of(context);
        return switch (context) {
            case KqlParser.PrintSourceContext print ->
                new Source.Print(expressions.assignments(print.assignments()), place);
            case KqlParser.RangeSourceContext range ->
                new Source.Range(
                        Places.name(range.name()),
                        expressions.expression(range.expression(0)),
                        expressions.expression(range.expression(1)),
                        expressions.expression(range.expression(2)),
                        place);
            case KqlParser.DatatableSourceContext table ->
                new Source.Datatable(columns(table.column()), expressions.all(table.expression()), place);
            case KqlParser.FindSourceContext find -> find(find, place);
            default -> new Source.External(place);
        };
    }

    private Source.Find find(KqlParser.FindSourceContext find, Place place) {
        String tableColumn = "source_";
        for (KqlParser.OptionContext option : find.option()) {
            if (Places.name(option.name(0)).equalsIgnoreCase("withsource")) {
                tableColumn = valueOf(option);
            }
        }
        return new Source.Find(
                find.unionLeg().stream().map(this::leg).toList(),
                expressions.expression(find.expression()),
                find.findColumn().stream().map(OperatorBuilder::found).toList(),
                tableColumn,
                place);
    }

    private static Source.FoundColumn found(KqlParser.FindColumnContext column) {
        String name = Places.name(column.name());
        if (column.LPAREN() == null) {
            Optional<KqlType> type =
                    Optional.ofNullable(column.type()).map(t -> LiteralReader.type(t.getText(), Places.of(t)));
            return new Source.FoundColumn.Named(name, type, Places.of(column));
        }
        if (!name.equals("pack_all")) {
            throw Places.of(column).refuse(Code.UnknownFunction, "find projects columns and pack_all()", "pack_all");
        }
        return new Source.FoundColumn.Rest();
    }

    static List<Source.Column> columns(List<KqlParser.ColumnContext> contexts) {
        return contexts.stream()
                .map(c -> new Source.Column(
                        Places.name(c.name()),
                        LiteralReader.type(c.type().getText(), Places.of(c.type())),
                        Places.of(c)))
                .toList();
    }

    private Operator operator(KqlParser.OperatorContext context) {
        Place place = Places.of(context);
        return switch (context) {
            case KqlParser.WhereOperatorContext where ->
                new Operator.Where(
                        where.name() == null ? "" : Places.name(where.name()),
                        expressions.expression(where.expression()),
                        place);
            case KqlParser.ProjectOperatorContext project ->
                new Operator.Project(expressions.assignments(project.assignments()), place);
            case KqlParser.ExtendOperatorContext extend ->
                new Operator.Extend(expressions.assignments(extend.assignments()), place);
            case KqlParser.ProjectAwayOperatorContext away ->
                new Operator.ProjectAway(
                        away.pattern().stream().map(OperatorBuilder::pattern).toList(), place);
            case KqlParser.ProjectKeepOperatorContext keep ->
                new Operator.ProjectKeep(
                        keep.pattern().stream().map(OperatorBuilder::pattern).toList(), place);
            case KqlParser.ProjectByNamesOperatorContext names ->
                new Operator.ProjectByNames(expressions.all(names.expression()), place);
            case KqlParser.ProjectReorderOperatorContext reorder ->
                new Operator.ProjectReorder(
                        reorder.orderedPattern().stream()
                                .map(OperatorBuilder::reordering)
                                .toList(),
                        place);
            case KqlParser.ProjectRenameOperatorContext rename ->
                new Operator.ProjectRename(
                        rename.renaming().stream()
                                .map(r -> new Operator.Renaming(
                                        Places.name(r.name(0)), Places.name(r.name(1)), Places.of(r)))
                                .toList(),
                        place);
            default -> rowOperator(context, place);
        };
    }

    private Operator rowOperator(KqlParser.OperatorContext context, Place place) {
        return switch (context) {
            case KqlParser.SummarizeOperatorContext summarize -> {
                boolean hasKeys = summarize.BY() != null;
                boolean hasAggregates = summarize.assignments().size() > (hasKeys ? 1 : 0);
                yield new Operator.Summarize(
                        hasAggregates ? expressions.assignments(summarize.assignments(0)) : List.of(),
                        hasKeys ? expressions.assignments(summarize.assignments(hasAggregates ? 1 : 0)) : List.of(),
                        place);
            }
            case KqlParser.CountOperatorContext count ->
                new Operator.Count(count.name() == null ? "Count" : Places.name(count.name()), place);
            case KqlParser.DistinctOperatorContext distinct ->
                new Operator.Distinct(expressions.assignments(distinct.assignments()), place);
            case KqlParser.TopOperatorContext top ->
                new Operator.Top(expressions.expression(top.expression()), orderings(top.ordered()), place);
            case KqlParser.TopNestedOperatorContext nested ->
                new Operator.TopNested(nested.nested().stream().map(this::nest).toList(), place);
            case KqlParser.TopHittersOperatorContext hitters ->
                new Operator.TopHitters(
                        expressions.expression(hitters.expression(0)),
                        expressions.expression(hitters.expression(1)),
                        Optional.ofNullable(hitters.expression(2)).map(expressions::expression),
                        place);
            case KqlParser.SortOperatorContext sort -> new Operator.Sort(orderings(sort.ordered()), place);
            case KqlParser.TakeOperatorContext take ->
                new Operator.Take(expressions.expression(take.expression()), place);
            case KqlParser.SampleOperatorContext sample ->
                new Operator.Sample(expressions.expression(sample.expression()), place);
            case KqlParser.SampleDistinctOperatorContext sample ->
                new Operator.SampleDistinct(
                        expressions.expression(sample.expression(0)),
                        expressions.expression(sample.expression(1)),
                        place);
            default -> combining(context, place);
        };
    }

    private Operator combining(KqlParser.OperatorContext context, Place place) {
        return switch (context) {
            case KqlParser.JoinOperatorContext join -> join(join.option(), join.expression(), false, place);
            case KqlParser.LookupOperatorContext lookup -> join(lookup.option(), lookup.expression(), true, place);
            case KqlParser.UnionOperatorContext union -> {
                Map<String, String> options = options(union.option());
                yield new Operator.Union(
                        options.getOrDefault("kind", "outer").equals("inner"),
                        options.getOrDefault("isfuzzy", "false").equals("true"),
                        options.getOrDefault("withsource", options.getOrDefault("with_source", "")),
                        union.unionLeg().stream().map(this::leg).toList(),
                        place);
            }
            case KqlParser.MvExpandOperatorContext expand ->
                new Operator.MvExpand(
                        expansion(expand.expansionOption(), expand.expansion(), expand.expression()), place);
            case KqlParser.MvApplyOperatorContext apply ->
                new Operator.MvApply(
                        expansion(apply.expansionOption(), apply.expansion(), apply.expression()),
                        pipeline(apply.pipeline()),
                        place);
            case KqlParser.PartitionOperatorContext partition ->
                new Operator.Partition(
                        expressions.expression(partition.expression()), pipeline(partition.pipeline()), place);
            case KqlParser.ForkOperatorContext ignored -> new Operator.Foreign("fork", place);
            case KqlParser.FacetOperatorContext ignored -> new Operator.Foreign("facet", place);
            default -> textOperator(context, place);
        };
    }

    private Operator textOperator(KqlParser.OperatorContext context, Place place) {
        return switch (context) {
            case KqlParser.ParseOperatorContext parse -> {
                Map<String, String> options = options(parse.option());
                yield new Operator.Parse(
                        parse.PARSE_WHERE() != null,
                        parse.name() == null ? "simple" : Places.name(parse.name()),
                        options.getOrDefault("flags", ""),
                        expressions.expression(parse.expression()),
                        parse.parsePart().stream().map(OperatorBuilder::part).toList(),
                        place);
            }
            case KqlParser.ParseKvOperatorContext parse ->
                new Operator.ParseKv(
                        expressions.expression(parse.expression()),
                        columns(parse.column()),
                        repeatable(parse.option()),
                        place);
            case KqlParser.MakeSeriesOperatorContext series -> makeSeries(series, place);
            case KqlParser.SerializeOperatorContext serialize ->
                new Operator.Serialize(expressions.assignments(serialize.assignments()), place);
            case KqlParser.AsOperatorContext as ->
                new Operator.As(
                        Places.name(as.name()),
                        as.hint().stream().anyMatch(h -> h.getText().equalsIgnoreCase("hint.materialized=true")),
                        place);
            case KqlParser.InvokeOperatorContext invoke ->
                new Operator.Invoke(
                        new Expression.Call(
                                Places.name(invoke.name()),
                                expressions.arguments(invoke.argument()),
                                Places.of(invoke.name())),
                        place);
            case KqlParser.EvaluateOperatorContext evaluate -> evaluate(evaluate, place);
            case KqlParser.SearchOperatorContext search ->
                new Operator.Search(
                        options(search.option()).getOrDefault("kind", "").equals("case_sensitive"),
                        search.unionLeg().stream().map(this::leg).toList(),
                        expressions.expression(search.expression()),
                        place);
            case KqlParser.ScanOperatorContext scan -> scan(scan, place);
            case KqlParser.GetschemaOperatorContext ignored -> new Operator.GetSchema(place);
            case KqlParser.RenderOperatorContext ignored -> new Operator.Render(place);
            case KqlParser.ConsumeOperatorContext ignored -> new Operator.Consume(place);
            default -> new Operator.Foreign(context.getStart().getText(), place);
        };
    }

    private Operator scan(KqlParser.ScanOperatorContext scan, Place place) {
        List<Operator.Declared> declared = scan.scanColumn().stream()
                .map(c -> new Operator.Declared(
                        columns(List.of(c.column())).getFirst(),
                        Optional.ofNullable(c.expression()).map(expressions::expression)))
                .toList();
        List<Operator.Step> steps = scan.scanStep().stream()
                .map(s -> new Operator.Step(
                        Places.name(s.name()),
                        options(s.option()).getOrDefault("output", "all"),
                        expressions.expression(s.expression()),
                        expressions.assignments(s.assignments()),
                        Places.of(s)))
                .toList();
        return new Operator.ScanSteps(options(scan.option()).getOrDefault("with_match_id", ""), declared, steps, place);
    }

    private Operator evaluate(KqlParser.EvaluateOperatorContext evaluate, Place place) {
        Expression.Call call = new Expression.Call(
                Places.name(evaluate.name()), expressions.arguments(evaluate.argument()), Places.of(evaluate.name()));
        if (evaluate.evaluateColumn().isEmpty()) {
            return new Operator.Evaluate(call, Optional.empty(), place);
        }
        List<Operator.DeclaredColumn> declared = new ArrayList<>();
        for (KqlParser.EvaluateColumnContext column : evaluate.evaluateColumn()) {
            declared.add(
                    column.STAR() != null
                            ? new Operator.DeclaredColumn.InputColumns()
                            : new Operator.DeclaredColumn.Named(
                                    columns(List.of(column.column())).getFirst()));
        }
        return new Operator.Evaluate(call, Optional.of(declared), place);
    }

    private Operator join(
            List<KqlParser.OptionContext> options,
            List<KqlParser.ExpressionContext> operands,
            boolean isLookup,
            Place place) {
        return new Operator.Join(
                isLookup,
                options(options).getOrDefault("kind", isLookup ? "leftouter" : "innerunique"),
                expressions.expression(operands.getFirst()),
                expressions.all(operands.subList(1, operands.size())),
                place);
    }

    private Expression leg(KqlParser.UnionLegContext leg) {
        if (leg.expression() != null) {
            Expression table = expressions.expression(leg.expression());
            return table instanceof Expression.Star(Place place) ? new Expression.Name("*", place) : table;
        }
        return new Expression.Name(Places.name(leg.wildName().name()) + "*", Places.of(leg));
    }

    private Operator makeSeries(KqlParser.MakeSeriesOperatorContext context, Place place) {
        List<KqlParser.ExpressionContext> given = context.expression();
        boolean isRange = context.RANGE() != null;
        int at = 1;
        Optional<Expression> from = Optional.empty();
        Optional<Expression> to = Optional.empty();
        if (isRange || context.FROM() != null) {
            from = Optional.of(expressions.expression(given.get(at++)));
        }
        if (isRange || context.TO() != null) {
            to = Optional.of(expressions.expression(given.get(at++)));
        }
        return new Operator.MakeSeries(
                context.series().stream()
                        .map(s -> new Operator.Series(
                                expressions.assignment(s.assignment()),
                                Optional.ofNullable(s.expression()).map(expressions::expression)))
                        .toList(),
                expressions.expression(given.getFirst()),
                from,
                to,
                expressions.expression(given.get(at)),
                isRange,
                context.name() != null && Places.name(context.name()).equals("nonempty"),
                expressions.assignments(context.assignments()),
                place);
    }

    private Operator.Nest nest(KqlParser.NestedContext context) {
        List<KqlParser.ExpressionContext> given = new ArrayList<>(context.expression());
        Optional<Expression> rows = context.OF().equals(context.getChild(0))
                ? Optional.empty()
                : Optional.of(expressions.expression(given.removeFirst()));
        Optional<Expression> others =
                context.OTHERS() == null ? Optional.empty() : Optional.of(expressions.expression(given.removeFirst()));
        return new Operator.Nest(
                rows,
                expressions.assignment(context.assignment()),
                others,
                context.name() == null ? "" : Places.name(context.name()),
                expressions.expression(given.getFirst()),
                context.ASC() != null);
    }

    private List<Ordering> orderings(List<KqlParser.OrderedContext> contexts) {
        return contexts.stream()
                .map(c -> new Ordering(
                        expressions.assignment(c.assignment()).value(),
                        c.ASC() != null,
                        c.NULLS() == null ? Optional.empty() : Optional.of(c.FIRST() != null)))
                .toList();
    }

    private Operator.Expansion expansion(
            List<KqlParser.ExpansionOptionContext> options,
            List<KqlParser.ExpansionContext> columns,
            KqlParser.ExpressionContext limit) {
        String index = "";
        boolean bagsAsArrays = false;
        for (KqlParser.ExpansionOptionContext option : options) {
            if (option.WITH_ITEMINDEX() != null) {
                index = Places.name(option.name());
            } else {
                bagsAsArrays = Places.name(option.name()).equals("array");
            }
        }
        List<Operator.Expanded> expanded = new ArrayList<>();
        for (KqlParser.ExpansionContext column : columns) {
            Optional<KqlType> type = column.type() == null
                    ? Optional.empty()
                    : Optional.of(LiteralReader.type(column.type().getText(), Places.of(column.type())));
            expanded.add(new Operator.Expanded(
                    column.name() == null ? "" : Places.name(column.name()),
                    expressions.expression(column.expression()),
                    type));
        }
        return new Operator.Expansion(
                expanded, bagsAsArrays, index, Optional.ofNullable(limit).map(expressions::expression));
    }

    private static Operator.Part part(KqlParser.ParsePartContext part) {
        if (part.STAR() != null) {
            return new Operator.Part.Anything();
        }
        if (part.STRING() != null) {
            return new Operator.Part.Text(LiteralReader.string(List.of(part.STRING()), Places.of(part)));
        }
        KqlType type = part.type() == null
                ? KqlType.STRING
                : LiteralReader.type(part.type().getText(), Places.of(part.type()));
        return new Operator.Part.Capture(Places.name(part.name()), type, Places.of(part));
    }

    private static Operator.Reordering reordering(KqlParser.OrderedPatternContext ordered) {
        return new Operator.Reordering(
                pattern(ordered.pattern()),
                ordered.getChildCount() == 1 ? "" : ordered.getChild(1).getText());
    }

    /** Names and stars that stand side by side without a gap. */
    private static String pattern(KqlParser.PatternContext context) {
        StringBuilder out = new StringBuilder();
        int end = -1;
        for (ParseTree child : context.children) {
            int start = child instanceof TerminalNode star
                    ? star.getSymbol().getStartIndex()
                    : ((KqlParser.NameContext) child).getStart().getStartIndex();
            if (end >= 0 && start != end + 1) {
                throw Places.of(context).refuse(Code.ParserFailure, "a comma is missing between two names");
            }
            end = child instanceof TerminalNode star
                    ? star.getSymbol().getStopIndex()
                    : ((KqlParser.NameContext) child).getStop().getStopIndex();
            out.append(child instanceof KqlParser.NameContext name ? Places.name(name) : "*");
        }
        return out.toString();
    }

    private Map<String, String> options(List<KqlParser.OptionContext> options) {
        Map<String, String> out = new LinkedHashMap<>();
        for (KqlParser.OptionContext option : options) {
            String name = Places.name(option.name(0)).toLowerCase(Locale.ROOT);
            out.put(
                    name,
                    name.startsWith("with") ? valueOf(option) : valueOf(option).strip());
        }
        return out;
    }

    /** Options as they are written, spaces too; what is given several times stands side by side with NUL between. */
    private static Map<String, String> repeatable(List<KqlParser.OptionContext> options) {
        Map<String, String> out = new LinkedHashMap<>();
        for (KqlParser.OptionContext option : options) {
            out.merge(Places.name(option.name(0)).toLowerCase(Locale.ROOT), valueOf(option), (a, b) -> a + "\0" + b);
        }
        return out;
    }

    private static String valueOf(KqlParser.OptionContext option) {
        if (option.name().size() > 1) {
            return Places.name(option.name(1));
        }
        return option.literal() == null
                ? ""
                : String.valueOf(LiteralReader.literal(option.literal()).value());
    }
}
