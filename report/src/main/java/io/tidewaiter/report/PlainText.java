package io.tidewaiter.report;

/** Foreign text made harmless for a terminal or a page: no control characters, no direction overrides, bounded. */
public final class PlainText {
    private PlainText() {}

    /** The text, cut to so many characters. */
    public static String of(String foreign, int charactersMax) {
        StringBuilder out = new StringBuilder(Math.min(foreign.length(), charactersMax));
        for (int i = 0; i < foreign.length(); i++) {
            if (out.length() == charactersMax) {
                out.setCharAt(charactersMax - 1, '…');
                break;
            }
            char c = foreign.charAt(i);
            boolean isPair = isPair(foreign, i) && out.length() + 1 < charactersMax;
            if (isPair) {
                out.append(c).append(foreign.charAt(++i));
            } else {
                out.append(isHarmless(c) && !Character.isSurrogate(c) ? c : '?');
            }
        }
        return out.toString();
    }

    /** The text with half surrogate pairs replaced, which no encoding has bytes for. */
    static String wellFormed(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (isPair(text, i)) {
                i++;
            } else {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, '?');
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private static boolean isHarmless(char c) {
        boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
        boolean direction =
                (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !control && !direction && c != 0xfeff;
    }
}
