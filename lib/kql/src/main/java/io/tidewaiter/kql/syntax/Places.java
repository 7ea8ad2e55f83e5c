package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.syntax.grammar.KqlParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Places and names of the parser's nodes. */
final class Places {
    private Places() {}

    static Place of(ParserRuleContext context) {
        return of(context.getStart());
    }

    static Place of(Token token) {
        String text = token.getType() == Token.EOF ? "" : token.getText();
        return new Place(token.getLine(), token.getCharPositionInLine(), text);
    }

    static String name(KqlParser.NameContext name) {
        return name.STRING() == null ? name.getText() : LiteralReader.string(List.of(name.STRING()), of(name));
    }

    static String name(KqlParser.AnyNameContext name) {
        return name.name() == null ? name.getText() : name(name.name());
    }
}
