package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * pacman's order (vercmp(8)): {@code [epoch:]version[-release]} in runs of digits and letters; a run of letters at the
 * end comes before the end ({@code 1.0rc < 1.0}), one behind a separator after it ({@code 1.0 < 1.0.a}).
 *
 * <p>Where one side has no release, only the versions count. More separators in one place are more; where they stand
 * double or at the end, pacman's own order has circles.
 */
public final class PacmanScheme implements VersionScheme {
    @Override
    public String name() {
        return "pacman";
    }

    @Override
    public boolean reads(String version) {
        if (!Cursor.isPrintable(version)) {
            return false;
        }
        int from = Evr.versionStart(version);
        return Evr.versionEnd(version, from) > from;
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
        boolean isDecided = byVersion != 0 || leftEnd == left.length() || rightEnd == right.length();
        return Order.of(
                isDecided
                        ? byVersion
                        : compareParts(
                                new Cursor(left, leftEnd + 1, left.length()),
                                new Cursor(right, rightEnd + 1, right.length())));
    }

    private static int compareParts(Cursor a, Cursor b) {
        while (!a.atEnd() && !b.atEnd()) {
            int separators = skipSeparators(a) - skipSeparators(b);
            if (a.atEnd() || b.atEnd()) {
                break;
            }
            if (separators != 0) {
                return separators;
            }
            int difference = compareRuns(a, b);
            if (difference != 0) {
                return difference;
            }
        }
        if (a.atEnd() && b.atEnd()) {
            return 0;
        }
        return (a.atEnd() && !b.atLetter()) || a.atLetter() ? -1 : 1;
    }

    private static int compareRuns(Cursor a, Cursor b) {
        if (a.atDigit() != b.atDigit()) {
            return a.atDigit() ? 1 : -1;
        }
        if (a.atDigit()) {
            return Cursor.compareDigits(a, b);
        }
        int i = a.at;
        int j = b.at;
        a.skipLetters();
        b.skipLetters();
        return Cursor.compareChars(a.part(i, a.at), b.part(j, b.at));
    }

    private static int skipSeparators(Cursor cursor) {
        int from = cursor.at;
        while (!cursor.atEnd() && !cursor.atDigit() && !cursor.atLetter()) {
            cursor.at++;
        }
        return cursor.at - from;
    }
}
