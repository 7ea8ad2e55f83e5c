package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Refusal;

/**
 * Where something stands in the text.
 *
 * @param line from 1
 * @param column from 0
 * @param token the first word of it, cut
 */
public record Place(int line, int column, String token) {
    private static final int TOKEN_CHARS_MAX = 100;

    public Place {
        token = token.length() > TOKEN_CHARS_MAX ? token.substring(0, TOKEN_CHARS_MAX) : token;
    }

    /** What to throw about this place. */
    public Refusal refuse(Diagnostic.Code code, String message) {
        return refuse(code, message, "");
    }

    /** What to throw about this place, with a name that was probably meant. */
    public Refusal refuse(Diagnostic.Code code, String message, String suggestion) {
        return new Refusal(new Diagnostic(code, line, column, token, "", message, suggestion));
    }
}
