package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Void Linux's order (xbps): {@code [epoch:]version[_revision]}; the version is a row of numbers in which
 * {@code alpha < beta < pre = rc <} a dot, and a letter is a dot and its place in the alphabet; what is missing is zero.
 */
public final class XbpsScheme implements VersionScheme {
    private static final String[] WORDS = {"alpha", "beta", "pre", "rc", "pl"};
    private static final int[] WEIGHTS = {-3, -2, -1, -1, 0};

    @Override
    public String name() {
        return "xbps";
    }

    @Override
    public boolean reads(String version) {
        return Cursor.isPrintable(version) && versionStart(version) < version.length();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        int leftStart = versionStart(left);
        int rightStart = versionStart(right);
        int byEpoch = Evr.compareEpochs(left, leftStart, right, rightStart);
        if (byEpoch != 0) {
            return Order.of(byEpoch);
        }
        int leftEnd = versionEnd(left, leftStart);
        int rightEnd = versionEnd(right, rightStart);
        Row a = new Row(new Cursor(left, leftStart, leftEnd));
        Row b = new Row(new Cursor(right, rightStart, rightEnd));
        boolean goesOn = true;
        while (goesOn) {
            boolean leftGoesOn = a.next();
            goesOn = b.next() || leftGoesOn;
            int difference = a.compareTo(b);
            if (difference != 0) {
                return Order.of(difference);
            }
        }
        return Order.of(Cursor.compareDigits(
                new Cursor(left, Math.min(leftEnd + 1, left.length()), left.length()),
                new Cursor(right, Math.min(rightEnd + 1, right.length()), right.length())));
    }

    private static int versionStart(String text) {
        Cursor epoch = Cursor.of(text);
        return epoch.skipDigits() > 0 && epoch.skip(':') ? epoch.at : 0;
    }

    /** The last underscore with nothing but digits behind it. */
    private static int versionEnd(String text, int from) {
        int mark = text.lastIndexOf('_');
        if (mark < from) {
            return text.length();
        }
        Cursor revision = new Cursor(text, mark + 1, text.length());
        return revision.skipDigits() > 0 && revision.atEnd() ? mark : text.length();
    }

    /** Walks over the numbers of a version: {@code small} where it is a word or letter, else the digits. */
    private static final class Row {
        private final Cursor cursor;
        private int small;
        private int letter;
        private Cursor digits;

        Row(Cursor cursor) {
            this.cursor = cursor;
            this.digits = cursor.part(cursor.to, cursor.to);
        }

        /** Goes on to the next number; at the end every number is zero. */
        boolean next() {
            small = 0;
            digits = cursor.part(cursor.to, cursor.to);
            if (letter > 0) {
                small = letter;
                letter = 0;
                return true;
            }
            while (!cursor.atEnd()) {
                if (read()) {
                    return true;
                }
                cursor.at++;
            }
            return false;
        }

        private boolean read() {
            int from = cursor.at;
            if (cursor.skipDigits() > 0) {
                digits = cursor.part(from, cursor.at);
                return true;
            }
            for (int i = 0; i < WORDS.length; i++) {
                if (cursor.text.regionMatches(true, from, WORDS[i], 0, WORDS[i].length())
                        && from + WORDS[i].length() <= cursor.to) {
                    cursor.at += WORDS[i].length();
                    small = WEIGHTS[i];
                    return true;
                }
            }
            if (cursor.atLetter()) {
                letter = Cursor.lower(cursor.peek()) - 'a' + 1;
                cursor.at++;
                return true;
            }
            return cursor.skip('.');
        }

        int compareTo(Row other) {
            if (small < 0 || other.small < 0) {
                return Integer.compare(small, other.small);
            }
            Cursor a = small > 0 ? Cursor.of(Integer.toString(small)) : digits;
            Cursor b = other.small > 0 ? Cursor.of(Integer.toString(other.small)) : other.digits;
            return Cursor.compareDigits(a, b);
        }
    }
}
