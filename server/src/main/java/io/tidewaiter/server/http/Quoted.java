package io.tidewaiter.server.http;

/** Foreign text made fit for a message: cut, control characters replaced. */
public final class Quoted {
    private static final int CHARS_MAX = 400;

    private Quoted() {}

    /** The text, at most 400 characters of it. */
    public static String of(String foreign) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < foreign.length() && i < CHARS_MAX; i++) {
            char c = foreign.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return foreign.length() > CHARS_MAX ? out.append('…').toString() : out.toString();
    }
}
