package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import io.tidewaiter.kql.syntax.Expression.Literal;
import io.tidewaiter.kql.syntax.grammar.KqlParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * The parser's nodes to expressions. Chains ({@code a + b + c ...}, {@code a.b.c ...}) lean to the left without a
 * bracket, so they are walked by a loop and bounded in length; {@code and} and {@code or} become one node with many
 * operands and may be as long as the text.
 */
final class ExpressionBuilder {
    private static final int CHAIN_MAX = 250;
    /** Calls that name a place where other tables are. */
    private static final Set<String> ELSEWHERE =
            Set.of("cluster", "database", "workspace", "app", "resource", "adx", "arg", "graph", "entity_group");

    private final OperatorBuilder operators;

    ExpressionBuilder(OperatorBuilder operators) {
        this.operators = operators;
    }

    List<Expression> all(List<KqlParser.ExpressionContext> contexts) {
        return contexts.stream().map(this::expression).toList();
    }

    Expression expression(KqlParser.ExpressionContext context) {
        Deque<KqlParser.ExpressionContext> spine = new ArrayDeque<>();
        KqlParser.ExpressionContext first = context;
        for (var left = leftOf(first); left.isPresent(); left = leftOf(first)) {
            spine.push(first);
            first = left.get();
            if (spine.size() > CHAIN_MAX) {
                throw Places.of(context)
                        .refuse(
                                Code.QueryTooComplex,
                                "a chain of more than " + CHAIN_MAX + " operators; use brackets or let");
            }
        }
        Expression result = first instanceof KqlParser.PrimaryExpressionContext primary
                ? primary(primary.primary())
                : first instanceof KqlParser.SignExpressionContext sign ? sign(sign) : junction(first);
        while (!spine.isEmpty()) {
            result = link(result, spine.pop());
        }
        return result;
    }

    private static Optional<KqlParser.ExpressionContext> leftOf(KqlParser.ExpressionContext context) {
        return switch (context) {
            case KqlParser.MemberExpressionContext member -> Optional.of(member.expression(0));
            case KqlParser.MethodExpressionContext method -> Optional.of(method.expression());
            case KqlParser.ElementExpressionContext element -> Optional.of(element.expression(0));
            case KqlParser.BinaryExpressionContext binary ->
                isJunction(binary) ? Optional.empty() : Optional.of(binary.expression(0));
            case KqlParser.ListExpressionContext list -> Optional.of(list.expression());
            case KqlParser.BetweenExpressionContext between -> Optional.of(between.expression(0));
            default -> Optional.empty();
        };
    }

    private Expression link(Expression left, KqlParser.ExpressionContext context) {
        return switch (context) {
            case KqlParser.MemberExpressionContext member ->
                member.anyName() != null
                        ? new Expression.Key(left, Places.name(member.anyName()), Places.of(member.anyName()))
                        : element(left, member.expression(1));
            case KqlParser.MethodExpressionContext method -> method(left, method);
            case KqlParser.ElementExpressionContext element -> element(left, element.expression(1));
            case KqlParser.BinaryExpressionContext binary -> {
                String operator = operatorOf(binary);
                yield new Expression.Binary(
                        operator,
                        left,
                        expression(binary.expression(1)),
                        Places.of(((TerminalNode) binary.getChild(1)).getSymbol()));
            }
            case KqlParser.ListExpressionContext list -> membership(left, list);
            case KqlParser.BetweenExpressionContext between ->
                new Expression.Between(
                        between.BETWEEN().getText().startsWith("!"),
                        left,
                        expression(between.expression(1)),
                        expression(between.expression(2)),
                        Places.of(between.BETWEEN().getSymbol()));
            default -> throw Places.of(context).refuse(Code.ParserFailure, "unknown expression");
        };
    }

