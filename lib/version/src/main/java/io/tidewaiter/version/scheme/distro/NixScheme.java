package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Nix's order ({@code builtins.compareVersions}): runs of digits and of other characters, separated by dots and hyphens;
 * {@code pre} comes before the end, the end before other words, words before numbers.
 */
public final class NixScheme implements VersionScheme {
    @Override
    public String name() {
        return "Nix";
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
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        while (!a.atEnd() || !b.atEnd()) {
            int difference = compareComponents(component(a), component(b));
            if (difference != 0) {
                return Order.of(difference);
            }
        }
        return Order.EQUAL;
    }

    private static Cursor component(Cursor cursor) {
        while (isSeparator(cursor.peek())) {
            cursor.at++;
        }
        int from = cursor.at;
        if (cursor.skipDigits() == 0) {
            while (!cursor.atEnd() && !cursor.atDigit() && !isSeparator(cursor.peek())) {
                cursor.at++;
            }
        }
        return cursor.part(from, cursor.at);
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-';
    }

    private static int compareComponents(Cursor a, Cursor b) {
        int rank = rank(a);
        int byRank = rank - rank(b);
        if (byRank != 0) {
            return byRank;
        }
        return rank == NUMBER ? Cursor.compareDigits(a, b) : Cursor.compareChars(a, b);
    }

    private static final int PRE = 0;
    private static final int NOTHING = 1;
    private static final int WORD = 2;
    private static final int NUMBER = 3;

    private static int rank(Cursor component) {
        if (component.atEnd()) {
            return NOTHING;
        }
        if (component.atDigit()) {
            return NUMBER;
        }
        boolean isPre = component.to - component.at == 3 && component.text.startsWith("pre", component.at);
        return isPre ? PRE : WORD;
    }
}
