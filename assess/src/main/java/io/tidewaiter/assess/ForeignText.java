package io.tidewaiter.assess;

/** Text from images and feeds made fit for a sentence: one line, of bounded length, without control characters. */
final class ForeignText {
    private static final int LENGTH_MAX = 400;

    private ForeignText() {}

    /** The text with control and format characters replaced, cut after {@value #LENGTH_MAX} characters. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        int[] characters = text.codePoints().limit(LENGTH_MAX + 1L).toArray();
        for (int i = 0; i < Math.min(characters.length, LENGTH_MAX); i++) {
            int kind = Character.getType(characters[i]);
            boolean hidden = kind == Character.CONTROL
                    || kind == Character.FORMAT
                    || kind == Character.SURROGATE
                    || kind == Character.LINE_SEPARATOR
                    || kind == Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(hidden ? '\uFFFD' : characters[i]);
        }
        return characters.length > LENGTH_MAX ? out.append('…').toString() : out.toString();
    }

    /** The same in double quotes. */
    static String quoted(String text) {
        return '"' + shown(text).replace("\"", "\\\"") + '"';
    }
}
