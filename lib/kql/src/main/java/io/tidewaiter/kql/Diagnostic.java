package io.tidewaiter.kql;

/**
 * What is wrong with a query, or worth a warning, and where.
 *
 * @param code what the service of the original calls such a problem
 * @param line from 1; -1 where the problem has no place in the text
 * @param column from 0, counted in UTF-16 units; -1 where the problem has no place
 * @param token the word at that place; empty where there is none
 * @param expected what the grammar would take there; empty where there is no one answer
 * @param message one sentence
 * @param suggestion a name that was probably meant; empty where none is near
 */
public record Diagnostic(
        Code code, int line, int column, String token, String expected, String message, String suggestion) {

    /** The codes, spelt as they go over the wire. */
    public enum Code {
        /** The text is no query. */
        ParserFailure,
        /** The language has it, or might have it, and we do not take it. */
        InvalidQueryLanguage,
        /** A kind of join that does not exist. */
        UnsupportedJoinFlavor,
        /** No such table. */
        DisallowedLogicalTableName,
        /** No such column, or one that is named twice. */
        UnknownColumn,
        /** No such function, or one that takes other arguments. */
        UnknownFunction,
        /** An operand of a type that the operator does not take. */
        TypeMismatch,
        /** A literal outside of what its type holds. */
        InvalidLiteral,
        /** The text is longer, deeper or wider than we read. */
        QueryTooComplex,
        /** A mistake of ours; the query may be right. */
        InternalTranslationError
    }

    /** A problem without a place in the text. */
    public static Diagnostic of(Code code, String message) {
        return new Diagnostic(code, -1, -1, "", "", message, "");
    }

    /** The problem with its source line and a caret below the place, for people. */
    public String rendered(String text) {
        StringBuilder out = new StringBuilder(code.name()).append(": ").append(message);
        if (!suggestion.isEmpty()) {
            out.append("; did you mean ").append(suggestion).append('?');
        }
        if (line < 1) {
            return out.toString();
        }
        String source = sourceLine(text);
        int from = Math.max(0, Math.min(column, source.length()) - 60);
        String shown = source.substring(from, Math.min(source.length(), from + 120));
        String number = Integer.toString(line);
        return out.append("\n ")
                .append(number)
                .append(" | ")
                .append(shown.replace('\t', ' '))
                .append("\n ")
                .append(" ".repeat(number.length()))
                .append(" | ")
                .append(" ".repeat(Math.max(0, Math.min(column, source.length()) - from)))
                .append("^".repeat(Math.max(1, Math.min(token.length(), shown.length() - (column - from)))))
                .toString();
    }

    private String sourceLine(String text) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int end = text.indexOf('\n', start);
        String found = end < 0 ? text.substring(start) : text.substring(start, end);
        return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
    }
}
