package io.tidewaiter.graph.derive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SolesTest {
    private final Soles soles = new Soles(SolesTest::vulnerability);

    /** Every third kind shares one; the last is behind the room that there is at first. */
    private static int vulnerability(int kind) {
        return kind % 3 * 1000;
    }

    @Test
    void aFindingIsSoleWhereNoOtherOfItsVulnerabilityHoldsMeanwhile() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int found = 0;
        for (int round = 0; round < 2_000; round++) {
            List<FindingSpan> spans = new ArrayList<>();
            for (int i = random.nextInt(9); i > 0; i--) {
                int from = random.nextInt(10);
                spans.add(new FindingSpan(
                        new Joined(random.nextInt(6), List.of(), List.of()),
                        0,
                        new Interval(from, from + 1L + random.nextInt(5))));
            }
            BitSet expected = new BitSet();
            for (int i = 0; i < spans.size(); i++) {
                expected.set(i, isSole(spans, i));
            }
            assertThat(soles.of(spans)).as("seed %d", seed).isEqualTo(expected);
            found += expected.cardinality();
        }
        assertThat(found).isPositive();
    }

    private static boolean isSole(List<FindingSpan> spans, int which) {
        FindingSpan one = spans.get(which);
        for (FindingSpan other : spans) {
            boolean isSame = vulnerability(other.joined().kind())
                    == vulnerability(one.joined().kind());
            if (!other.equals(one) && isSame && !other.valid().and(one.valid()).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
