package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * rpm's order (rpm-version(7)): {@code [epoch:]version[-release]}, each part by {@code rpmvercmp}.
 *
 * <p>A missing epoch is 0. Where one side has no release, only the versions are compared, as rpm does for
 * dependencies; so {@code 1.0} equals both {@code 1.0-1} and {@code 1.0-2}. The order is total among versions that all
 * have a release, and among those that have none.
 */
public final class RpmScheme implements VersionScheme {
    @Override
    public String name() {
        return "rpm";
    }

    @Override
    public boolean reads(String version) {
        int from = Evr.versionStart(version);
        int to = Evr.versionEnd(version, from);
        for (int i = from; i < to; i++) {
            if (Cursor.isDigit(version.charAt(i)) || Cursor.isLetter(version.charAt(i))) {
                return version.indexOf(Cursor.END) < 0;
            }
        }
        return false;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        int leftStart = Evr.versionStart(left);
        int rightStart = Evr.versionStart(right);
        int byEpoch = Evr.compareEpochs(left, leftStart, right, rightStart);
        if (byEpoch != 0) {
            return Order.of(byEpoch);
        }
        int leftEnd = Evr.versionEnd(left, leftStart);
        int rightEnd = Evr.versionEnd(right, rightStart);
        int byVersion = compareParts(new Cursor(left, leftStart, leftEnd), new Cursor(right, rightStart, rightEnd));
        if (byVersion != 0 || leftEnd >= left.length() - 1 || rightEnd >= right.length() - 1) {
            return Order.of(byVersion);
        }
        return Order.of(compareParts(
                new Cursor(left, leftEnd + 1, left.length()), new Cursor(right, rightEnd + 1, right.length())));
    }

    /** {@code rpmvercmp}: the next tokens order as tilde, end, caret, letters, digits; separators only separate. */
    private static int compareParts(Cursor a, Cursor b) {
        while (true) {
            skipSeparators(a);
            skipSeparators(b);
            int kind = kind(a);
            if (kind != kind(b)) {
                return kind - kind(b);
            }
            if (a.atEnd()) {
                return 0;
            }
            int difference = compareTokens(a, b, kind);
            if (difference != 0) {
                return difference;
            }
        }
    }

    private static int compareTokens(Cursor a, Cursor b, int kind) {
        if (kind == DIGITS) {
            return Cursor.compareDigits(a, b);
        }
        if (kind == LETTERS) {
            int i = a.at;
            int j = b.at;
            a.skipLetters();
            b.skipLetters();
            return Cursor.compareChars(a.part(i, a.at), b.part(j, b.at));
        }
        a.at++;
        b.at++;
        return 0;
    }

    private static final int TILDE = 0;
    private static final int NOTHING = 1;
    private static final int CARET = 2;
    private static final int LETTERS = 3;
    private static final int DIGITS = 4;

    private static int kind(Cursor cursor) {
        char c = cursor.peek();
        if (cursor.atEnd()) {
            return NOTHING;
        }
        if (c == '~') {
            return TILDE;
        }
        if (c == '^') {
            return CARET;
        }
        return Cursor.isDigit(c) ? DIGITS : LETTERS;
    }

    private static void skipSeparators(Cursor cursor) {
        while (!cursor.atEnd()) {
            char c = cursor.peek();
            if (Cursor.isDigit(c) || Cursor.isLetter(c) || c == '~' || c == '^') {
                return;
            }
            cursor.at++;
        }
    }
}
