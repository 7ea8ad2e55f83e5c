package io.tidewaiter.version.scheme;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;

/**
 * Alpine's order (apk-package(5)): {@code digits{.digits}[letter]{_suffix[digits]}[~hash][-rN]}.
 *
 * <p>Reads what apk-tools 2 and 3 read between them: digits after the letter ({@code 8u392_p9-r1}, which feeds carry)
 * are valid in 2 only, the commit hash in 3 only. Everything else ({@code 10.2.24.r0}) cannot be told.
 *
 * <p>A version is a row of tokens; where two rows part, the kind that {@link Token} names first is the newer one.
 */
public final class ApkScheme implements VersionScheme {
    private static final String[] BEFORE = {"alpha", "beta", "pre", "rc"};
    private static final String[] AFTER = {"cvs", "svn", "git", "hg", "p"};

    @Override
    public String name() {
        return "apk";
    }

    @Override
    public boolean reads(String version) {
        Reader reader = new Reader(version);
        while (reader.token != Token.END && reader.token != Token.INVALID) {
            reader.next();
        }
        return reader.token == Token.END;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Reader a = new Reader(left);
        Reader b = new Reader(right);
        while (a.token == b.token && a.token != Token.END) {
            int difference = compareTokens(a, b);
            if (difference != 0) {
                return Order.of(difference);
            }
            a.next();
            b.next();
        }
        if (a.token == Token.SUFFIX && a.suffix < 0) {
            return Order.LESS;
        }
        if (b.token == Token.SUFFIX && b.suffix < 0) {
            return Order.GREATER;
        }
        return Order.of(b.token.compareTo(a.token));
    }

    private static int compareTokens(Reader a, Reader b) {
        return switch (a.token) {
            case FRACTION ->
                a.startsWithZero() || b.startsWithZero()
                        ? Cursor.compareChars(a.value(), b.value())
                        : Cursor.compareDigits(a.value(), b.value());
            case NUMBER, SUFFIX_NUMBER, REVISION -> Cursor.compareDigits(a.value(), b.value());
            case LETTER, HASH -> Cursor.compareChars(a.value(), b.value());
            case SUFFIX -> a.suffix - b.suffix;
            case END, INVALID -> 0;
        };
    }

    /** Kinds of token, newest first: {@code 1.1.1} is newer than {@code 1.1a}, that newer than {@code 1.1}. */
    private enum Token {
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

    /** Reads one token after the other. */
    private static final class Reader {
        private final Cursor cursor;
        private int from;
        private int suffix;
        private Token token = Token.NUMBER;

        Reader(String version) {
            cursor = Cursor.of(version);
            digits(Token.NUMBER);
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
                token = Token.END;
            } else if (Cursor.isDigit(c)) {
                afterSuffixOrLetter();
            } else if (c >= 'a' && c <= 'z') {
                from = cursor.at++;
                token = token.compareTo(Token.FRACTION) <= 0 ? Token.LETTER : Token.INVALID;
            } else {
                cursor.at++;
                marked(c);
            }
        }

        private void afterSuffixOrLetter() {
            switch (token) {
                case LETTER -> digits(Token.FRACTION);
                case SUFFIX -> digits(Token.SUFFIX_NUMBER);
                default -> token = Token.INVALID;
            }
        }

        private void marked(char mark) {
            if (mark == '.' && token.compareTo(Token.FRACTION) <= 0) {
                digits(Token.FRACTION);
            } else if (mark == '_' && token.compareTo(Token.SUFFIX_NUMBER) <= 0) {
                suffix();
            } else if (mark == '~' && token.compareTo(Token.HASH) < 0) {
                hash();
            } else if (mark == '-' && token.compareTo(Token.REVISION) < 0 && cursor.skip('r')) {
                digits(Token.REVISION);
            } else {
                token = Token.INVALID;
            }
        }

        private void digits(Token kind) {
            from = cursor.at;
            token = cursor.skipDigits() > 0 ? kind : Token.INVALID;
        }

        private void hash() {
            from = cursor.at;
            while (Cursor.isDigit(cursor.peek()) || (cursor.peek() >= 'a' && cursor.peek() <= 'f')) {
                cursor.at++;
            }
            token = cursor.at > from ? Token.HASH : Token.INVALID;
        }

        private void suffix() {
            from = cursor.at;
            cursor.skipLetters();
            suffix = rank();
            token = suffix != 0 ? Token.SUFFIX : Token.INVALID;
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
}
