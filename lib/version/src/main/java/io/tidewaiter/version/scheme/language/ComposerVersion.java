package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.scheme.text.Cursor;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A Composer version as the row of tokens that PHP's {@code version_compare} sees after Composer's normalisation. */
final class ComposerVersion implements Comparable<ComposerVersion> {
    private static final int NUMBERS = 4;
    /** Composer takes a longer first number for a date. */
    private static final int FIRST_DIGITS_MAX = 5;

    /** Dates have at most this many characters, so the pattern has little to go back over. */
    private static final int DATE_CHARS_MAX = 40;

    private static final Pattern DATE = Pattern.compile("\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3}){0,2}");

    /** Words before the release in their order, the places of end and number between, and those after it. */
    private static final String[][] WORDS = {{"dev"}, {"alpha", "a"}, {"beta", "b"}, {"rc"}};

    /** Behind an {@code @}. */
    private static final Set<String> FLAGS = Set.of("stable", "rc", "beta", "alpha", "dev");

    private static final int END = 4;
    private static final int NUMBER = 5;
    private static final int PATCH = 6;
    private static final String[] PATCHES = {"patch", "pl", "p"};
    private static final Cursor BRANCH_END = Cursor.of("9999999");

    private final String text;
    private final int to;
    /** A token is where it starts, with its rank; {@link #NUMBER} is a run of digits, or a missing or wild one. */
    private final int[] starts;

    private final byte[] ranks;
    private int size;

    private ComposerVersion(String text) {
        this.text = text;
        int plus = text.indexOf('+');
        this.to = plus < 0 ? withoutFlag(text) : plus;
        this.starts = new int[text.length() + NUMBERS + 2];
        this.ranks = new byte[starts.length];
    }

    /** Where a text ends without the flag that says how stable a requirement may be ({@code 1.0.0@dev}). */
    private static int withoutFlag(String text) {
        int at = text.lastIndexOf('@');
        return at >= 0 && FLAGS.contains(text.substring(at + 1).toLowerCase(Locale.ROOT)) ? at : text.length();
    }

    /** The version that a text is, or empty where Composer reads none of that form, or a branch. */
    static Optional<ComposerVersion> read(String text) {
        if (!Cursor.isPrintable(text) || text.indexOf(',') >= 0 || text.endsWith("+")) {
            return Optional.empty();
        }
        ComposerVersion version = new ComposerVersion(text);
        return version.readClassic() || version.readDate() ? Optional.of(version) : Optional.empty();
    }

    private Cursor start() {
        Cursor cursor = new Cursor(text, 0, to);
        if (Cursor.lower(cursor.peek()) == 'v') {
            cursor.at++;
        }
        return cursor;
    }

    private boolean readClassic() {
        size = 0;
        Cursor cursor = start();
        boolean isWild = false;
        while (size < NUMBERS) {
            int from = cursor.at;
            int digits = cursor.skipDigits();
            if (digits == 0 && size > 0 && isWildcard(cursor.peek())) {
                cursor.at++;
                isWild = true;
            } else if (digits == 0 || isWild || (size == 0 && digits > FIRST_DIGITS_MAX)) {
                return false;
            }
            add(NUMBER, from);
            boolean goesOn = size < NUMBERS && cursor.peek() == '.' && startsNumber(cursor);
            if (!goesOn) {
                break;
            }
            cursor.at++;
        }
        while (size < NUMBERS) {
            add(NUMBER, isWild ? starts[size - 1] : to);
        }
        return isWild ? readDev(cursor) && cursor.atEnd() : readModifiers(cursor);
    }

    private static boolean isWildcard(char c) {
        return c == 'x' || c == 'X' || c == '*';
    }

    private static boolean startsNumber(Cursor dot) {
        Cursor probe = dot.part(dot.at + 1, dot.to);
        return probe.atDigit() || isWildcard(probe.peek());
    }

