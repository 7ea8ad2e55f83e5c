package io.tidewaiter.version.scheme.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DpkgTwinsTest {
    private static final String ALPHABET = "0001123459aZ~+.-:_ \u00e9";
    private static final int PAIRS = 300_000;

    @Test
    void theFastFormSaysWhatTheObviousOneSays() {
        long seed = System.nanoTime();
        System.out.println("DpkgTwinsTest seed " + seed);
        Random random = new Random(seed);
        DpkgScheme fast = new DpkgScheme();
        ObviousDpkg obvious = new ObviousDpkg();
        for (int i = 0; i < PAIRS; i++) {
            String left = text(random);
            String right = random.nextBoolean() ? text(random) : changed(left, random);
            assertThat(fast.reads(left)).as("'%s', seed %d", left, seed).isEqualTo(obvious.reads(left));
            assertThat(fast.compare(left, right))
                    .as("'%s' to '%s', seed %d", left, right, seed)
                    .isEqualTo(obvious.compare(left, right));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(9); left > 0; left--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Texts that differ in one place are compared for longer. */
    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), at + random.nextInt(2));
        return text.substring(0, at) + ALPHABET.charAt(random.nextInt(ALPHABET.length())) + text.substring(to);
    }
}
