package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.scheme.text.Cursor;

/**
 * A Maven version as a row of tokens, trimmed.
 *
 * <p>Maven thinks of nested lists, but an inner list is always the last element of its outer one, so the nesting is a
 * row with marks where the next list opens. That keeps a version of a million hyphens flat: no recursion, one pass to
 * read and one to trim, and a start (the end follows from the text) and a kind per token.
 */
final class MavenTokens {
    /** The kinds, in the order in which two different ones at the same place compare. */
    static final byte QUALIFIER = 0;

    static final byte LIST = 1;
    static final byte NUMBER = 2;

    private static final String[] KNOWN = {"alpha", "beta", "milestone", "rc", "snapshot", "", "sp"};
    /** The rank of the release itself: the empty qualifier. */
    static final int RELEASE = 5;
    /** The rank of a qualifier that is none of the known ones; those are in the order of their letters. */
    static final int UNKNOWN = 7;

    private final String text;
    private final int[] starts;
    private final byte[] kinds;
    private int size;

    private MavenTokens(String text) {
        this.text = text;
        this.starts = new int[2 * text.length() + 1];
        this.kinds = new byte[starts.length];
    }

    static MavenTokens of(String text) {
        MavenTokens tokens = new MavenTokens(text);
        tokens.read();
        tokens.trim();
        return tokens;
    }

    int size() {
        return size;
    }

    byte kind(int i) {
        return kinds[i];
    }

    /** The characters of a number or qualifier; a missing number has none. */
    Cursor value(int i) {
        Cursor run = new Cursor(text, starts[i], text.length());
        skipRun(run);
        return run.part(starts[i], run.at);
    }

    boolean isZero(int i) {
        Cursor value = value(i);
        while (value.skip('0')) {}
        return value.atEnd();
    }

    /** Where a qualifier stands among the known ones. */
    int rank(int i) {
        Cursor value = value(i);
        if (value.to - value.at == 1 && value.to < text.length() && Cursor.isDigit(text.charAt(value.to))) {
            int abbreviated = "abm".indexOf(Cursor.lower(value.peek()));
            if (abbreviated >= 0) {
                return abbreviated;
            }
        }
        for (int rank = 0; rank < KNOWN.length; rank++) {
            if (is(value, KNOWN[rank])) {
                return rank;
            }
        }
        if (is(value, "cr")) {
            return 3;
        }
        return is(value, "ga") || is(value, "final") || is(value, "release") ? RELEASE : UNKNOWN;
    }

    private boolean is(Cursor value, String name) {
        return value.to - value.at == name.length() && text.regionMatches(true, value.at, name, 0, name.length());
    }

    private void read() {
        Cursor cursor = Cursor.of(text);
        while (!cursor.atEnd()) {
            int from = cursor.at;
            if (cursor.skipDigits() > 0) {
                add(NUMBER, from);
                if (!cursor.atEnd() && !isSeparator(cursor.peek())) {
                    add(LIST, cursor.at);
                }
            } else if (isSeparator(cursor.peek())) {
                add(NUMBER, from);
            } else {
                skipRun(cursor);
                qualifier(from, cursor);
            }
            if (cursor.skip('-')) {
                add(LIST, cursor.at);
            } else {
                cursor.skip('.');
            }
        }
    }

    /** A qualifier that ends the version or is followed by digits is in a list of its own, whatever stands before. */
    private void qualifier(int from, Cursor after) {
        boolean isAlone = after.atEnd() || after.atDigit();
        if (isAlone && size > 0 && kinds[size - 1] != LIST) {
            add(LIST, from);
        }
        add(QUALIFIER, from);
        if (after.atDigit()) {
            add(LIST, after.at);
        }
    }

    private void add(byte kind, int start) {
        kinds[size] = kind;
        starts[size] = start;
        size++;
    }

    /** Takes away what equals nothing at the end of every list, and the lists that are empty then. */
    private void trim() {
        int kept = size;
        boolean trimming = true;
        for (int i = size - 1; i >= 0; i--) {
            boolean isDropped = kinds[i] == LIST ? kept == size : trimming && isNothing(i);
            trimming = kinds[i] == LIST || (trimming && isDropped);
            if (!isDropped) {
                kept--;
                kinds[kept] = kinds[i];
                starts[kept] = starts[i];
            }
        }
        size -= kept;
        System.arraycopy(kinds, kept, kinds, 0, size);
        System.arraycopy(starts, kept, starts, 0, size);
    }

    private boolean isNothing(int i) {
        return kinds[i] == NUMBER ? isZero(i) : rank(i) == RELEASE;
    }

    private static void skipRun(Cursor cursor) {
        if (cursor.skipDigits() > 0) {
            return;
        }
        while (!cursor.atEnd() && !cursor.atDigit() && !isSeparator(cursor.peek())) {
            cursor.at++;
        }
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-';
    }
}
