package io.tidewaiter.assess.vex;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A VEX document.
 *
 * @param format {@code OpenVEX}, {@code CSAF} or {@code CycloneDX}
 * @param id as its author names it; may be empty
 * @param author may be empty
 * @param timestamp as written; may be empty
 */
public record VexDocument(String format, String id, String author, String timestamp, List<VexStatement> statements) {
    /** By how much a clock may be wrong that nobody would call wrong, time zones that were left out included. */
    public static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

    public VexDocument {
        statements = List.copyOf(statements);
    }

    /**
     * What of it is said at that time. A statement of a day to come says nothing yet, whatever it is: an author's clock
     * may go wrong by {@link #CLOCK_SKEW_MAX}, and who dates a word ahead of that does not want it to count before.
     */
    public VexDocument at(Instant now) {
        Instant end = now.plus(CLOCK_SKEW_MAX);
        List<VexStatement> past =
                statements.stream().filter(one -> !one.said().isAfter(end)).toList();
        return past.size() == statements.size() ? this : new VexDocument(format, id, author, timestamp, past);
    }
}
