package io.tidewaiter.store.database;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of the state, which never goes back: intervals must not end before they begin, and a rule that has expired
 * must not come back because somebody set the clock. Where the clock steps back, the state's time stands until the clock
 * has caught up; it begins with the latest time that the state has seen.
 */
public final class StateClock extends Clock {
    private final Clock clock;
    private final AtomicLong latest;

    /** @param latest the latest time that the state has seen, in milliseconds */
    public StateClock(Clock clock, long latest) {
        this.clock = clock;
        this.latest = new AtomicLong(latest);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        long now = clock.millis();
        return latest.accumulateAndGet(now, Math::max);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalStateException("the state's times are UTC");
    }
}
