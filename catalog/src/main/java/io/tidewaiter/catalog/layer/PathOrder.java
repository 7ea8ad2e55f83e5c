package io.tidewaiter.catalog.layer;

import java.util.Arrays;

/** The order of paths in which whatever lies below a directory follows directly behind it: the slash sorts first. */
public final class PathOrder {
    private PathOrder() {}

    /** Negative, zero or positive, as a comparator answers. */
    public static int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        int at = Arrays.mismatch(a, aFrom, aFrom + aLength, b, bFrom, bFrom + bLength);
        if (at < 0) {
            return 0;
        }
        if (at >= aLength) {
            return -1;
        }
        if (at >= bLength) {
            return 1;
        }
        return rank(a[aFrom + at]) - rank(b[bFrom + at]);
    }

    /** Whether {@code path} lies below {@code folder}. */
    public static boolean isBelow(byte[] folder, int folderLength, byte[] path, int pathLength) {
        if (folderLength == 0) {
            return pathLength > 0; // the root
        }
        return pathLength > folderLength
                && path[folderLength] == '/'
                && Arrays.equals(folder, 0, folderLength, path, 0, folderLength);
    }

    private static int rank(byte b) {
        return b == '/' ? 0 : (b & 0xff) + 1;
    }
}
