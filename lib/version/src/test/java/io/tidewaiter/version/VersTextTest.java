package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersTextTest {
    @ParameterizedTest
    @CsvSource({
        "vers:npm/>=1.0.0|<1.4.2|2.0.0, '1.0.0 1.4.1 2.0.0', '0.9.9 1.4.2 2.0.1'",
        "vers:pypi/<=2.0, '0 2.0 2.0.0', '2.0.1'",
        "<4.2, '4.1.9', '4.2'",
        ">=3.1.0, '3.1.0 9', '3.0'",
        "vers:npm/1.2.3|<1, '1.2.3 0.1', '1.0.0'",
        "vers:npm/*, '0 99', ",
        "'>=2.0, <2.4', '2.3', '2.4 1.9'",
        "vers:golang/v1.0%2Bmeta, 'v1.0+meta', '2'",
    })
    void holdsWhatItSays(String text, String in, String out) {
        List<VersionRange> ranges = VersText.parse(text).orElseThrow();
        for (String version : in.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isTrue();
        }
        for (String version : out == null ? new String[0] : out.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isFalse();
        }
    }

    private static boolean isIn(List<VersionRange> ranges, String version) {
        return ranges.stream().anyMatch(range -> range.contains(VersionSchemes.SEMVER, version) == Membership.IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vers:npm", "vers:npm/", "all before March", ">1.0", "!=1.0|<2", ">=1|>=2", "<", "≤2"})
    void whatCannotBeSaidInEventsIsNotRead(String text) {
        assertThat(VersText.parse(text)).isEmpty();
    }

    @Test
    void aTextOfManyConstraintsIsNotRead() {
        assertThat(VersText.parse("1|".repeat(5000) + "1")).isEmpty();
    }
}
