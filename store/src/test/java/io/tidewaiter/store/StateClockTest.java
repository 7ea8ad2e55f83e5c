package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.store.database.StateClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateClockTest {
    private final TestClock wall = new TestClock();
    private final AtomicLong nanos = new AtomicLong();
    private final StateClock clock = new StateClock(wall, 0, nanos::get);

    private void pass(Duration time) {
        wall.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isTheClockAsLongAsThatGoesOn() {
        assertThat(clock.instant()).isEqualTo(Samples.START);
        nanos.addAndGet(1_000_000_000); // a clock that stands is believed
        assertThat(clock.instant()).isEqualTo(Samples.START);
        pass(Duration.ofDays(3));
        assertThat(clock.instant()).isEqualTo(Samples.START.plus(Duration.ofDays(3)));
    }

    @Test
    void goesOnAtHalfSpeedWhereTheClockStepsBackAndMeetsItAgain() {
        clock.instant();
        wall.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(Samples.START);
        pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(Samples.START.plusSeconds(5));
        wall.advance(Duration.ofHours(-1)); // and again
        pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(Samples.START.plusSeconds(10));
        pass(Duration.ofHours(4));
        Instant met = clock.instant();
        assertThat(met).isEqualTo(wall.instant());
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(met.plusSeconds(1));
    }

    @Test
    void neverGoesBackWhateverIsDoneToTheClock() {
        Instant before = clock.instant();
        for (int i = 0; i < 1_000; i++) {
            wall.advance(Duration.ofSeconds((i * 7919L) % 401 - 200));
            nanos.addAndGet(1_000_000L * (i % 13));
            Instant now = clock.instant();
            assertThat(now).isAfterOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void aRetryComesAlthoughTheClockWasSetBack(@TempDir Path folder) throws Exception {
        StepClock stepping = new StepClock();
        try (State state = State.open(folder, stepping)) {
            state.scanQueue().enqueue(Samples.request("team/app", "1", 1));
            ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(5)).orElseThrow();
            stepping.by = Duration.ofHours(-2);
            state.scanQueue().retryLater(job, Duration.ofMillis(300), "again");
            assertThat(state.scanQueue().awaitWork(Duration.ofMillis(50))).isFalse();
            assertThat(state.scanQueue().awaitWork(Duration.ofSeconds(10))).isTrue();
            assertThat(state.scanQueue().lease(Duration.ofMinutes(5))).isPresent();
        }
    }

    /** The machine's clock, set by hand. */
    private static final class StepClock extends Clock {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(by);
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
