package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.Refusal;
import io.tidewaiter.kql.syntax.grammar.KqlLexer;
import io.tidewaiter.kql.syntax.grammar.KqlParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Text to statements. The parser calls itself for every bracket, so brackets are counted on the words before it runs;
 * chains without brackets are walked by loops. The quick way of prediction comes first; what it cannot read is read
 * again the thorough way, which alone may report an error.
 */
public final class KqlSyntax {
    private static final int SIGNS_MAX = 20;

    private KqlSyntax() {}

    /**
     * The statements of a text.
     *
     * @throws Refusal where it is none, or longer or deeper than the limits say
     */
    public static List<Statement> parse(String text, KqlLimits limits) {
        if (text.length() > limits.textChars()) {
            throw new Refusal(Diagnostic.of(
                    Code.QueryTooComplex,
                    "the query is " + text.length() + " characters long; at most " + limits.textChars() + " are read"));
        }
        KqlLexer lexer = new KqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        check(tokens.getTokens(), limits);
        return new StatementBuilder().statements(tree(tokens).statements());
    }

    private static KqlParser.QueryContext tree(CommonTokenStream tokens) {
        KqlParser parser = new KqlParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new FirstErrorStrategy());
        parser.addErrorListener(new FirstError());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return parser.query();
        } catch (Refusal perhaps) {
            parser.reset();
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            try {
                return parser.query();
            } catch (Refusal wrong) {
                throw unbalanced(tokens.getTokens()).orElse(wrong);
            }
        }
    }

    /** A bracket without its other half says more than the place at which the parser noticed it. */
    private static Optional<Refusal> unbalanced(List<Token> tokens) {
        ArrayDeque<Token> open = new ArrayDeque<>();
        for (Token token : tokens) {
            String closing = closing(token);
            if (!closing.isEmpty()) {
                open.push(token);
            } else if (token.getType() == KqlLexer.RPAREN
                    || token.getType() == KqlLexer.RBRACKET
                    || token.getType() == KqlLexer.RBRACE) {
                if (open.isEmpty()) {
                    return Optional.of(bracket(token, "<EOF>", "'" + token.getText() + "' closes nothing"));
                }
                if (!closing(open.peek()).equals(token.getText())) {
                    return Optional.of(notClosed(open.peek()));
                }
                open.pop();
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(notClosed(open.peek()));
    }

    private static Refusal notClosed(Token opening) {
        return bracket(opening, closing(opening), "this '" + opening.getText() + "' is not closed");
    }

    private static Refusal bracket(Token token, String expected, String message) {
        return new Refusal(new Diagnostic(
                Code.ParserFailure,
                token.getLine(),
                token.getCharPositionInLine(),
                token.getText(),
                expected,
                message,
                ""));
    }

    private static String closing(Token token) {
        return switch (token.getType()) {
            case KqlLexer.LPAREN -> ")";
            case KqlLexer.LBRACKET -> "]";
            case KqlLexer.LBRACE -> "}";
            default -> "";
        };
    }

    private static void check(List<Token> tokens, KqlLimits limits) {
        if (tokens.size() > limits.tokens()) {
            throw new Refusal(Diagnostic.of(
                    Code.QueryTooComplex, "the query has more than " + limits.tokens() + " words and signs"));
        }
        int depth = 0;
        int signs = 0;
        for (Token token : tokens) {
            signs = token.getType() == KqlLexer.MINUS || token.getType() == KqlLexer.PLUS ? signs + 1 : 0;
            switch (token.getType()) {
                case KqlLexer.LPAREN, KqlLexer.LBRACKET, KqlLexer.LBRACE -> depth++;
                case KqlLexer.RPAREN, KqlLexer.RBRACKET, KqlLexer.RBRACE -> depth--;
                case KqlLexer.OTHER -> throw Places.of(token).refuse(Code.ParserFailure, odd(token));
                default -> {}
            }
            if (depth > limits.depth() || signs > SIGNS_MAX) {
                throw Places.of(token)
                        .refuse(Code.QueryTooComplex, "the query is nested more than " + limits.depth() + " deep");
            }
        }
    }

    private static String odd(Token token) {
        return token.getText().equals("\"") || token.getText().equals("'")
                ? "a string begins here and does not end on its line"
                : "the sign " + shown(token.getText()) + " has no meaning here";
    }

    private static String shown(String text) {
        return text.codePoints().allMatch(c -> c >= ' ' && c != 0x7f)
                ? "'" + text + "'"
                : String.format("U+%04X", text.codePointAt(0));
    }

    /** No repair: the first error ends the parse. */
    private static final class FirstErrorStrategy extends DefaultErrorStrategy {
        @Override
        public Token recoverInline(org.antlr.v4.runtime.Parser recognizer) {
            reportMissingOrUnwanted(recognizer);
            return super.recoverInline(recognizer);
        }

        private void reportMissingOrUnwanted(org.antlr.v4.runtime.Parser recognizer) {
            recognizer.notifyErrorListeners(recognizer.getCurrentToken(), "unexpected", null);
        }

        @Override
        public void sync(org.antlr.v4.runtime.Parser recognizer) {
            // what does not fit is reported where it is met
        }
    }

    private static final class FirstError extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offending,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            Token token = (Token) offending;
            String text = token.getType() == Token.EOF ? "" : token.getText();
            Optional<String> expected =
                    recognizer instanceof KqlParser parser ? expected(parser, cause) : Optional.empty();
            String said = text.isEmpty() ? "the query ends too early" : "'" + cut(text) + "' does not fit here";
            throw new Refusal(new Diagnostic(
                    Code.ParserFailure,
                    line,
                    column,
                    cut(text),
                    expected.orElse(""),
                    said + expected.map(e -> "; expected " + e).orElse(""),
                    suggestion(text)));
        }

        private static String cut(String text) {
            return text.length() > 100 ? text.substring(0, 100) : text;
        }

        private static String suggestion(String text) {
            List<String> words = new ArrayList<>();
            for (int type = KqlLexer.WHERE; type <= KqlLexer.EXTERNALDATA; type++) {
                String name = KqlLexer.VOCABULARY.getLiteralName(type);
                if (name != null) {
                    words.add(name.replace("'", ""));
                }
            }
            return Near.to(text, words);
        }

        private static Optional<String> expected(KqlParser parser, RecognitionException cause) {
            IntervalSet set = cause == null || cause.getExpectedTokens() == null
                    ? parser.getExpectedTokens()
                    : cause.getExpectedTokens();
            if (set.contains(Token.EOF)) {
                return Optional.of("<EOF>");
            }
            if (set.size() > 3) {
                return Optional.empty();
            }
            List<String> names = new ArrayList<>();
            for (int type : set.toArray()) {
                names.add(KqlLexer.VOCABULARY.getDisplayName(type).replace("'", ""));
            }
            return Optional.of(String.join(" or ", names));
        }
    }
}
