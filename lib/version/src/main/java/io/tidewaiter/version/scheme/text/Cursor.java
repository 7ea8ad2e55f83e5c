package io.tidewaiter.version.scheme.text;

/**
 * A place in a version text, and what every scheme needs there: runs of digits and letters, and their comparison.
 *
 * <p>Digits are compared as text (length after leading zeros, then characters): a version may hold a million digits,
 * and turning those into a number is quadratic. Two cursors are all that a comparison allocates, and escape analysis
 * removes most of them. Only ASCII counts: a foreign digit or letter is neither.
 */
public final class Cursor {
    /** What {@link #peek()} answers at the end; no scheme reads a version that contains it. */
    public static final char END = '\0';

    public final String text;
    public final int to;
    public int at;

    public Cursor(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    public static Cursor of(String text) {
        return new Cursor(text, 0, text.length());
    }

    /** The text without white space around it. */
    public static Cursor trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return new Cursor(text, from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** Whether the text is a version at all: printable ASCII without spaces, and not empty. */
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    public boolean atEnd() {
        return at >= to;
    }

    public char peek() {
        return at < to ? text.charAt(at) : END;
    }

    public boolean atDigit() {
        return isDigit(peek());
    }

    public boolean atLetter() {
        return isLetter(peek());
    }

    /** Steps over {@code c} if it is next. */
    public boolean skip(char c) {
        if (at < to && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Steps over the digits that are next and says how many they were. */
    public int skipDigits() {
        int from = at;
        while (at < to && isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    public int skipLetters() {
        int from = at;
        while (at < to && isLetter(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    /** The part between two places of the same text. */
    public Cursor part(int from, int end) {
        return new Cursor(text, from, end);
    }

    /** Compares the digits that are next on both sides by value and steps over them; none at all is zero. */
    public static int compareDigits(Cursor a, Cursor b) {
        int i = a.skipZeros();
        int j = b.skipZeros();
        int aLength = a.skipDigits();
        int bLength = b.skipDigits();
        if (aLength != bLength) {
            return Integer.compare(aLength, bLength);
        }
        return compareChars(a.part(i, a.at), b.part(j, b.at));
    }

    private int skipZeros() {
        while (skip('0')) {}
        return at;
    }

    /** Compares what is left on both sides character by character; the shorter of two equal starts is less. */
    public static int compareChars(Cursor a, Cursor b) {
        while (a.at < a.to && b.at < b.to) {
            int difference = a.text.charAt(a.at++) - b.text.charAt(b.at++);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.to - a.at, b.to - b.at);
    }

    /** As {@link #compareChars}, with ASCII letters of either case alike. */
    public static int compareCharsIgnoringCase(Cursor a, Cursor b) {
        while (a.at < a.to && b.at < b.to) {
            int difference = lower(a.text.charAt(a.at++)) - lower(b.text.charAt(b.at++));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(a.to - a.at, b.to - b.at);
    }
}
