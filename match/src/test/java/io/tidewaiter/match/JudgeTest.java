package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    /** Versions that some scheme calls equal begin alike; what does not is not compared further. */
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0.0, true",
        "v1.0, 1, true",
        "01.0, 1.0, true",
        "0:1.0, 1.0, true",
        "0!1.0, 1.0, true",
        "0, 0.0, true",
        "00, 0, true",
        "V1, v01, true",
        "dev-master, 9999999-dev, true",
        "20100102, v20100102, true",
        "1, 10, false",
        "10, 1, false",
        "2.0, 1.0, false",
        "123, 1234, false"
    })
    void whatMayBeEqualBeginsAlike(String one, String other, boolean expected) {
        assertThat(Judge.beginsAlike(one, other)).isEqualTo(expected);
        assertThat(Judge.beginsAlike(other, one)).isEqualTo(expected);
    }
}
