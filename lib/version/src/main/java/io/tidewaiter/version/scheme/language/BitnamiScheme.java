package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import io.tidewaiter.version.scheme.text.Identifiers;

/**
 * Bitnami's order: strict SemVer, except that a pre-release which is one number is the revision of Bitnami's build and
 * comes after the release: {@code 1.2.3 < 1.2.3-1}. No revision is revision 0.
 */
public final class BitnamiScheme implements VersionScheme {
    private final VersionScheme form = new SemVerScheme("SemVer", SemVerScheme.Build.IGNORED, SemVerScheme.Form.STRICT);

    @Override
    public String name() {
        return "Bitnami";
    }

    @Override
    public boolean reads(String version) {
        return form.reads(version);
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        for (int i = 0; i < 3; i++) {
            int byNumber = Cursor.compareDigits(a, b);
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
            a.skip('.');
            b.skip('.');
        }
        Cursor leftRevision = revision(a);
        Cursor rightRevision = revision(b);
        boolean leftReleased = leftRevision.at >= 0;
        boolean rightReleased = rightRevision.at >= 0;
        if (leftReleased != rightReleased) {
            return leftReleased ? Order.GREATER : Order.LESS;
        }
        if (leftReleased) {
            return Order.of(Cursor.compareDigits(leftRevision, rightRevision));
        }
        a.skip('-');
        b.skip('-');
        return Order.of(Identifiers.compare(a, b, Identifiers.Case.COUNTS));
    }

    /** The digits of the revision, none where there is none; a place before the text where this is a pre-release. */
    private static Cursor revision(Cursor rest) {
        Cursor probe = rest.part(rest.at, rest.to);
        if (!probe.skip('-')) {
            return rest.part(rest.at, rest.at);
        }
        int from = probe.at;
        probe.skipDigits();
        return probe.atEnd() || probe.peek() == '+' ? rest.part(from, probe.at) : rest.part(-1, -1);
    }
}
