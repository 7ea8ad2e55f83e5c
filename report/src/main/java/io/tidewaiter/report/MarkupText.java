package io.tidewaiter.report;

/** Foreign text made harmless inside HTML and XML, as content or in quotes. */
final class MarkupText {
    private MarkupText() {}

    /** Escaped, without control characters, cut at {@code charactersMax} characters before escaping. */
    static String of(String foreign, int charactersMax) {
        String plain = PlainText.of(foreign, charactersMax);
        StringBuilder out = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\ufffe', '\uffff' -> out.append('?'); // no characters of XML 1.0
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
