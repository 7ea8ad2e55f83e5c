package io.tidewaiter.kql.function.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final int MANY = 500_000;

    @Test
    void manyPercentilesOfManyValuesTakeNoTimeOfTheirProduct() {
        String values = IntStream.range(0, MANY).mapToObj(i -> "[" + i + ",1]").collect(Collectors.joining(","));
        String percents = IntStream.range(0, MANY).mapToObj(i -> "99").collect(Collectors.joining(",", "[", "]"));
        String found = assertTimeoutPreemptively(
                Duration.ofSeconds(100), () -> Digest.percentiles("{\"tdigest\":[" + values + "]}", percents));
        assertThat(found).startsWith("[494999,").hasSize(7 * MANY + 1);
    }
}
