package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.syntax.Statement.LetValue;
import io.tidewaiter.kql.syntax.Statement.Parameter;
import io.tidewaiter.kql.syntax.grammar.KqlParser;
import java.util.List;
import java.util.Optional;

/** The parser's nodes to statements. */
final class StatementBuilder {
    private final OperatorBuilder operators = new OperatorBuilder();

    List<Statement> statements(KqlParser.StatementsContext context) {
        return context.statement().stream().map(this::statement).toList();
    }

    private Statement statement(KqlParser.StatementContext context) {
        Place place = Places.of(context);
        return switch (context) {
            case KqlParser.LetStatementContext let ->
                new Statement.Let(Places.name(let.name()), value(let.letValue()), Places.of(let.name()));
            case KqlParser.SetStatementContext set ->
                new Statement.SetOption(
                        Places.name(set.name()),
                        Optional.ofNullable(set.expression())
                                .map(e -> operators.expressions().expression(e)),
                        place);
            case KqlParser.DeclareStatementContext declare ->
                new Statement.Declare(parameters(declare.parameter()), place);
            default ->
                new Statement.Query(operators.pipeline(((KqlParser.QueryStatementContext) context).pipeline()), place);
        };
    }

    private LetValue value(KqlParser.LetValueContext context) {
        return switch (context) {
            case KqlParser.FunctionValueContext function ->
                new LetValue.Function(
                        parameters(function.parameter()), statements(function.statements()), function.VIEW() != null);
            default -> new LetValue.Plain(operators.pipeline(((KqlParser.PipelineValueContext) context).pipeline()));
        };
    }

    private List<Parameter> parameters(List<KqlParser.ParameterContext> contexts) {
        return contexts.stream().map(this::parameter).toList();
    }

    private Parameter parameter(KqlParser.ParameterContext context) {
        return switch (context) {
            case KqlParser.ScalarParameterContext scalar ->
                new Parameter.Scalar(
                        Places.name(scalar.name()),
                        LiteralReader.type(scalar.type().getText(), Places.of(scalar.type())),
                        Optional.ofNullable(scalar.literal()).map(LiteralReader::literal));
            default -> {
                KqlParser.TabularParameterContext table = (KqlParser.TabularParameterContext) context;
                yield new Parameter.Tabular(Places.name(table.name()), OperatorBuilder.columns(table.column()));
            }
        };
    }
}
