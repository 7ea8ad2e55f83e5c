package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.scheme.text.Cursor;

/**
 * One component of a FreeBSD version: number, letter, number.
 *
 * @param kind {@link #LEAST} for a star, {@link #MISSING} where it starts with a letter, else {@link #DIGITS}
 * @param number its digits; none are zero
 * @param letter the place in the alphabet from 1; 0 for none, and for {@code pl}
 * @param levelKind {@link #MISSING} for a letter without a number behind it, else {@link #DIGITS}
 * @param level the digits behind the letter
 */
record FreeBsdComponent(int kind, Cursor number, int letter, int levelKind, Cursor level) {
    private static final int LEAST = -2;
    private static final int MISSING = -1;
    private static final int DIGITS = 0;

    private static final String[] STAGES = {"pl", "alpha", "beta", "pre", "rc"};
    private static final int[] LETTERS = {0, 'a' - 'a' + 1, 'b' - 'a' + 1, 'p' - 'a' + 1, 'r' - 'a' + 1};

    /** Steps over the component that is next and the separators behind it; at the end of a part all is zero. */
    static FreeBsdComponent next(Cursor cursor) {
        Cursor none = cursor.part(cursor.at, cursor.at);
        if (cursor.atEnd() || cursor.peek() == '+') {
            return new FreeBsdComponent(DIGITS, none, 0, DIGITS, none);
        }
        int from = cursor.at;
        int kind = cursor.skipDigits() > 0 ? DIGITS : MISSING;
        Cursor number = cursor.part(from, cursor.at);
        if (cursor.at == from && cursor.peek() == '*') {
            kind = LEAST;
            while (!cursor.atEnd() && cursor.peek() != '+') {
                cursor.at++;
            }
        }
        int stage = cursor.atLetter() ? stage(cursor) : MISSING;
        boolean opensNext = stage >= 0 && kind == DIGITS;
        if (!cursor.atLetter() || opensNext) {
            skipSeparators(cursor);
            return new FreeBsdComponent(kind, number, 0, DIGITS, none);
        }
        int letter = stage >= 0 ? LETTERS[stage] : Cursor.lower(cursor.peek()) - 'a' + 1;
        cursor.skipLetters();
        int levelFrom = cursor.at;
        int levelKind = cursor.skipDigits() > 0 ? DIGITS : MISSING;
        Cursor level = cursor.part(levelFrom, cursor.at);
        skipSeparators(cursor);
        return new FreeBsdComponent(kind, number, letter, levelKind, level);
    }

    /** Which of the special words stands here whole; below zero for none. */
    private static int stage(Cursor cursor) {
        Cursor word = cursor.part(cursor.at, cursor.to);
        word.skipLetters();
        for (int i = 0; i < STAGES.length; i++) {
            boolean isIt = word.at - cursor.at == STAGES[i].length()
                    && cursor.text.regionMatches(true, cursor.at, STAGES[i], 0, STAGES[i].length());
            if (isIt) {
                return i;
            }
        }
        return MISSING;
    }

    private static void skipSeparators(Cursor cursor) {
        while (!cursor.atEnd()
                && !cursor.atDigit()
                && !cursor.atLetter()
                && cursor.peek() != '+'
                && cursor.peek() != '*') {
            cursor.at++;
        }
    }

    int compareTo(FreeBsdComponent other) {
        int byNumber = kind != other.kind ? kind - other.kind : Cursor.compareDigits(number, other.number);
        if (byNumber != 0) {
            return byNumber;
        }
        if (letter != other.letter) {
            return letter - other.letter;
        }
        return levelKind != other.levelKind ? levelKind - other.levelKind : Cursor.compareDigits(level, other.level);
    }
}
