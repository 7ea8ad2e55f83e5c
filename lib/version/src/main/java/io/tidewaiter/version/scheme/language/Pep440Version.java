package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.scheme.text.Cursor;
import java.util.Optional;

/** The parts of a Python version, as places in its text: no part is ever turned into a number. */
final class Pep440Version {
    private static final String[][] PRE = {{"alpha", "a"}, {"beta", "b"}, {"preview", "pre", "rc", "c"}};
    private static final String[][] POST = {{"post", "rev", "r"}};
    private static final String[][] DEV = {{"dev"}};

    /** A mark with its number; a rank of {@link #NONE} where the version has none. */
    private record Mark(int rank, int from, int to) {}

    private static final int NONE = -1;
    private static final Mark NO_MARK = new Mark(NONE, 0, 0);

    private final String text;
    private int epochFrom;
    private int epochTo;
    private int releaseFrom;
    private int releaseTo;
    private Mark pre = NO_MARK;
    private Mark post = NO_MARK;
    private Mark dev = NO_MARK;
    private int localFrom = NONE;
    private int to;

    private Pep440Version(String text) {
        this.text = text;
    }

    /** The version that a text is, or empty where PEP 440 knows none of that form. */
    static Optional<Pep440Version> read(String text) {
        Pep440Version version = new Pep440Version(text);
        return version.read() ? Optional.of(version) : Optional.empty();
    }

    private boolean read() {
        int from = 0;
        to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        Cursor cursor = new Cursor(text, from, to);
        if (Cursor.lower(cursor.peek()) == 'v') {
            cursor.at++;
        }
        if (!readRelease(cursor)) {
            return false;
        }
        pre = mark(cursor, PRE);
        post = dashedPost(cursor);
        if (post.rank() == NONE) {
            post = mark(cursor, POST);
        }
        dev = mark(cursor, DEV);
        return readLocal(cursor) && cursor.atEnd();
    }

    private boolean readRelease(Cursor cursor) {
        releaseFrom = cursor.at;
        if (cursor.skipDigits() == 0) {
            return false;
        }
        if (cursor.peek() == '!') {
            epochFrom = releaseFrom;
            epochTo = cursor.at++;
            releaseFrom = cursor.at;
            if (cursor.skipDigits() == 0) {
                return false;
            }
        }
        int end = cursor.at;
        while (cursor.skip('.') && cursor.skipDigits() > 0) {
            end = cursor.at;
        }
        cursor.at = end;
        releaseTo = end;
        return true;
    }

    /** {@code 1.0-5} is the implicit spelling of {@code 1.0.post5}. */
    private static Mark dashedPost(Cursor cursor) {
        int start = cursor.at;
        if (cursor.skip('-')) {
            int from = cursor.at;
            if (cursor.skipDigits() > 0) {
                return new Mark(0, from, cursor.at);
            }
        }
        cursor.at = start;
        return NO_MARK;
    }

    /** {@code [sep]name[[sep]digits]}; goes back to where it was when no name of the table stands there. */
    private static Mark mark(Cursor cursor, String[][] names) {
        int start = cursor.at;
        skipSeparator(cursor);
        int rank = skipName(cursor, names);
        if (rank == NONE) {
            cursor.at = start;
            return NO_MARK;
        }
        skipSeparator(cursor);
        int from = cursor.at;
        cursor.skipDigits();
        return new Mark(rank, from, cursor.at);
    }

    private static int skipName(Cursor cursor, String[][] names) {
        for (int rank = 0; rank < names.length; rank++) {
            for (String name : names[rank]) {
                boolean isThere = cursor.to - cursor.at >= name.length()
                        && cursor.text.regionMatches(true, cursor.at, name, 0, name.length());
                if (isThere) {
                    cursor.at += name.length();
                    return rank;
                }
            }
        }
        return NONE;
    }

    private static void skipSeparator(Cursor cursor) {
        if (isSeparator(cursor.peek())) {
            cursor.at++;
        }
    }

    private boolean readLocal(Cursor cursor) {
        if (!cursor.skip('+')) {
            return true;
        }
        localFrom = cursor.at;
        while (true) {
            int from = cursor.at;
            while (cursor.atDigit() || cursor.atLetter()) {
                cursor.at++;
            }
            if (cursor.at == from) {
                return false;
            }
            if (!isSeparator(cursor.peek())) {
                return true;
            }
            cursor.at++;
        }
    }

    int compareTo(Pep440Version other) {
        int difference = Cursor.compareDigits(part(epochFrom, epochTo), other.part(other.epochFrom, other.epochTo));
        if (difference == 0) {
            difference = compareReleases(part(releaseFrom, releaseTo), other.part(other.releaseFrom, other.releaseTo));
        }
        if (difference == 0) {
            difference = compareMarks(preRank(), pre, other, other.preRank(), other.pre);
        }
        if (difference == 0) {
            difference = compareMarks(post.rank(), post, other, other.post.rank(), other.post);
        }
        if (difference == 0) {
            difference = compareMarks(devRank(), dev, other, other.devRank(), other.dev);
        }
        return difference != 0 ? difference : compareLocals(other);
    }

    /** A development release of nothing else comes before the alphas, a release after the candidates. */
    private int preRank() {
        if (pre.rank() != NONE) {
            return pre.rank();
        }
        return post.rank() == NONE && dev.rank() != NONE ? NONE : PRE.length;
    }

    private int devRank() {
        return dev.rank() == NONE ? DEV.length : dev.rank();
    }

    private int compareMarks(int rank, Mark mark, Pep440Version other, int otherRank, Mark otherMark) {
        return rank != otherRank
                ? rank - otherRank
                : Cursor.compareDigits(part(mark.from(), mark.to()), other.part(otherMark.from(), otherMark.to()));
    }

    /** The shorter release is filled up with zeros. */
    private static int compareReleases(Cursor a, Cursor b) {
        while (!a.atEnd() || !b.atEnd()) {
            int difference = Cursor.compareDigits(a, b);
            if (difference != 0) {
                return difference;
            }
            a.skip('.');
            b.skip('.');
        }
        return 0;
    }

    private int compareLocals(Pep440Version other) {
        if (localFrom == NONE || other.localFrom == NONE) {
            return Boolean.compare(localFrom != NONE, other.localFrom != NONE);
        }
        Cursor a = part(localFrom, to);
        Cursor b = other.part(other.localFrom, other.to);
        while (!a.atEnd() && !b.atEnd()) {
            int difference = compareSegments(segment(a), segment(b));
            if (difference != 0) {
                return difference;
            }
        }
        return Boolean.compare(!a.atEnd(), !b.atEnd());
    }

    private static Cursor segment(Cursor local) {
        int from = local.at;
        while (!local.atEnd() && !isSeparator(local.peek())) {
            local.at++;
        }
        Cursor segment = local.part(from, local.at);
        skipSeparator(local);
        return segment;
    }

    /** Numbers come after words. */
    private static int compareSegments(Cursor a, Cursor b) {
        boolean leftNumeric = isNumeric(a);
        boolean rightNumeric = isNumeric(b);
        if (leftNumeric != rightNumeric) {
            return leftNumeric ? 1 : -1;
        }
        return leftNumeric ? Cursor.compareDigits(a, b) : Cursor.compareCharsIgnoringCase(a, b);
    }

    private static boolean isNumeric(Cursor segment) {
        Cursor probe = segment.part(segment.at, segment.to);
        probe.skipDigits();
        return probe.atEnd();
    }

    private Cursor part(int from, int end) {
        return new Cursor(text, from, end);
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-' || c == '_';
    }

    /** White space as Python strips it: the Unicode separators and the control characters among them. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
