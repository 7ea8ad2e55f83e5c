package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Maven's order as Maven 3.9 computes it (POM reference, "Version Order Specification", and what its code does where
 * that is silent): numbers and qualifiers in lists, a hyphen and every change between digits and letters open the next
 * list, and nothing equals zero and the release qualifiers.
 *
 * <p>A text with an unresolved property ({@code ${revision}}) is no version. We follow Maven into its oddities too: its
 * order has cycles where a qualifier meets a list at the same place ({@code 1.x.2 < 1-alpha < 1 < 1.x.2}), and is total
 * for what releases are called: numbers, then at most one qualifier with a number. {@code VersionOrderLawsTest} has the
 * form.
 */
public final class MavenScheme implements VersionScheme {
    @Override
    public String name() {
        return "Maven";
    }

    @Override
    public boolean reads(String version) {
        return Cursor.isPrintable(version) && !version.contains("${");
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        return Order.of(compare(MavenTokens.of(left), MavenTokens.of(right)));
    }

    /** Both rows of tokens are in step: where both have a list at the same place, both go into it. */
    private static int compare(MavenTokens a, MavenTokens b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int byKind = a.kind(i) - b.kind(i);
            if (byKind != 0) {
                return byKind;
            }
            int byValue = compareValues(a, b, i);
            if (byValue != 0) {
                return byValue;
            }
        }
        return a.size() > common ? againstNothing(a, common) : -againstNothing(b, common);
    }

    private static int compareValues(MavenTokens a, MavenTokens b, int i) {
        return switch (a.kind(i)) {
            case MavenTokens.NUMBER -> Cursor.compareDigits(a.value(i), b.value(i));
            case MavenTokens.QUALIFIER -> {
                int byRank = a.rank(i) - b.rank(i);
                yield byRank != 0 || a.rank(i) != MavenTokens.UNKNOWN
                        ? byRank
                        : Cursor.compareCharsIgnoringCase(a.value(i), b.value(i));
            }
            default -> 0;
        };
    }

    /** The padding rule: what one version has more is compared with nothing, until that makes a difference. */
    private static int againstNothing(MavenTokens tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            int difference = switch (tokens.kind(i)) {
                case MavenTokens.NUMBER -> tokens.isZero(i) ? 0 : 1;
                case MavenTokens.QUALIFIER -> tokens.rank(i) - MavenTokens.RELEASE;
                default -> 0;
            };
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
