package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.KqlType;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ticks as the language writes them. */
public final class TicksText {
    private static final DateTimeFormatter POINT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private TicksText() {}

    /** {@code 2030-01-02T03:04:05.0000000Z} or {@code 1.02:03:04.5000000}. */
    public static String of(KqlType type, long ticks) {
        if (type == KqlType.DATETIME) {
            LocalDateTime second = LocalDateTime.of(1, 1, 1, 0, 0).plusSeconds(ticks / Ticks.PER_SECOND);
            return POINT.format(second) + String.format(Locale.ROOT, ".%07dZ", ticks % Ticks.PER_SECOND);
        }
        long rest = Math.abs(ticks);
        long days = rest / Ticks.PER_DAY;
        long seconds = rest % Ticks.PER_DAY / Ticks.PER_SECOND;
        long fraction = rest % Ticks.PER_SECOND;
        return (ticks < 0 ? "-" : "")
                + (days > 0 ? days + "." : "")
                + String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                + (fraction > 0 ? String.format(Locale.ROOT, ".%07d", fraction) : "");
    }
}
