package io.tidewaiter.store.recommend;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.assess.Health;
import java.time.Instant;

/**
 * What a registry was recommended from some time on.
 *
 * @param status Healthy, Unhealthy or NotApplicable
 * @param cause as in {@link Recommendation}
 * @param description as it was when this began; numbers in it may have changed since
 * @param first when the registry was evaluated first ({@code firstEvaluationDate})
 * @param changed when the status became what it is ({@code statusChangeDate})
 */
public record Evaluation(Health status, String cause, String description, Instant first, Instant changed) {
    /** Whether a recommendation is the one that this speaks of. */
    public boolean isOf(Recommendation recommendation) {
        return status == recommendation.status() && cause.equals(recommendation.cause());
    }
}
