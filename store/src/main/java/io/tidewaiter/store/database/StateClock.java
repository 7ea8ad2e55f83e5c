package io.tidewaiter.store.database;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of the state, which never goes back: intervals must not end before they begin, and a rule that has expired
 * must not come back because somebody set the clock. It begins with the latest time that the state has seen.
 *
 * <p>Where the clock steps back, the state's time goes on at half speed, by the machine's monotonic counter, until the
 * clock has caught up: what waits for a time (a retry, a lease, the end of a rule) comes to its end, at worst after twice
 * as long, and an hour of difference is gone after two. A time that stood would let every retry wait for that hour.
 */
public final class StateClock extends Clock {
    private static final long NANOS_OF_A_MILLI_AT_HALF_SPEED = 2_000_000;

    private final Clock clock;
    private final LongSupplier nanos;
    private long latest;
    private boolean behind;
    private long behindSinceNanos;
    private long behindSinceMillis;

    /** @param latest the latest time that the state has seen, in milliseconds */
    public StateClock(Clock clock, long latest) {
        this(clock, latest, System::nanoTime);
    }

    /** @param nanos counts nanoseconds, whatever is done to the clock */
    public StateClock(Clock clock, long latest, LongSupplier nanos) {
        this.clock = clock;
        this.latest = latest;
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public synchronized long millis() {
        long now = clock.millis();
        if (now >= latest) {
            behind = false;
            latest = now;
            return now;
        }
        if (!behind) {
            behind = true;
            behindSinceNanos = nanos.getAsLong();
            behindSinceMillis = latest;
        }
        long passed = (nanos.getAsLong() - behindSinceNanos) / NANOS_OF_A_MILLI_AT_HALF_SPEED;
        latest = Math.max(latest, behindSinceMillis + passed);
        return latest;
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
