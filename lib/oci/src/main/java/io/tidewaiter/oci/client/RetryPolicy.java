package io.tidewaiter.oci.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how patiently a request is repeated that met 408, 429, 5xx or a broken connection. The wait doubles from
 * {@code firstWait} to {@code waitMax}, each with random parts of a half; a registry's {@code Retry-After} counts where it
 * is longer, and where it is longer than {@code retryAfterMax} we do not wait at all.
 *
 * @param attemptsMax with the first
 */
public record RetryPolicy(
        int attemptsMax, Duration firstWait, Duration waitMax, Duration retryAfterMax, RandomGenerator random) {
    /** Four attempts within about two seconds, and up to 30 s where a registry asks for it. */
    public static RetryPolicy standard() {
        return new RetryPolicy(
                4, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(30), RandomGenerator.getDefault());
    }

    /** How long to wait after an attempt (1 is the first) where the registry does not say. */
    Duration waitAfter(int attempt) {
        long full = Math.min(waitMax.toMillis(), firstWait.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
