package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import io.tidewaiter.version.scheme.text.Identifiers;

/**
 * NuGet's order: one to four numbers, missing ones are zero, then SemVer's pre-release with letters of either case alike;
 * metadata does not count, white space around the version neither.
 */
public final class NuGetScheme implements VersionScheme {
    private static final int NUMBERS_MAX = 4;

    @Override
    public String name() {
        return "NuGet";
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.trimmed(version);
        int numbers = 0;
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
            numbers++;
        } while (cursor.skip('.'));
        return numbers <= NUMBERS_MAX
                && (!cursor.skip('-') || Identifiers.skip(cursor))
                && (!cursor.skip('+') || Identifiers.skip(cursor))
                && cursor.atEnd();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.trimmed(left);
        Cursor b = Cursor.trimmed(right);
        for (int i = 0; i < NUMBERS_MAX; i++) {
            int byNumber = Cursor.compareDigits(a, b);
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
            a.skip('.');
            b.skip('.');
        }
        boolean leftReleased = !a.skip('-');
        boolean rightReleased = !b.skip('-');
        if (leftReleased || rightReleased) {
            return Order.of(Boolean.compare(leftReleased, rightReleased));
        }
        return Order.of(Identifiers.compare(a, b, Identifiers.Case.IGNORED));
    }
}
