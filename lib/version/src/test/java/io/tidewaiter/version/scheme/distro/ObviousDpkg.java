package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Debian's order (deb-version(7)): {@code [epoch:]upstream[-revision]}, each part in alternating runs of other
 * characters and digits.
 *
 * <p>The slow, obvious form, as the oracle of {@link DpkgScheme}.
 */
final class ObviousDpkg implements VersionScheme {
    @Override
    public String name() {
        return "dpkg";
    }

    @Override
    public boolean reads(String version) {
        if (!Cursor.isPrintable(version)) {
            return false;
        }
        int colon = version.indexOf(':');
        if (colon >= 0) {
            Cursor epoch = new Cursor(version, 0, colon);
            if (epoch.skipDigits() == 0 || !epoch.atEnd()) {
                return false;
            }
        }
        int dash = version.lastIndexOf('-');
        int upstreamEnd = dash > colon ? dash : version.length();
        return upstreamEnd > colon + 1 && dash != version.length() - 1;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        int leftColon = left.indexOf(':');
        int rightColon = right.indexOf(':');
        int byEpoch = Evr.compareEpochs(left, leftColon + 1, right, rightColon + 1);
        if (byEpoch != 0) {
            return Order.of(byEpoch);
        }
        int leftDash = revisionDash(left, leftColon);
        int rightDash = revisionDash(right, rightColon);
        int byUpstream =
                compareParts(new Cursor(left, leftColon + 1, leftDash), new Cursor(right, rightColon + 1, rightDash));
        if (byUpstream != 0) {
            return Order.of(byUpstream);
        }
        return Order.of(compareParts(
                new Cursor(left, Math.min(leftDash + 1, left.length()), left.length()),
                new Cursor(right, Math.min(rightDash + 1, right.length()), right.length())));
    }

    private static int revisionDash(String version, int colon) {
        int dash = version.lastIndexOf('-');
        return dash > colon ? dash : version.length();
    }

    private static int compareParts(Cursor a, Cursor b) {
        while (!a.atEnd() || !b.atEnd()) {
            while ((!a.atEnd() && !a.atDigit()) || (!b.atEnd() && !b.atDigit())) {
                int difference = weight(a) - weight(b);
                if (difference != 0) {
                    return difference;
                }
                a.at++;
                b.at++;
            }
            int difference = Cursor.compareDigits(a, b);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** The tilde comes before the end, the end and digits before letters, letters before all else. */
    private static int weight(Cursor cursor) {
        char c = cursor.peek();
        if (cursor.atEnd() || Cursor.isDigit(c)) {
            return 0;
        }
        if (c == '~') {
            return -1;
        }
        return Cursor.isLetter(c) ? c : c + 256;
    }
}
