package io.tidewaiter.vuln;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** The times that documents bear. */
public final class Times {
    /** By how much a clock may be wrong that nobody would call wrong, time zones that were left out included. */
    private static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

    private Times() {}

    /** The time that is written there by RFC 3339, or another where none is. */
    public static Instant instant(String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            return otherwise;
        }
    }

    /** Whether a word of that time is dated ahead, further than a clock goes wrong: who dates it so means it for later. */
    public static boolean isToCome(Instant said, Instant now) {
        return said.isAfter(now.plus(CLOCK_SKEW_MAX));
    }
}
