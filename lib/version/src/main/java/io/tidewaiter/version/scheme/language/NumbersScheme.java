package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Rows of numbers, compared one after the other; of two equal starts the shorter is less, so {@code 1.2 < 1.2.0}.
 *
 * <p>R's {@code package_version} (dots and hyphens are the same), and Haskell's {@code Data.Version} (dots only).
 */
public final class NumbersScheme implements VersionScheme {
    private final String name;
    private final String separators;

    /** An order by its name and the characters that separate numbers. */
    public NumbersScheme(String name, String separators) {
        this.name = name;
        this.separators = separators;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.of(version);
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
        } while (skipSeparator(cursor));
        return cursor.atEnd();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        while (true) {
            int byNumber = Cursor.compareDigits(a, b);
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
            boolean leftGoesOn = skipSeparator(a);
            boolean rightGoesOn = skipSeparator(b);
            if (!leftGoesOn || !rightGoesOn) {
                return Order.of(Boolean.compare(leftGoesOn, rightGoesOn));
            }
        }
    }

    private boolean skipSeparator(Cursor cursor) {
        if (cursor.atEnd() || separators.indexOf(cursor.peek()) < 0) {
            return false;
        }
        cursor.at++;
        return true;
    }
}
