package io.tidewaiter.version.scheme;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of a vendor's builds of other ecosystems' versions: first the version that it was built from, by the order of
 * its ecosystem, then the number that the vendor's mark ends with ({@code 1.6-2.root.io.1 < 1.6-2+deb12u1.root.io.1},
 * though {@code +} comes before {@code .} to dpkg; {@code 4.2.8 < 4.2.8+sp2 < 4.2.8+sp10}). No mark is no build.
 *
 * @param inner the order of what was built again
 * @param mark ends a version; its groups are the numbers of the build, in falling order of weight, each of which may be missing
 */
record RebuildScheme(VersionScheme inner, Pattern mark) implements VersionScheme {
    /** Root.io's: {@code +root.io.1}, {@code .root.io.1}, {@code -root.io.1} (osv.dev's ecosystem {@code Root}). */
    static final Pattern ROOT = Pattern.compile("[.+-]root\\.io(?:\\.(\\d{1,9}))?$");

    /** Seal's, with its private builds: {@code +sp1}, {@code -sp1p2}, {@code .0.1.sp1} of gems. */
    static final Pattern SEAL =
            Pattern.compile("(?:[+-]|\\.0\\.1\\.)sp(\\d{1,9})(?:p(\\d{1,9}))?(?:\\+incompatible)?$");

    /** Seal's of Alpine, in the revision: {@code -r453411} is the first build of {@code -r4}. */
    static final Pattern SEAL_OF_APK = Pattern.compile("(?<=-r\\d{1,6})5341(\\d{1,9})$");

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean reads(String version) {
        return inner.reads(base(version));
    }

    @Override
    public Order compare(String left, String right) {
        Matcher ofLeft = mark.matcher(left);
        Matcher ofRight = mark.matcher(right);
        boolean leftMarked = ofLeft.find();
        boolean rightMarked = ofRight.find();
        Order order = inner.compare(
                leftMarked ? left.substring(0, ofLeft.start()) : left,
                rightMarked ? right.substring(0, ofRight.start()) : right);
        if (order != Order.EQUAL || (!leftMarked && !rightMarked)) {
            return order;
        }
        for (int group = 1; group <= ofLeft.groupCount(); group++) {
            int byNumber = Long.compare(number(leftMarked, ofLeft, group), number(rightMarked, ofRight, group));
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
        }
        return Order.EQUAL;
    }

    /** The version that it was built from; the version itself where it is no build. */
    String base(String version) {
        Matcher found = mark.matcher(version);
        return found.find() ? version.substring(0, found.start()) : version;
    }

    /** Minus one where the version is no build at all, so that it comes before the one that is not numbered. */
    private static long number(boolean isMarked, Matcher found, int group) {
        if (!isMarked) {
            return -1;
        }
        String digits = found.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
