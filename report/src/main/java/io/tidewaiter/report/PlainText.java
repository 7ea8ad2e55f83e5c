package io.tidewaiter.report;

/** Foreign text made harmless for a terminal: no control characters, no direction overrides, bounded. */
final class PlainText {
    private PlainText() {}

    static String of(String foreign, int charactersMax) {
        StringBuilder out = new StringBuilder(Math.min(foreign.length(), charactersMax));
        for (int i = 0; i < foreign.length(); i++) {
            if (out.length() == charactersMax) {
                out.setCharAt(charactersMax - 1, '…');
                break;
            }
            char c = foreign.charAt(i);
            out.append(isHarmless(c) ? c : '?');
        }
        return out.toString();
    }

    private static boolean isHarmless(char c) {
        boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
        boolean direction =
                (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !control && !direction && c != 0xfeff;
    }
}
