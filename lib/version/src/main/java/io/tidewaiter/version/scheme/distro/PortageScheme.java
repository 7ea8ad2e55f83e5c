package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Gentoo's order (Package Manager Specification 8, section 3.3): {@code digits{.digits}[letter]{_suffix[digits]}[-rN]}.
 *
 * <p>The first number is compared by value, later ones as fractions where either starts with a zero; more numbers are
 * more; {@code _alpha _beta _pre _rc} come before the version, {@code _p} after it.
 */
public final class PortageScheme implements VersionScheme {
    private static final String[] SUFFIXES = {"alpha", "beta", "pre", "rc", "p"};
    /** Where no suffix at all stands among them. */
    private static final int NO_SUFFIX = 4;

    @Override
    public String name() {
        return "portage";
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.of(version);
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
        } while (cursor.skip('.'));
        skipLetter(cursor);
        while (cursor.peek() == '_') {
            if (suffix(cursor) == NO_SUFFIX) {
                return false;
            }
            cursor.skipDigits();
        }
        return (!cursor.skip('-') || (cursor.skip('r') && cursor.skipDigits() > 0)) && cursor.atEnd();
    }

    private static char skipLetter(Cursor cursor) {
        char c = cursor.peek();
        if (c < 'a' || c > 'z') {
            return 0;
        }
        cursor.at++;
        return c;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        int byNumbers = compareNumbers(a, b);
        if (byNumbers != 0) {
            return Order.of(byNumbers);
        }
        int byLetter = skipLetter(a) - skipLetter(b);
        if (byLetter != 0) {
            return Order.of(byLetter);
        }
        int bySuffixes = compareSuffixes(a, b);
        return Order.of(bySuffixes != 0 ? bySuffixes : Cursor.compareDigits(revision(a), revision(b)));
    }

    private static int compareNumbers(Cursor a, Cursor b) {
        int difference = Cursor.compareDigits(a, b);
        while (difference == 0) {
            boolean leftGoesOn = a.skip('.');
            boolean rightGoesOn = b.skip('.');
            if (!leftGoesOn || !rightGoesOn) {
                return Boolean.compare(leftGoesOn, rightGoesOn);
            }
            difference = a.peek() == '0' || b.peek() == '0' ? compareFractions(a, b) : Cursor.compareDigits(a, b);
        }
        return difference;
    }

    private static int compareFractions(Cursor a, Cursor b) {
        return Cursor.compareChars(fraction(a), fraction(b));
    }

    private static Cursor fraction(Cursor cursor) {
        int from = cursor.at;
        cursor.skipDigits();
        int to = cursor.at;
        while (to > from && cursor.text.charAt(to - 1) == '0') {
            to--;
        }
        return cursor.part(from, to);
    }

    private static int compareSuffixes(Cursor a, Cursor b) {
        while (a.peek() == '_' || b.peek() == '_') {
            int bySuffix = suffix(a) - suffix(b);
            int difference = bySuffix != 0 ? bySuffix : Cursor.compareDigits(a, b);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Steps over the suffix that is next and says its rank. */
    private static int suffix(Cursor cursor) {
        if (!cursor.skip('_')) {
            return NO_SUFFIX;
        }
        int from = cursor.at;
        cursor.skipLetters();
        for (int i = 0; i < SUFFIXES.length; i++) {
            String suffix = SUFFIXES[i];
            if (cursor.at - from == suffix.length() && cursor.text.startsWith(suffix, from)) {
                return i < NO_SUFFIX ? i : NO_SUFFIX + 1;
            }
        }
        return NO_SUFFIX;
    }

    private static Cursor revision(Cursor rest) {
        Cursor revision = rest.part(rest.at, rest.to);
        revision.skip('-');
        revision.skip('r');
        return revision;
    }
}
