package io.tidewaiter.version.scheme.text;

/**
 * Identifiers with dots between them, as pre-release and build metadata are written (Semantic Versioning 2.0.0,
 * sections 9 to 11): ASCII letters, digits and hyphens.
 */
public final class Identifiers {
    /** Whether letters of either case are the same letter. */
    public enum Case {
        COUNTS,
        IGNORED
    }

    private Identifiers() {}

    /** Steps over identifiers and their dots; false where one is missing or empty. */
    public static boolean skip(Cursor cursor) {
        do {
            if (skipOne(cursor) == 0) {
                return false;
            }
        } while (cursor.skip('.'));
        return true;
    }

    /** As {@link #skip}, where a number must not start with a zero. */
    public static boolean skipStrict(Cursor cursor) {
        do {
            int from = cursor.at;
            int length = skipOne(cursor);
            boolean hasLeadingZero = length > 1 && cursor.text.charAt(from) == '0';
            if (length == 0 || (hasLeadingZero && isNumeric(cursor.part(from, cursor.at)))) {
                return false;
            }
        } while (cursor.skip('.'));
        return true;
    }

    private static int skipOne(Cursor cursor) {
        int from = cursor.at;
        while (cursor.atDigit() || cursor.atLetter() || cursor.peek() == '-') {
            cursor.at++;
        }
        return cursor.at - from;
    }

    /** Compares one after the other, numbers before words, and steps over those that are equal. */
    public static int compare(Cursor a, Cursor b, Case letters) {
        while (true) {
            int difference = compareOne(identifier(a), identifier(b), letters);
            if (difference != 0) {
                return difference;
            }
            boolean leftGoesOn = a.skip('.');
            boolean rightGoesOn = b.skip('.');
            if (!leftGoesOn || !rightGoesOn) {
                return Boolean.compare(leftGoesOn, rightGoesOn);
            }
        }
    }

    private static Cursor identifier(Cursor cursor) {
        int from = cursor.at;
        while (!cursor.atEnd() && cursor.peek() != '.' && cursor.peek() != '+') {
            cursor.at++;
        }
        return cursor.part(from, cursor.at);
    }

    private static int compareOne(Cursor a, Cursor b, Case letters) {
        boolean leftNumeric = isNumeric(a);
        boolean rightNumeric = isNumeric(b);
        if (leftNumeric != rightNumeric) {
            return leftNumeric ? -1 : 1;
        }
        if (leftNumeric) {
            return Cursor.compareDigits(a, b);
        }
        return letters == Case.COUNTS ? Cursor.compareChars(a, b) : Cursor.compareCharsIgnoringCase(a, b);
    }

    private static boolean isNumeric(Cursor identifier) {
        Cursor probe = identifier.part(identifier.at, identifier.to);
        return probe.skipDigits() > 0 && probe.atEnd();
    }
}