    private boolean readDate() {
        size = 0;
        Cursor cursor = start();
        int from = cursor.at;
        while (cursor.atDigit() || cursor.peek() == '.' || cursor.peek() == ':' || cursor.peek() == '-') {
            boolean endsHere =
                    !cursor.atDigit() && !cursor.part(cursor.at + 1, cursor.to).atDigit();
            if (endsHere) {
                break;
            }
            cursor.at++;
        }
        if (cursor.at - from > DATE_CHARS_MAX
                || !DATE.matcher(text).region(from, cursor.at).matches()) {
            return false;
        }
        Cursor digits = cursor.part(from, cursor.at);
        while (!digits.atEnd()) {
            add(NUMBER, digits.at);
            digits.skipDigits();
            digits.at++;
        }
        return readModifiers(cursor);
    }

    /**
     * {@code [sep][word[[sep]digits]...][[sep]dev]}, and nothing after it. Composer drops what stands behind {@code stable}.
     */
    private boolean readModifiers(Cursor cursor) {
        int start = cursor.at;
        if (cursor.peek() == '.' || cursor.peek() == '_' || cursor.peek() == '-') {
            cursor.at++;
        }
        int rank = skipWord(cursor);
        int kept = size;
        if (rank >= 0) {
            add(rank, start);
            readNumbers(cursor);
        }
        readDev(cursor);
        if (rank == END) {
            size = kept;
        }
        return cursor.atEnd();
    }

    private void readNumbers(Cursor cursor) {
        while (true) {
            int start = cursor.at;
            if (cursor.peek() == '.' || cursor.peek() == '-') {
                cursor.at++;
            }
            int from = cursor.at;
            if (cursor.skipDigits() == 0) {
                cursor.at = start;
                return;
            }
            add(NUMBER, from);
        }
    }

    private boolean readDev(Cursor cursor) {
        int start = cursor.at;
        if (cursor.peek() == '.' || cursor.peek() == '-') {
            cursor.at++;
        }
        boolean isDev = skip(cursor, "dev");
        if (isDev) {
            add(0, start);
        } else {
            cursor.at = start;
        }
        return isDev;
    }

    /** The rank of the word that is next, {@link #END} for {@code stable}; below zero where there is none. */
    private int skipWord(Cursor cursor) {
        if (skip(cursor, "stable")) {
            return END;
        }
        for (int rank = 1; rank < WORDS.length; rank++) {
            for (String word : WORDS[rank]) {
                if (skip(cursor, word)) {
                    return rank;
                }
            }
        }
        for (String word : PATCHES) {
            if (skip(cursor, word)) {
                return PATCH;
            }
        }
        return -1;
    }

    private static boolean skip(Cursor cursor, String word) {
        boolean isThere = cursor.to - cursor.at >= word.length()
                && cursor.text.regionMatches(true, cursor.at, word, 0, word.length());
        if (isThere) {
            cursor.at += word.length();
        }
        return isThere;
    }

    private void add(int rank, int start) {
        ranks[size] = (byte) rank;
        starts[size] = start;
        size++;
    }

    /** Token by token, where the end of the row has a rank of its own. */
    @Override
    public int compareTo(ComposerVersion other) {
        int count = Math.max(size, other.size);
        for (int i = 0; i < count; i++) {
            int byRank = rank(i) - other.rank(i);
            if (byRank != 0) {
                return byRank;
            }
            int byNumber = rank(i) == NUMBER ? Cursor.compareDigits(number(i), other.number(i)) : 0;
            if (byNumber != 0) {
                return byNumber;
            }
        }
        return 0;
    }

    private int rank(int i) {
        return i < size ? ranks[i] : END;
    }

    private Cursor number(int i) {
        Cursor digits = new Cursor(text, starts[i], to);
        return isWildcard(digits.peek()) ? BRANCH_END.part(0, BRANCH_END.to) : digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComposerVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return size;
    }
}
