package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.scheme.text.Cursor;

/** Where the parts of {@code [epoch:]version[-release]} lie, as rpm and pacman take a text apart. */
final class Evr {
    private Evr() {}

    /** An epoch is digits before a colon; anything else before it belongs to the version. */
    static int versionStart(String text) {
        Cursor epoch = Cursor.of(text);
        epoch.skipDigits();
        return epoch.skip(':') ? epoch.at : 0;
    }

    static int versionEnd(String text, int from) {
        int dash = text.lastIndexOf('-');
        return dash > from ? dash : text.length();
    }

    /** Compares what stands before the colons; none is 0. The versions begin behind the colons. */
    static int compareEpochs(String left, int leftStart, String right, int rightStart) {
        int i = significant(left, leftStart);
        int j = significant(right, rightStart);
        int byLength = Integer.compare(leftStart - i, rightStart - j);
        if (byLength != 0) {
            return byLength;
        }
        for (; i < leftStart - 1; i++, j++) {
            int difference = left.charAt(i) - right.charAt(j);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Where an epoch begins without its leading zeros; where it ends, for none and for zero. */
    private static int significant(String version, int start) {
        int at = 0;
        while (at < start - 1 && version.charAt(at) == '0') {
            at++;
        }
        return start == 0 ? -1 : at;
    }
}
