package io.tidewaiter.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, turned by hand. */
public final class TurnedClock extends Clock {
    private final AtomicReference<Duration> by = new AtomicReference<>(Duration.ZERO);

    /** Turns it on by so much. */
    public void turn(Duration more) {
        by.updateAndGet(before -> before.plus(more));
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(by.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
