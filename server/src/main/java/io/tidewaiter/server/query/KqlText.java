package io.tidewaiter.server.query;

/** What of a query's text is code: a shared query that is named within a literal or a comment is not put in. */
final class KqlText {
    private final String text;
    private final StringBuilder code;
    private int at;

    private KqlText(String text) {
        this.text = text;
        this.code = new StringBuilder(text);
    }

    /** The text with blanks in the place of its string literals and comments: equally long, every other sign in its place. */
    static String code(String text) {
        return new KqlText(text).read().code.toString();
    }

    private KqlText read() {
        while (at < text.length()) {
            char here = text.charAt(at);
            if (text.startsWith("//", at)) {
                blankUntil(text.indexOf('\n', at), 0);
            } else if (text.startsWith("```", at) || text.startsWith("~~~", at)) {
                blankUntil(text.indexOf(text.substring(at, at + 3), at + 3), 3);
            } else if (text.startsWith("{{", at)) {
                int end = text.indexOf("}}", at);
                at = end < 0 ? at + 2 : end + 2; // an id may hold what else would begin a comment
            } else if (here == '"' || here == '\'') {
                literal(here, at > 0 && text.charAt(at - 1) == '@');
            } else {
                at++;
            }
        }
        return this;
    }

    /** A literal that does not end on its line is a mistake of the query's, and ends there for us. */
    private void literal(char quote, boolean verbatim) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '\n') {
            if (text.charAt(end) == quote) {
                boolean doubled = verbatim && end + 1 < text.length() && text.charAt(end + 1) == quote;
                if (!doubled) {
                    break;
                }
                end++;
            } else if (!verbatim && text.charAt(end) == '\\') {
                end++;
            }
            end++;
        }
        blankUntil(Math.min(end, text.length()), 1);
    }

    /** @param end where the last part begins; below 0 for the end of the text */
    private void blankUntil(int end, int last) {
        int stop = end < 0 ? text.length() : Math.min(end + last, text.length());
        for (; at < stop; at++) {
            if (text.charAt(at) != '\n') {
                code.setCharAt(at, ' ');
            }
        }
    }
}
