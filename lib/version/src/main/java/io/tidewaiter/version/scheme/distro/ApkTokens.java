package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.scheme.text.Cursor;

/** Reads an Alpine version one token after the other. */
final class ApkTokens {
    private static final String[] BEFORE = {"alpha", "beta", "pre", "rc"};
    private static final String[] AFTER = {"cvs", "svn", "git", "hg", "p"};

    /** Kinds of token, newest first: {@code 1.1.1} is newer than {@code 1.1a}, that newer than {@code 1.1}. */
    enum Kind {
        NUMBER,
        FRACTION,
        LETTER,
        SUFFIX,
        SUFFIX_NUMBER,
        HASH,
        REVISION,
        END,
        INVALID
    }

    private final Cursor cursor;
    private int from;
    int suffix;
    Kind kind = Kind.NUMBER;

    ApkTokens(String version) {
        cursor = Cursor.of(version);
        digits(Kind.NUMBER);
    }

    Cursor value() {
        return cursor.part(from, cursor.at);
    }

    boolean startsWithZero() {
        return cursor.text.charAt(from) == '0';
    }

    void next() {
        char c = cursor.peek();
        if (cursor.atEnd()) {
            kind = Kind.END;
        } else if (Cursor.isDigit(c)) {
            afterSuffixOrLetter();
        } else if (c >= 'a' && c <= 'z') {
            from = cursor.at++;
            kind = kind.compareTo(Kind.FRACTION) <= 0 ? Kind.LETTER : Kind.INVALID;
        } else {
            cursor.at++;
            marked(c);
        }
    }

    private void afterSuffixOrLetter() {
        switch (kind) {
            case LETTER -> digits(Kind.FRACTION);
            case SUFFIX -> digits(Kind.SUFFIX_NUMBER);
            default -> kind = Kind.INVALID;
        }
    }

    private void marked(char mark) {
        if (mark == '.' && kind.compareTo(Kind.FRACTION) <= 0) {
            digits(Kind.FRACTION);
        } else if (mark == '_' && kind.compareTo(Kind.SUFFIX_NUMBER) <= 0) {
            suffix();
        } else if (mark == '~' && kind.compareTo(Kind.HASH) < 0) {
            hash();
        } else if (mark == '-' && kind.compareTo(Kind.REVISION) < 0 && cursor.skip('r')) {
            digits(Kind.REVISION);
        } else {
            kind = Kind.INVALID;
        }
    }

    private void digits(Kind next) {
        from = cursor.at;
        kind = cursor.skipDigits() > 0 ? next : Kind.INVALID;
    }

    private void hash() {
        from = cursor.at;
        while (Cursor.isDigit(cursor.peek()) || (cursor.peek() >= 'a' && cursor.peek() <= 'f')) {
            cursor.at++;
        }
        kind = cursor.at > from ? Kind.HASH : Kind.INVALID;
    }

    private void suffix() {
        from = cursor.at;
        cursor.skipLetters();
        suffix = rank();
        kind = suffix != 0 ? Kind.SUFFIX : Kind.INVALID;
    }

    private int rank() {
        for (int i = 0; i < BEFORE.length; i++) {
            if (is(BEFORE[i])) {
                return i - BEFORE.length;
            }
        }
        for (int i = 0; i < AFTER.length; i++) {
            if (is(AFTER[i])) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean is(String name) {
        return cursor.at - from == name.length() && cursor.text.startsWith(name, from);
    }
}
