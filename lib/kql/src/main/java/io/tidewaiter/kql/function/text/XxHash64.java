package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.value.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** xxHash64 with seed 0, after its public specification. */
final class XxHash64 {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    static long hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static long hash(long number) {
        return hash(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array());
    }

    /** One hash of an array of hashes. */
    static long combine(String hashes) {
        long combined = 0;
        if (Json.parse(hashes).orElse(null) instanceof Json.Array array) {
            for (Json element : array.elements()) {
                long hash = element instanceof Json.Num n && n.isWhole() ? Long.parseLong(n.text()) : 0;
                combined ^= hash + P1 + (combined << 6) + (combined >>> 2);
            }
        }
        return combined;
    }

    static long hash(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long h;
        if (bytes.length >= 32) {
            // the sum of the first two primes, which does not fit as a sum of constants
            long[] lanes = {0x60EA27EEADC0B5D6L, P2, 0, -P1};
            while (in.remaining() >= 32) {
                for (int i = 0; i < 4; i++) {
                    lanes[i] = round(lanes[i], in.getLong());
                }
            }
            h = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) {
                h = (h ^ round(0, lane)) * P1 + P4;
            }
        } else {
            h = P5;
        }
        h += bytes.length;
        while (in.remaining() >= 8) {
            h = Long.rotateLeft(h ^ round(0, in.getLong()), 27) * P1 + P4;
        }
        if (in.remaining() >= 4) {
            h = Long.rotateLeft(h ^ ((in.getInt() & 0xffffffffL) * P1), 23) * P2 + P3;
        }
        while (in.hasRemaining()) {
            h = Long.rotateLeft(h ^ ((in.get() & 0xffL) * P5), 11) * P1;
        }
        h = (h ^ (h >>> 33)) * P2;
        h = (h ^ (h >>> 29)) * P3;
        return h ^ (h >>> 32);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }
}
