package io.tidewaiter.kql.function.parse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Versions of one to four numbers, as decimals in the same order. The language makes of each part eight digits of a whole
 * number of 32; a decimal of ours has 21 digits before the point and 17 after it, so that the last two parts stand behind
 * the point here.
 */
final class Versions {
    private static final int PARTS_MAX = 4;
    private static final int PART_DIGITS = 8;

    private Versions() {}

    static @Nullable BigDecimal number(String version) {
        String[] parts = version.strip().split("\\.", PARTS_MAX + 1);
        if (parts.length > PARTS_MAX) {
            return null;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < PARTS_MAX; i++) {
            String part = i < parts.length ? parts[i] : "0";
            if (!part.matches("[0-9]{1," + PART_DIGITS + "}")) {
                return null;
            }
            number = number.multiply(BigInteger.TEN.pow(PART_DIGITS)).add(new BigInteger(part));
        }
        return new BigDecimal(number, 2 * PART_DIGITS).setScale(17, RoundingMode.UNNECESSARY);
    }
}
