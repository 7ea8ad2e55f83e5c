package io.tidewaiter.kql.function.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of bytes for people. */
final class ByteSize {
    private static final List<String> UNITS = List.of("Bytes", "KB", "MB", "GB", "TB", "PB", "EB");
    private static final int DIGITS_MAX = 15;

    private ByteSize() {}

    static @Nullable String text(double bytes, long digits, String unit) {
        if (Double.isNaN(bytes) || Double.isInfinite(bytes)) {
            return null;
        }
        int index = unit.isEmpty() ? 0 : UNITS.indexOf(unit);
        if (index < 0) {
            return null;
        }
        double number = bytes / Math.pow(1024, index);
        while (unit.isEmpty() && Math.abs(number) >= 1024 && index < UNITS.size() - 1) {
            number /= 1024;
            index++;
        }
        BigDecimal rounded = new BigDecimal(number)
                .setScale(Math.clamp(digits, 0, DIGITS_MAX), RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.toPlainString() + " " + UNITS.get(index);
    }
}
