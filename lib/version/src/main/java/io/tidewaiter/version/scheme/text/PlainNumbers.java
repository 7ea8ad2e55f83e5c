package io.tidewaiter.version.scheme.text;

/**
 * Versions that are nothing but short numbers with points between them: most of all that a language's packages have.
 * Where an order fills up the shorter one with zeros, two of them need not be taken apart.
 */
public final class PlainNumbers {
    /** What {@link #compare} answers where it cannot. */
    public static final int NOT_PLAIN = Integer.MIN_VALUE;

    /** Of more digits some do not fit into an {@code int}. */
    private static final int DIGITS_MAX = 9;

    private PlainNumbers() {}

    /**
     * A negative number, zero or a positive one; {@link #NOT_PLAIN} unless both are plain, of that many numbers at most
     * and without leading zeros, so that the order's own code has to tell.
     */
    public static int compare(String left, String right, int numbersMax) {
        int i = 0;
        int j = 0;
        int difference = 0;
        for (int count = 0; i < left.length() || j < right.length(); count++) {
            int leftEnd = end(left, i);
            int rightEnd = end(right, j);
            if (leftEnd < 0 || rightEnd < 0 || count == numbersMax) {
                return NOT_PLAIN;
            }
            if (difference == 0) {
                difference = Integer.compare(number(left, i, leftEnd), number(right, j, rightEnd));
            }
            i = next(left, leftEnd);
            j = next(right, rightEnd);
            if (i < 0 || j < 0) {
                return NOT_PLAIN;
            }
        }
        return left.isEmpty() || right.isEmpty() ? NOT_PLAIN : difference;
    }

    /** The end of the number that begins there; -1 where none does. Behind the end of the text is zero. */
    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && Cursor.isDigit(text.charAt(at))) {
            at++;
        }
        boolean isAtEnd = from == text.length();
        boolean hasZeros = at - from > 1 && text.charAt(from) == '0';
        return isAtEnd || (at > from && at - from <= DIGITS_MAX && !hasZeros) ? at : -1;
    }

    /** Where the next number begins; the text's end where none follows, and -1 where something else does. */
    private static int next(String text, int end) {
        if (end == text.length()) {
            return end;
        }
        return text.charAt(end) == '.' && end + 1 < text.length() ? end + 1 : -1;
    }

    private static int number(String text, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
