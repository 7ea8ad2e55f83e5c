package io.tidewaiter.oci;

/** Text that came from a registry, an image or a user, made fit for a message of ours. */
public final class ForeignText {
    private static final int SHOWN_MAX = 120;

    private ForeignText() {}

    /** The text in single quotes, cut at 120 characters, with everything that could steer a terminal as {@code ?}. */
    public static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(SHOWN_MAX).map(c -> steers(c) ? '?' : c).forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > SHOWN_MAX) {
            shown.append('…');
        }
        return shown.append('\'').toString();
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
