package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Conan's order: any number of items with dots between them, then {@code -pre-release} and {@code +build}, which are rows
 * of items too. Zeros at the end of a row do not count; a pre-release comes before its version, a build after it.
 *
 * <p>Two numbers are compared as numbers, all else as text. That is Conan's own rule, and it goes in circles where an
 * item mixes both with the digits first ({@code 9 < 10 < 1a < 9}); the order is total where items are numbers or start
 * with a letter.
 */
public final class ConanScheme implements VersionScheme {
    @Override
    public String name() {
        return "Conan";
    }

    @Override
    public boolean reads(String version) {
        return Cursor.isPrintable(version);
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Parts a = Parts.of(left);
        Parts b = Parts.of(right);
        int byMain = compareRows(a.main(), b.main());
        if (byMain != 0) {
            return Order.of(byMain);
        }
        if (a.isPreRelease() != b.isPreRelease()) {
            return a.isPreRelease() ? Order.LESS : Order.GREATER;
        }
        int byPreRelease = compareRows(a.preRelease(), b.preRelease());
        if (byPreRelease != 0) {
            return Order.of(byPreRelease);
        }
        return a.isBuilt() != b.isBuilt()
                ? Order.of(Boolean.compare(a.isBuilt(), b.isBuilt()))
                : Order.of(compareRows(a.build(), b.build()));
    }

    private static int compareRows(Cursor a, Cursor b) {
        while (!a.atEnd() && !b.atEnd()) {
            int difference = compareItems(item(a), item(b));
            if (difference != 0) {
                return difference;
            }
        }
        return Boolean.compare(!a.atEnd(), !b.atEnd());
    }

    private static Cursor item(Cursor row) {
        int from = row.at;
        while (!row.atEnd() && row.peek() != '.') {
            row.at++;
        }
        Cursor item = row.part(from, row.at);
        row.skip('.');
        return item;
    }

    private static int compareItems(Cursor a, Cursor b) {
        boolean leftNumeric = isNumber(a);
        boolean rightNumeric = isNumber(b);
        if (leftNumeric && rightNumeric) {
            return Cursor.compareDigits(a, b);
        }
        if (leftNumeric) {
            skipLeadingZeros(a);
        }
        if (rightNumeric) {
            skipLeadingZeros(b);
        }
        return Cursor.compareChars(a, b);
    }

    private static boolean isNumber(Cursor item) {
        Cursor probe = item.part(item.at, item.to);
        return probe.skipDigits() > 0 && probe.atEnd();
    }

    /** A number is compared with text as it is written without leading zeros. */
    private static void skipLeadingZeros(Cursor number) {
        while (number.to - number.at > 1 && number.skip('0')) {}
    }

    /** The three rows of a version; the places behind them where it has no pre-release or no build. */
    private record Parts(String text, int mainEnd, int preEnd) {
        static Parts of(String text) {
            int plus = text.indexOf('+');
            int preEnd = plus < 0 ? text.length() : plus;
            int dash = text.indexOf('-');
            return new Parts(text, dash < 0 || dash > preEnd ? preEnd : dash, preEnd);
        }

        boolean isPreRelease() {
            return mainEnd < preEnd;
        }

        boolean isBuilt() {
            return preEnd < text.length();
        }

        Cursor main() {
            return trimmed(0, mainEnd);
        }

        Cursor preRelease() {
            return trimmed(Math.min(mainEnd + 1, preEnd), preEnd);
        }

        Cursor build() {
            return trimmed(Math.min(preEnd + 1, text.length()), text.length());
        }

        /** A row without the items at its end that are zero. */
        private Cursor trimmed(int from, int end) {
            int to = end;
            while (true) {
                int zeros = to;
                while (zeros > from && text.charAt(zeros - 1) == '0') {
                    zeros--;
                }
                boolean isZero = zeros < to && (zeros == from || text.charAt(zeros - 1) == '.');
                if (!isZero) {
                    return new Cursor(text, from, to);
                }
                to = Math.max(zeros - 1, from);
            }
        }
    }
}
