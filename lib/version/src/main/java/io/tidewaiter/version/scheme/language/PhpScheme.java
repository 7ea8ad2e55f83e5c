package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * PHP's {@code version_compare}, which WordPress orders its plugins with: rows of numbers and words, parted by any other
 * character and where digits and letters meet. At a place an unknown word is less than {@code dev}, that than {@code alpha},
 * {@code beta} and {@code RC}; then follows the end, a number and {@code pl}. So {@code 1.2 < 1.2.0}.
 *
 * <p>PHP takes a text that begins with a letter for less than all that begin with a number; here it is not read, because
 * {@code v2.0} is not meant to be less than {@code 1.0}.
 */
public final class PhpScheme implements VersionScheme {
    private static final int UNKNOWN = 0;
    private static final int END = 5;
    private static final int NUMBER = 6;

    @Override
    public String name() {
        return "PHP";
    }

    @Override
    public boolean reads(String version) {
        return Cursor.isPrintable(version) && Cursor.isDigit(version.charAt(0));
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        while (true) {
            skipSeparators(a);
            skipSeparators(b);
            int rank = rank(a);
            int difference = Integer.compare(rank, rank(b));
            if (difference != 0 || rank == END) {
                return Order.of(difference);
            }
            if (rank == NUMBER) {
                int byNumber = Cursor.compareDigits(a, b);
                if (byNumber != 0) {
                    return Order.of(byNumber);
                }
            } else {
                a.skipLetters();
                b.skipLetters();
            }
        }
    }

    private static void skipSeparators(Cursor cursor) {
        while (!cursor.atEnd() && !cursor.atDigit() && !cursor.atLetter()) {
            cursor.at++;
        }
    }

    /** Words count by how they begin, as PHP has it: {@code p} and {@code pl} are the same, so are {@code a} and {@code alpha}. */
    private static int rank(Cursor cursor) {
        if (cursor.atEnd()) {
            return END;
        }
        if (cursor.atDigit()) {
            return NUMBER;
        }
        char first = cursor.peek();
        return switch (first) {
            case 'a' -> 2;
            case 'b' -> 3;
            case 'p' -> NUMBER + 1;
            default -> begins(cursor, "dev") ? 1 : begins(cursor, "RC") || begins(cursor, "rc") ? 4 : UNKNOWN;
        };
    }

    private static boolean begins(Cursor cursor, String word) {
        return cursor.text.startsWith(word, cursor.at);
    }
}