    /** {@code name.tolower()}, which workbooks write, is {@code tolower(name)}; places where tables are have no names. */
    private Expression method(Expression left, KqlParser.MethodExpressionContext method) {
        String name = Places.name(method.anyName());
        if (left instanceof Expression.Call(String function, var ignored, var place)
                && ELSEWHERE.contains(function.toLowerCase(Locale.ROOT))) {
            throw place.refuse(
                    Code.InvalidQueryLanguage,
                    "'" + function + "' names another place; other clusters and databases are not supported");
        }
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument("", left));
        arguments.addAll(arguments(method.argument()));
        return new Expression.Call(name, arguments, Places.of(method.anyName()));
    }

    private static String operatorOf(KqlParser.BinaryExpressionContext binary) {
        String text = binary.getChild(1).getText();
        return text.equals("matches") ? "matches regex" : text.equals("<>") ? "!=" : text;
    }

    private Expression element(Expression left, KqlParser.ExpressionContext index) {
        Expression inner = expression(index);
        return inner instanceof Literal(var type, Object value, var place) && value instanceof String key
                ? new Expression.Key(left, key, place)
                : new Expression.Element(left, inner, inner.place());
    }

    private Expression membership(Expression left, KqlParser.ListExpressionContext list) {
        List<Expression> candidates = new ArrayList<>();
        if (list.primary() != null) {
            candidates.add(primary(list.primary()));
        } else {
            list.argument().forEach(a -> candidates.add(argument(a).value()));
        }
        TerminalNode operator = list.IN() == null ? list.HAS_LIST() : list.IN();
        return new Expression.Membership(operator.getText(), left, candidates, Places.of(operator.getSymbol()));
    }

    private static boolean isJunction(KqlParser.ExpressionContext context) {
        return context instanceof KqlParser.BinaryExpressionContext binary
                && (binary.AND() != null || binary.OR() != null);
    }

    private Expression junction(KqlParser.ExpressionContext context) {
        KqlParser.BinaryExpressionContext top = (KqlParser.BinaryExpressionContext) context;
        boolean isAnd = top.AND() != null;
        Deque<Expression> operands = new ArrayDeque<>();
        KqlParser.ExpressionContext at = context;
        while (at instanceof KqlParser.BinaryExpressionContext binary
                && (isAnd ? binary.AND() != null : binary.OR() != null)) {
            operands.push(expression(binary.expression(1)));
            at = binary.expression(0);
        }
        operands.push(expression(at));
        return new Expression.Junction(isAnd, new ArrayList<>(operands), Places.of(context));
    }

    private Expression sign(KqlParser.SignExpressionContext sign) {
        Expression operand = expression(sign.expression());
        if (sign.PLUS() != null) {
            return operand;
        }
        if (operand instanceof Literal(var type, Object value, var place)) {
            if (value instanceof Long number && number != Long.MIN_VALUE) {
                return new Literal(type, -number, place);
            }
            if (value instanceof Double number) {
                return new Literal(type, -number, place);
            }
        }
        return new Expression.Negation(operand, Places.of(sign));
    }

    /** {@code datetime(2025, 6, 14)} is no literal but a call. */
    private static String called(KqlParser.CallPrimaryContext call) {
        String name = Places.name(call.name());
        return name.equals("datetime") && call.argument().size() > 2 ? "make_datetime" : name;
    }

    private Expression primary(KqlParser.PrimaryContext context) {
        Place place = Places.of(context);
        return switch (context) {
            case KqlParser.LiteralPrimaryContext literal -> LiteralReader.literal(literal.literal());
            case KqlParser.CallPrimaryContext call ->
                new Expression.Call(called(call), arguments(call.argument()), place);
            case KqlParser.TypeofPrimaryContext type ->
                type.type() == null
                        ? new Expression.Call("typeof", List.of(), place)
                        : new Expression.TypeOf(LiteralReader.type(type.type().getText(), place), place);
            case KqlParser.TermPrimaryContext term ->
                new Expression.Binary(
                        Expression.TERM,
                        new Expression.Name(Places.name(term.name()), place),
                        LiteralReader.literal(term.literal()),
                        place);
            case KqlParser.NamePrimaryContext name -> new Expression.Name(Places.name(name.name()), place);
            case KqlParser.StarPrimaryContext ignored -> new Expression.Star(place);
            case KqlParser.ParenthesizedPrimaryContext inner -> asExpression(inner.pipeline());
            default -> throw place.refuse(Code.ParserFailure, "unknown expression");
        };
    }

    List<Argument> arguments(List<KqlParser.ArgumentContext> contexts) {
        return contexts.stream().map(this::argument).toList();
    }

    private Argument argument(KqlParser.ArgumentContext context) {
        return new Argument(
                context.name() == null ? "" : Places.name(context.name()), asExpression(context.pipeline()));
    }

    /** What stands in brackets is a value unless an operator follows it. */
    Expression asExpression(KqlParser.PipelineContext context) {
        if (context.expression() != null && context.operator().isEmpty()) {
            return expression(context.expression());
        }
        return new Expression.SubQuery(operators.pipeline(context), Places.of(context));
    }

    List<Assignment> assignments(KqlParser.AssignmentsContext context) {
        return context == null
                ? List.of()
                : context.assignment().stream().map(this::assignment).toList();
    }

    Assignment assignment(KqlParser.AssignmentContext context) {
        return new Assignment(context.name().stream().map(Places::name).toList(), expression(context.expression()));
    }
}
