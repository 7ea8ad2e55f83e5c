package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * FreeBSD's order of ports ({@code pkg version -t}): {@code version[_revision][,epoch]}, the epoch first.
 *
 * <p>A version is components of number, letter and number: {@code alpha beta pre rc} behind a number open the next
 * component, which has no number and so comes before every other one ({@code 10alpha < 10 < 10a}); of other words the
 * first letter counts; what is missing is zero; {@code *} is the least; plus signs cut the version into parts.
 */
public final class FreeBsdScheme implements VersionScheme {
    @Override
    public String name() {
        return "FreeBSD";
    }

    @Override
    public boolean reads(String version) {
        Parts parts = Parts.of(version);
        return Cursor.isPrintable(version)
                && version.indexOf('-') < 0
                && parts.versionEnd() > 0
                && (parts.versionEnd() == parts.revisionEnd() || isNumber(parts.revision()))
                && (parts.revisionEnd() == version.length() || isNumber(parts.epoch()));
    }

    private static boolean isNumber(Cursor part) {
        return part.skipDigits() > 0 && part.atEnd();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Parts a = Parts.of(left);
        Parts b = Parts.of(right);
        int byEpoch = Cursor.compareDigits(a.epoch(), b.epoch());
        if (byEpoch != 0) {
            return Order.of(byEpoch);
        }
        int byVersion = compareVersions(a.version(), b.version());
        return Order.of(byVersion != 0 ? byVersion : Cursor.compareDigits(a.revision(), b.revision()));
    }

    private static int compareVersions(Cursor a, Cursor b) {
        while (!a.atEnd() || !b.atEnd()) {
            boolean leftEnds = a.atEnd() || a.peek() == '+';
            boolean rightEnds = b.atEnd() || b.peek() == '+';
            if (leftEnds && rightEnds) {
                a.skip('+');
                b.skip('+');
                continue;
            }
            int difference = FreeBsdComponent.next(a).compareTo(FreeBsdComponent.next(b));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Where the parts of a version are; an end at the text's length where a part is missing. */
    private record Parts(String text, int versionEnd, int revisionEnd) {
        static Parts of(String text) {
            int comma = text.lastIndexOf(',');
            int revisionEnd = comma < 0 ? text.length() : comma;
            int mark = text.lastIndexOf('_', revisionEnd);
            return new Parts(text, mark < 0 ? revisionEnd : mark, revisionEnd);
        }

        Cursor version() {
            return new Cursor(text, 0, versionEnd);
        }

        Cursor revision() {
            return new Cursor(text, Math.min(versionEnd + 1, revisionEnd), revisionEnd);
        }

        Cursor epoch() {
            return new Cursor(text, Math.min(revisionEnd + 1, text.length()), text.length());
        }
    }
}
