package io.tidewaiter.oci.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackgroundDigestTest {
    @Test
    void isThatOfTheSameBytesInOnePieceWhateverTheCuts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int size : new int[] {0, 1, 1000, 256 * 1024, 256 * 1024 + 1, 3_000_000, 9_000_001}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256())) {
                for (int at = 0; at < size; ) {
                    int count = Math.min(size - at, 1 + random.nextInt(random.nextBoolean() ? 700_000 : 2_000));
                    digest.update(bytes, at, count);
                    at += count;
                }
                MessageDigest whole = ContentHash.ofJdk("SHA-256");
                assertThat(digest.digest()).as("seed %d, %d bytes", seed, size).isEqualTo(whole.digest(bytes));
            }
        }
    }

    @Test
    void givenUpInTheMiddleLeavesNoThread() throws InterruptedException {
        byte[] bytes = new byte[5_000_000];
        BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256());
        digest.update(bytes, 0, bytes.length);
        digest.close();
        digest.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("digest"));
    }

    @Test
    void anInterruptLosesNoBytes() {
        byte[] bytes = new byte[5_000_000];
        try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256())) {
            Thread.currentThread().interrupt();
            digest.update(bytes, 0, bytes.length);
            byte[] seen = digest.digest();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(seen).isEqualTo(ContentHash.ofJdk("SHA-256").digest(bytes));
        }
    }
}
