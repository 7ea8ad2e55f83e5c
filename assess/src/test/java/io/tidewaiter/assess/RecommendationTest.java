package io.tidewaiter.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Health;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // healthy, unhealthy, unverified, not applicable | status | cause
                "0 | 0 | 0 | 0 | NOT_APPLICABLE | NoImages",
                "0 | 0 | 0 | 4 | NOT_APPLICABLE | NoImages",
                "3 | 0 | 0 | 0 | HEALTHY        | ''",
                "3 | 0 | 0 | 4 | HEALTHY        | ''",
                "3 | 0 | 1 | 0 | NOT_APPLICABLE | ImagesUnverified",
                "0 | 0 | 1 | 0 | NOT_APPLICABLE | ImagesUnverified",
                "3 | 1 | 1 | 1 | UNHEALTHY      | ''"
            })
    void saysWhatTheImagesOfARegistryMean(
            long healthy, long unhealthy, long unverified, long notApplicable, Health status, String cause) {
        Recommendation recommendation = Recommendation.of(Map.of(
                Health.HEALTHY, healthy,
                Health.UNHEALTHY, unhealthy,
                Health.UNVERIFIED, unverified,
                Health.NOT_APPLICABLE, notApplicable));

        assertThat(recommendation.status()).isEqualTo(status);
        assertThat(recommendation.cause()).isEqualTo(cause);
        assertThat(recommendation.count(Health.UNVERIFIED)).isEqualTo(unverified);
    }
}
