package io.tidewaiter.catalog.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.EntryPath;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void aPlainPathIsTheOneThatTheSlowerWayGives() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {"/", "/", ".", "..", "usr", "bin", "a b", "\t", " ", "é", "x.y", "\r", "-", "\u007f"};
        int plain = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "/usr/" : "");
            for (int i = random.nextInt(8); i > 0; i--) {
                line.append(parts[random.nextInt(parts.length)]);
            }
            Lines lines = new Lines((line + "\n").getBytes(StandardCharsets.UTF_8));
            assertThat(lines.next()).isTrue();
            String path = lines.plainPath(0, 40);
            if (!path.isEmpty()) {
                plain++;
                assertThat(path)
                        .as("seed %d, %s", seed, line)
                        .isEqualTo(EntryPath.normalise(lines.text(0, 40)).value());
            }
        }
        assertThat(plain).isGreaterThan(1000);
    }

    @Test
    void whatDebiansListsHoldIsPlain() {
        Lines lines = new Lines("/usr/share/doc/x/copyright\n0123  usr/bin/a++\n/.\n".getBytes(StandardCharsets.UTF_8));
        lines.next();
        assertThat(lines.plainPath(0, 100)).isEqualTo("usr/share/doc/x/copyright");
        assertThat(lines.plainPath(0, 10)).isEmpty();
        lines.next();
        assertThat(lines.plainPath(4, 100)).isEqualTo("usr/bin/a++");
        lines.next();
        assertThat(lines.plainPath(0, 100)).isEmpty();
    }
}
