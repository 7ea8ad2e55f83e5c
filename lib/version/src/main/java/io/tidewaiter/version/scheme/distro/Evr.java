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
        return Cursor.compareDigits(
                new Cursor(left, 0, Math.max(leftStart - 1, 0)), new Cursor(right, 0, Math.max(rightStart - 1, 0)));
    }
}
