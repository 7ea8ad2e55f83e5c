package io.tidewaiter.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that is turned by hand. */
public final class TurnedClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> by = new AtomicReference<>(Duration.ZERO);

    /** The machine's, which goes on by itself too. */
    public TurnedClock() {
        this(Clock.systemUTC());
    }

    private TurnedClock(Clock base) {
        this.base = base;
    }

    /** One that stands wherever it is not turned. */
    public static TurnedClock standing(Instant at) {
        return new TurnedClock(Clock.fixed(at, ZoneOffset.UTC));
    }

    /** Turns it on by so much. */
    public void turn(Duration more) {
        by.updateAndGet(before -> before.plus(more));
    }

    @Override
    public Instant instant() {
        return base.instant().plus(by.get());
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
