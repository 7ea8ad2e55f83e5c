package io.tidewaiter.graph.derive;

import io.tidewaiter.store.database.ContentHash;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A hash of 128 bits, under which what is written once is found again. */
public record Key(long high, long low) {
    /** Adds nothing to another. */
    public static final Key NONE = new Key(0, 0);

    private static final long HIGH_BY = 0x9E3779B97F4A7C15L;
    private static final long LOW_BY = 0xC2B2AE3D27D4EB4FL;

    /** The first bits of the SHA-256 of a text. */
    public static Key of(String text) {
        return parse(ContentHash.of(text).substring(0, 32));
    }

    /** A key that numbers are added to, in their order. */
    public static Key of(long first) {
        return new Key(mix(first, HIGH_BY), mix(first, LOW_BY));
    }

    /** This and two more numbers. */
    public Key and(long what, long where) {
        return new Key(
                mix(mix(high ^ what, 0xD6E8FEB86659FD93L) + where, HIGH_BY),
                mix(mix(low + what, 0xA0761D6478BD642FL) ^ where, LOW_BY));
    }

    /** Both, whichever comes first. */
    public Key with(Key other) {
        return new Key(high ^ other.high, low ^ other.low);
    }

    /** What {@link #text()} wrote. */
    public static Key parse(String text) {
        return new Key(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }

    /** 32 hexadecimal digits. */
    public String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    // asked by the million: what a record has by itself takes ten times as long

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && high == key.high && low == key.low;
    }

    /** A bijection that spreads every bit over all (after Stafford's variants of the finisher of MurmurHash3). */
    private static long mix(long value, long by) {
        long z = (value + by) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 30)) * 0x94D049BB133111EBL;
        z = (z ^ (z >>> 27)) * by;
        return z ^ (z >>> 31);
    }
}
