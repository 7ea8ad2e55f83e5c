package io.tidewaiter.oci.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;
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
                    if (random.nextBoolean()) {
                        digest.update(bytes, at, count);
                    } else {
                        ByteBuffer room = digest.memory().bytes();
                        count = Math.min(count, room.capacity() - digest.from());
                        room.put(digest.from(), bytes, at, count);
                        digest.filled(count);
                    }
                    at += count;
                }
                MessageDigest whole = ContentHash.ofJdk("SHA-256");
                assertThat(digest.digest()).as("seed %d, %d bytes", seed, size).isEqualTo(whole.digest(bytes));
            }
        }
    }

    @Test
    void sumsFromWhereItIsToldToWhereItIsTold() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = new byte[12_000_000];
        random.nextBytes(bytes);
        try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256())) {
            int at = 0;
            for (int part = 0; part < 8; part++) {
                int before = random.nextInt(300_000);
                digest.update(bytes, at, before);
                at += before;
                CRC32 sum = new CRC32();
                sum.update(bytes, 0, 10);
                digest.sum(sum);
                int length = random.nextBoolean() ? random.nextInt(2_000) : random.nextInt(1_200_000);
                digest.update(bytes, at, length);
                digest.summed();
                CRC32 expected = new CRC32();
                expected.update(bytes, 0, 10);
                expected.update(bytes, at, length);
                assertThat(sum.getValue()).as("seed %d, part %d", seed, part).isEqualTo(expected.getValue());
                at += length;
            }
            byte[] seen = Arrays.copyOf(bytes, at);
            assertThat(digest.digest()).isEqualTo(ContentHash.ofJdk("SHA-256").digest(seen));
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

    @Test
    void worksBesideTheDigestAndTakesNoMoreThanItMayHold() {
        byte[] bytes = new byte[5_000_000];
        List<String> done = new CopyOnWriteArrayList<>();
        try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256())) {
            assertThat(digest.also(() -> done.add(Thread.currentThread().getName()), 8L << 20))
                    .isTrue();
            assertThat(digest.also(() -> done.add("one byte too much"), 1)).isFalse();
            digest.update(bytes, 0, bytes.length);
            byte[] seen = digest.digest();
            assertThat(done).containsExactly("digest");
            assertThat(seen).isEqualTo(ContentHash.ofJdk("SHA-256").digest(bytes));
        }
    }

    @Test
    void takesNoWorkWhileItIsBehind() throws InterruptedException {
        byte[] chunk = new byte[1024 * 1024];
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (BackgroundDigest digest = new BackgroundDigest(ContentHash.sha256())) {
            digest.update(chunk, 0, chunk.length);
            assertThat(digest.also(
                            () -> {
                                begun.countDown();
                                await(go);
                            },
                            1))
                    .isTrue();
            digest.update(chunk, 0, chunk.length); // the first chunk goes, and the work with it
            begun.await();
            digest.update(chunk, 0, 1); // the second waits
            assertThat(digest.also(() -> {}, 1)).isFalse();
            go.countDown();
            digest.digest();
        }
    }

    /** In a process that has memory outside the heap for one chunk. */
    @Test
    void whereMemoryEndsNoneIsHandedOnTwice() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        java,
                        "-XX:MaxDirectMemorySize=1500k",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithOneChunk.class.getName())
                .inheritIO()
                .start();
        assertThat(child.waitFor()).isZero();
    }

    /** Ends with the number of the first thing that is wrong. */
    static final class WithOneChunk {
        private WithOneChunk() {}

        public static void main(String[] arguments) {
            byte[] bytes = new byte[2 << 20];
            BackgroundDigest first = new BackgroundDigest(ContentHash.ofJdk("SHA-256"));
            if (hasMemory(() -> first.update(bytes, 0, bytes.length))) {
                System.exit(10);
            }
            first.close();
            BackgroundDigest second = new BackgroundDigest(ContentHash.ofJdk("SHA-256"));
            if (hasMemory(() -> new BackgroundDigest(ContentHash.ofJdk("SHA-256")))) {
                System.exit(11);
            }
            second.close();
        }

        private static boolean hasMemory(Runnable work) {
            try {
                work.run();
                return true;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
