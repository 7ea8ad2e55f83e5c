package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests a principal may send: a bucket that holds a burst and is filled at a rate.
 *
 * <p>One loop that went wrong must not keep everybody else from their answers. The buckets of the last
 * {@value #CALLERS_MAX} callers are kept.
 */
public final class Throttle {
    private static final int CALLERS_MAX = 10_000;

    private final Rate rate;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    public Throttle(Rate rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /**
     * @param burst requests that may come at once
     * @param perSecond requests that may come for ever
     */
    public record Rate(int burst, double perSecond) {
        /** What a service allows where nothing else is said. */
        public static final Rate USUAL = new Rate(2_000, 200);

        public Rate {
            if (burst < 1 || !(perSecond > 0)) {
                throw new IllegalArgumentException("a rate lets at least one request through");
            }
        }
    }

    /** Whether a request may go on; {@code refused} is the answer where it may not. */
    public record Turn(Optional<Answer> refused, long remaining) {}

    private record Bucket(double tokens, long at) {}

    /** Counts one request of a principal. */
    public Turn turn(String objectId) {
        long now = clock.millis();
        synchronized (buckets) {
            Bucket before = buckets.getOrDefault(objectId, new Bucket(rate.burst(), now));
            double filled = Math.max(0, now - before.at()) / 1000.0 * rate.perSecond(); // clocks step back
            double tokens = Math.min(rate.burst(), before.tokens() + filled);
            boolean admitted = tokens >= 1;
            buckets.put(objectId, new Bucket(admitted ? tokens - 1 : tokens, now));
            return admitted ? new Turn(Optional.empty(), (long) (tokens - 1)) : refused(tokens);
        }
    }

    private Turn refused(double tokens) {
        long seconds = Math.max(1, (long) Math.ceil((1 - tokens) / rate.perSecond()));
        Answer answer = Answer.error(
                        429,
                        "SubscriptionRequestsThrottled",
                        "Number of requests exceeded the limit of " + rate.burst() + " at once and " + rate.perSecond()
                                + " per second. Please try again after '" + seconds + "' seconds.")
                .with("Retry-After", String.valueOf(seconds))
                .with("x-ms-ratelimit-remaining-subscription-reads", "0");
        return new Turn(Optional.of(answer), 0);
    }
}
