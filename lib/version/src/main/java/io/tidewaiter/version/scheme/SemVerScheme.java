package io.tidewaiter.version.scheme;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;

/**
 * Semantic Versioning 2.0.0, section 11, read as tolerantly as its users write it.
 *
 * <p>A leading {@code v} or {@code =}, missing minor and patch numbers (zero), leading zeros and a pre-release without
 * its dash ({@code 1.2.3beta}, node-semver's loose form) are read; a fourth number is not. Build metadata does not
 * count, except for {@link Build#COUNTS}.
 */
public final class SemVerScheme implements VersionScheme {
    /** What an ecosystem makes of the part after the plus sign. */
    public enum Build {
        /** Not part of the order (SemVer 2.0.0, section 10). */
        IGNORED,
        /** Ordered like a pre-release, and any build is above none (pub, Julia). */
        COUNTS
    }

    private final String name;
    private final Build build;

    public SemVerScheme(String name, Build build) {
        this.name = name;
        this.build = build;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.of(version);
        skipPrefix(cursor);
        int numbers = 0;
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
            numbers++;
        } while (cursor.skip('.'));
        if (numbers > 3) {
            return false;
        }
        if (cursor.skip('-') || cursor.atLetter()) {
            if (!skipIdentifiers(cursor)) {
                return false;
            }
        }
        if (cursor.skip('+') && !skipIdentifiers(cursor)) {
            return false;
        }
        return cursor.atEnd();
    }

    private static boolean skipIdentifiers(Cursor cursor) {
        do {
            int from = cursor.at;
            while (cursor.atDigit() || cursor.atLetter() || cursor.peek() == '-') {
                cursor.at++;
            }
            if (cursor.at == from) {
                return false;
            }
        } while (cursor.skip('.'));
        return true;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        skipPrefix(a);
        skipPrefix(b);
        for (int i = 0; i < 3; i++) {
            int byNumber = Cursor.compareDigits(a, b);
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
            a.skip('.');
            b.skip('.');
        }
        boolean leftReleased = !startsPreRelease(a);
        boolean rightReleased = !startsPreRelease(b);
        if (leftReleased != rightReleased) {
            return leftReleased ? Order.GREATER : Order.LESS;
        }
        int byPreRelease = leftReleased ? 0 : compareIdentifiers(a, b);
        return Order.of(byPreRelease != 0 || build == Build.IGNORED ? byPreRelease : compareBuilds(a, b));
    }

    private static boolean startsPreRelease(Cursor cursor) {
        return cursor.skip('-') || cursor.atLetter();
    }

    private static int compareBuilds(Cursor a, Cursor b) {
        boolean leftBuilt = a.skip('+');
        boolean rightBuilt = b.skip('+');
        if (leftBuilt && rightBuilt) {
            return compareIdentifiers(a, b);
        }
        return Boolean.compare(leftBuilt, rightBuilt);
    }

    private static void skipPrefix(Cursor cursor) {
        while (cursor.peek() == 'v' || cursor.peek() == 'V' || cursor.peek() == '=') {
            cursor.at++;
        }
    }

    private static int compareIdentifiers(Cursor a, Cursor b) {
        while (true) {
            Cursor left = identifier(a);
            Cursor right = identifier(b);
            int difference = compareIdentifier(left, right);
            if (difference != 0) {
                return difference;
            }
            boolean leftGoesOn = a.skip('.');
            boolean rightGoesOn = b.skip('.');
            if (!leftGoesOn || !rightGoesOn) {
                return Boolean.compare(leftGoesOn, rightGoesOn);
            }
        }
    }

    private static Cursor identifier(Cursor cursor) {
        int from = cursor.at;
        while (!cursor.atEnd() && cursor.peek() != '.' && cursor.peek() != '+') {
            cursor.at++;
        }
        return cursor.part(from, cursor.at);
    }

    private static int compareIdentifier(Cursor a, Cursor b) {
        boolean leftNumeric = isNumeric(a);
        boolean rightNumeric = isNumeric(b);
        if (leftNumeric != rightNumeric) {
            return leftNumeric ? -1 : 1;
        }
        return leftNumeric ? Cursor.compareDigits(a, b) : Cursor.compareChars(a, b);
    }

    private static boolean isNumeric(Cursor identifier) {
        Cursor probe = identifier.part(identifier.at, identifier.to);
        return probe.skipDigits() > 0 && probe.atEnd();
    }
}
