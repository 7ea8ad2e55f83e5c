package io.tidewaiter.kql.function.time;

import io.tidewaiter.kql.value.Ticks;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Datetimes from their parts. */
final class TimeParts {
    private TimeParts() {}

    /** Year, month, day, hour, minute as Longs, second as a Double; null where there is no such moment. */
    static @Nullable Long datetime(Object[] parts) {
        double second = (Double) parts[5];
        if (!(second >= 0 && second < 60)) {
            return null;
        }
        try {
            LocalDateTime minute =
                    LocalDateTime.of(part(parts[0]), part(parts[1]), part(parts[2]), part(parts[3]), part(parts[4]));
            long ticks = Ticks.of(minute) + Math.round(second * Ticks.SECOND);
            return Ticks.isDatetime(ticks) ? (Long) ticks : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int part(Object part) {
        return Math.clamp((Long) part, -1, 100_000);
    }
}
