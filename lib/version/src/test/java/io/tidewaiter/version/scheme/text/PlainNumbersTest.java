package io.tidewaiter.version.scheme.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainNumbersTest {
    private static final String ALPHABET = "00011239999....";
    private static final int PAIRS = 200_000;

    @Test
    void comparesNumberByNumberAndFillsUpWithZeros() {
        assertThat(PlainNumbers.compare("1.10", "1.9", 9)).isPositive();
        assertThat(PlainNumbers.compare("1", "1.0.0", 9)).isZero();
        assertThat(PlainNumbers.compare("1", "1.0.1", 9)).isNegative();
        assertThat(PlainNumbers.compare("999999999", "0", 9)).isPositive();
    }

    @Test
    void leavesEverythingElseToTheOrder() {
        for (String other : List.of("", "1.", ".1", "1..2", "01", "1.02", "1-1", "v1", "1.0.0.0", "9999999999", "1 ")) {
            assertThat(PlainNumbers.compare(other, "1.2", 3)).as(other).isEqualTo(PlainNumbers.NOT_PLAIN);
            assertThat(PlainNumbers.compare("1.2", other, 3)).as(other).isEqualTo(PlainNumbers.NOT_PLAIN);
        }
    }

    /** A {@code v} before it means nothing to these orders and makes a version none that is plain. */
    @Test
    void saysWhatTheOrdersSayThatUseIt() {
        long seed = System.nanoTime();
        System.out.println("PlainNumbersTest seed " + seed);
        Random random = new Random(seed);
        for (VersionScheme scheme : List.of(VersionSchemes.PEP440, VersionSchemes.NPM, VersionSchemes.PUB)) {
            for (int i = 0; i < PAIRS; i++) {
                String left = text(random);
                String right = text(random);
                assertThat(scheme.compare(left, right))
                        .as("%s: '%s' to '%s', seed %d", scheme.name(), left, right, seed)
                        .isEqualTo(scheme.compare("v" + left, "v" + right));
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(7); left > 0; left--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
