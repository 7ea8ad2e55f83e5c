package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingTextTest {
    @Test
    void onlyTimesAreTimesAndThoseWithoutAZoneAreOfUtc() {
        assertThat(FindingText.instant("2021-03-04T00:00:00Z")).isEqualTo("2021-03-04T00:00:00Z");
        assertThat(FindingText.instant("2021-03-04T00:00:00.123+02:00")).isEqualTo("2021-03-04T00:00:00.123+02:00");
        assertThat(FindingText.instant("2021-03-04T00:00:00")).isEqualTo("2021-03-04T00:00:00Z");
        assertThat(FindingText.instant("2023-99-99T99:99:99Z")).isEmpty();
        assertThat(FindingText.instant("2023-02-30T00:00:00Z")).isEmpty();
        assertThat(FindingText.instant("last week")).isEmpty();
    }
}
