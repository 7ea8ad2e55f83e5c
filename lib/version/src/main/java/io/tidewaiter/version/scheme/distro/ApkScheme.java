package io.tidewaiter.version.scheme.distro;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;

/**
 * Alpine's order (apk-package(5)): {@code digits{.digits}[letter]{_suffix[digits]}[~hash][-rN]}.
 *
 * <p>Reads what apk-tools 2 and 3 read between them: digits after the letter ({@code 8u392_p9-r1}, which feeds carry)
 * are valid in 2 only, the commit hash in 3 only. Everything else ({@code 10.2.24.r0}) cannot be told.
 *
 * <p>A version is a row of tokens; where two rows part, the kind that {@link ApkTokens.Kind} names first is the newer one.
 */
public final class ApkScheme implements VersionScheme {
    @Override
    public String name() {
        return "apk";
    }

    @Override
    public boolean reads(String version) {
        ApkTokens reader = new ApkTokens(version);
        while (reader.kind != ApkTokens.Kind.END && reader.kind != ApkTokens.Kind.INVALID) {
            reader.next();
        }
        return reader.kind == ApkTokens.Kind.END;
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        ApkTokens a = new ApkTokens(left);
        ApkTokens b = new ApkTokens(right);
        while (a.kind == b.kind && a.kind != ApkTokens.Kind.END) {
            int difference = compareTokens(a, b);
            if (difference != 0) {
                return Order.of(difference);
            }
            a.next();
            b.next();
        }
        if (a.kind == ApkTokens.Kind.SUFFIX && a.suffix < 0) {
            return Order.LESS;
        }
        if (b.kind == ApkTokens.Kind.SUFFIX && b.suffix < 0) {
            return Order.GREATER;
        }
        return Order.of(b.kind.compareTo(a.kind));
    }

    private static int compareTokens(ApkTokens a, ApkTokens b) {
        return switch (a.kind) {
            case FRACTION ->
                a.startsWithZero() || b.startsWithZero()
                        ? Cursor.compareChars(a.value(), b.value())
                        : Cursor.compareDigits(a.value(), b.value());
            case NUMBER, SUFFIX_NUMBER, REVISION -> Cursor.compareDigits(a.value(), b.value());
            case LETTER, HASH -> Cursor.compareChars(a.value(), b.value());
            case SUFFIX -> a.suffix - b.suffix;
            case END, INVALID -> 0;
        };
    }
}
