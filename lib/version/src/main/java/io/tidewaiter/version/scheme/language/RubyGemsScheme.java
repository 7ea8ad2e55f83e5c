package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * RubyGems' order (Gem::Version): numbers and words in a row, a word comes before every number, what is missing is zero,
 * and zeros before the first word or the end do not count; a hyphen is written {@code .pre.}.
 *
 * <p>Gem::Version reads the empty text as 0; to us a version that is not there cannot be told.
 */
public final class RubyGemsScheme implements VersionScheme {
    @Override
    public String name() {
        return "RubyGems";
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.trimmed(version);
        if (cursor.skipDigits() == 0) {
            return false;
        }
        while (cursor.skip('.')) {
            if (!skipWord(cursor, false)) {
                return false;
            }
        }
        if (cursor.skip('-')) {
            do {
                if (!skipWord(cursor, true)) {
                    return false;
                }
            } while (cursor.skip('.'));
        }
        return cursor.atEnd();
    }

    private static boolean skipWord(Cursor cursor, boolean withHyphens) {
        int from = cursor.at;
        while (cursor.atDigit() || cursor.atLetter() || (withHyphens && cursor.peek() == '-')) {
            cursor.at++;
        }
        return cursor.at > from;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Segments a = new Segments(Cursor.trimmed(left));
        Segments b = new Segments(Cursor.trimmed(right));
        int count = Math.max(a.count, b.count);
        for (int i = 0; i < count; i++) {
            int difference = compareSegments(a.value(i), b.value(i));
            if (difference != 0) {
                return Order.of(difference);
            }
        }
        return Order.EQUAL;
    }

    private static int compareSegments(Cursor a, Cursor b) {
        if (a.atLetter() != b.atLetter()) {
            return a.atLetter() ? -1 : 1;
        }
        return a.atLetter() ? Cursor.compareChars(a, b) : Cursor.compareDigits(a, b);
    }

    /** Where the segments that count begin; beyond the last one everything is zero. */
    private static final class Segments {
        private final Cursor text;
        private final int[] starts;
        private int count;

        Segments(Cursor text) {
            this.text = text;
            this.starts = new int[text.to - text.at];
            Cursor cursor = text.part(text.at, text.to);
            boolean sawWord = false;
            while (!cursor.atEnd()) {
                int from = cursor.at;
                if (cursor.skip('.')) {
                    continue;
                }
                if (!sawWord && !cursor.atDigit()) {
                    sawWord = true;
                    dropZeros();
                }
                if (!cursor.skip('-') && cursor.skipDigits() == 0) {
                    cursor.skipLetters();
                }
                starts[count++] = from;
            }
        }

        private void dropZeros() {
            while (count > 0) {
                Cursor last = value(count - 1);
                while (last.skip('0')) {}
                if (!last.atEnd()) {
                    return;
                }
                count--;
            }
        }

        /** The characters of a segment; of none beyond the end. */
        Cursor value(int i) {
            if (i >= count) {
                return text.part(text.to, text.to);
            }
            Cursor run = text.part(starts[i], text.to);
            if (run.peek() == '-') {
                return Cursor.of("pre");
            }
            if (run.skipDigits() == 0) {
                run.skipLetters();
            }
            return text.part(starts[i], run.at);
        }
    }
}
