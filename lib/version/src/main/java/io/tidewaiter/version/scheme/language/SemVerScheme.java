package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import io.tidewaiter.version.scheme.text.Identifiers;
import io.tidewaiter.version.scheme.text.PlainNumbers;

/**
 * Semantic Versioning 2.0.0, section 11, read as tolerantly as its users write it.
 *
 * <p>A leading {@code v} or {@code =}, missing minor and patch numbers (zero), leading zeros and a pre-release without
 * its dash ({@code 1.2.3beta}, node-semver's loose form) are read; a fourth number is not. {@link Form#STRICT} reads what
 * the standard allows and nothing else, as Elixir does. Build metadata does not count, except for {@link Build#COUNTS}.
 */
public final class SemVerScheme implements VersionScheme {
    /** What an ecosystem makes of the part after the plus sign. */
    public enum Build {
        /** Not part of the order (SemVer 2.0.0, section 10). */
        IGNORED,
        /** Ordered like a pre-release, and any build is above none (pub, Julia). */
        COUNTS
    }

    /** How much an ecosystem forgives. */
    public enum Form {
        LOOSE,
        STRICT
    }

    private final String name;
    private final Build build;
    private final Form form;

    public SemVerScheme(String name, Build build) {
        this(name, build, Form.LOOSE);
    }

    public SemVerScheme(String name, Build build, Form form) {
        this.name = name;
        this.build = build;
        this.form = form;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.of(version);
        return (form == Form.STRICT ? skipStrictly(cursor) : skipLoosely(cursor))
                && (!cursor.skip('+') || Identifiers.skip(cursor))
                && cursor.atEnd();
    }

    private static boolean skipLoosely(Cursor cursor) {
        skipPrefix(cursor);
        int numbers = 0;
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
            numbers++;
        } while (cursor.skip('.'));
        return numbers <= 3 && (!startsPreRelease(cursor) || Identifiers.skip(cursor));
    }

    private static boolean skipStrictly(Cursor cursor) {
        for (int i = 0; i < 3; i++) {
            if (i > 0 && !cursor.skip('.')) {
                return false;
            }
            boolean startsWithZero = cursor.peek() == '0';
            int digits = cursor.skipDigits();
            if (digits == 0 || (startsWithZero && digits > 1)) {
                return false;
            }
        }
        return !cursor.skip('-') || Identifiers.skipStrict(cursor);
    }

    @Override
    public Order compare(String left, String right) {
        int plain = form == Form.STRICT ? PlainNumbers.NOT_PLAIN : PlainNumbers.compare(left, right, 3);
        if (plain != PlainNumbers.NOT_PLAIN) {
            return Order.of(plain);
        }
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
        int byPreRelease = leftReleased ? 0 : Identifiers.compare(a, b, Identifiers.Case.COUNTS);
        return Order.of(byPreRelease != 0 || build == Build.IGNORED ? byPreRelease : compareBuilds(a, b));
    }

    private static boolean startsPreRelease(Cursor cursor) {
        return cursor.skip('-') || cursor.atLetter();
    }

    private static int compareBuilds(Cursor a, Cursor b) {
        boolean leftBuilt = a.skip('+');
        boolean rightBuilt = b.skip('+');
        if (leftBuilt && rightBuilt) {
            return Identifiers.compare(a, b, Identifiers.Case.COUNTS);
        }
        return Boolean.compare(leftBuilt, rightBuilt);
    }

    private static void skipPrefix(Cursor cursor) {
        while (cursor.peek() == 'v' || cursor.peek() == 'V' || cursor.peek() == '=') {
            cursor.at++;
        }
    }
}
