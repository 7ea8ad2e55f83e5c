package io.tidewaiter.version.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

/** Maven's order beside Maven itself. */
class MavenSchemeTest {
    private static final long SEED = 339L;
    private static final String[] PIECES =
            ("0 1 2 10 . . . - - .0 -0 alpha beta b m a rc CR SNAPSHOT ga final RELEASE sp x jre + _ foo v2 "
                            + "1234567890 123456789012345678901")
                    .split(" ");

    private final VersionScheme scheme = VersionSchemes.MAVEN;

    @Test
    void ordersAsMavenDoes() {
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            String a = version(random);
            String b = version(random);
            Order expected = Order.of(new ComparableVersion(a).compareTo(new ComparableVersion(b)));
            if (scheme.compare(a, b) != expected) {
                wrong.add(a + " " + expected + " " + b);
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    private static String version(Random random) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            out.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return out.toString();
    }

    /** Maven's own order goes in circles here; we say what Maven says. */
    @Test
    void followsMavenIntoItsCycles() {
        assertThat(scheme.compare("1.x.2", "1-alpha")).isEqualTo(Order.LESS);
        assertThat(scheme.compare("1-alpha", "1")).isEqualTo(Order.LESS);
        assertThat(scheme.compare("1", "1.x.2")).isEqualTo(Order.LESS);
    }
}
