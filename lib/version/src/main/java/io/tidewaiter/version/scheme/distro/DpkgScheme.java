package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Debian's order (deb-version(7)): {@code [epoch:]upstream[-revision]}, each part in alternating runs of other
 * characters and digits.
 *
 * <p>Reads what dpkg reads, warnings included: characters that the policy forbids still have a place in the order.
 *
 * <p>An image of Debian makes some ten thousand comparisons, so this one allocates nothing and passes each text twice:
 * once to see whether it is a version and where its parts lie, once to compare. The obvious form is the test's oracle.
 */
public final class DpkgScheme implements VersionScheme {
    private static final long NONE = -1;

    @Override
    public String name() {
        return "dpkg";
    }

    @Override
    public boolean reads(String version) {
        return parts(version) != NONE;
    }

    @Override
    public Order compare(String left, String right) {
        long leftParts = parts(left);
        long rightParts = parts(right);
        if (leftParts == NONE || rightParts == NONE) {
            return Order.CANNOT_TELL;
        }
        int leftStart = start(leftParts);
        int rightStart = start(rightParts);
        if (leftStart != 0 || rightStart != 0) {
            int byEpoch = Evr.compareEpochs(left, leftStart, right, rightStart);
            if (byEpoch != 0) {
                return Order.of(byEpoch);
            }
        }
        int byUpstream = compare(left, leftParts, right, rightParts);
        return Order.of(
                byUpstream != 0
                        ? byUpstream
                        : compare(left, revision(left, leftParts), right, revision(right, rightParts)));
    }

    /** Where the upstream version begins and ends, in the two halves; {@link #NONE} where the text is no version. */
    private static long parts(String version) {
        int length = version.length();
        int start = 0;
        int dash = -1;
        boolean isNumber = true;
        for (int i = 0; i < length; i++) {
            char c = version.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return NONE;
            }
            if (c == '-') {
                dash = i;
            } else if (c == ':' && start == 0) {
                if (i == 0 || !isNumber) {
                    return NONE;
                }
                start = i + 1;
            }
            isNumber &= c >= '0' && c <= '9';
        }
        int end = dash >= start ? dash : length;
        return end > start && dash != length - 1 ? span(start, end) : NONE;
    }

    private static int start(long parts) {
        return (int) (parts >>> 32);
    }

    private static int end(long parts) {
        return (int) parts;
    }

    private static long span(int start, int end) {
        return (long) start << 32 | end;
    }

    /** Where the revision begins and ends; no text at all where there is none. */
    private static long revision(String version, long parts) {
        return span(Math.min(end(parts) + 1, version.length()), version.length());
    }

    private static int compare(String left, long leftSpan, String right, long rightSpan) {
        int i = start(leftSpan);
        int to = end(leftSpan);
        int j = start(rightSpan);
        int rightTo = end(rightSpan);
        while (i < to || j < rightTo) {
            int a = i < to ? weight(left.charAt(i)) : 0;
            int b = j < rightTo ? weight(right.charAt(j)) : 0;
            if (a != b) {
                return a - b;
            }
            if (a != 0) {
                i++;
                j++;
                continue;
            }
            // both at digits or at their ends: none at all is zero
            while (i < to && left.charAt(i) == '0') {
                i++;
            }
            while (j < rightTo && right.charAt(j) == '0') {
                j++;
            }
            int difference = 0;
            while (i < to && j < rightTo && Cursor.isDigit(left.charAt(i)) && Cursor.isDigit(right.charAt(j))) {
                difference = difference == 0 ? left.charAt(i) - right.charAt(j) : difference;
                i++;
                j++;
            }
            if (i < to && Cursor.isDigit(left.charAt(i))) {
                return 1;
            }
            if (j < rightTo && Cursor.isDigit(right.charAt(j))) {
                return -1;
            }
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** The tilde comes before the end, the end and digits before letters, letters before all else. */
    private static int weight(char c) {
        if (Cursor.isDigit(c)) {
            return 0;
        }
        if (c == '~') {
            return -1;
        }
        return Cursor.isLetter(c) ? c : c + 256;
    }
}
