package io.tidewaiter.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Drains a child's stderr for its whole life and keeps the first bytes, for quoting. */
final class StderrHead {
    private static final int KEPT_BYTES_MAX = 8 << 10;
    private static final Duration END_MAX = Duration.ofSeconds(1);

    private final byte[] kept = new byte[KEPT_BYTES_MAX];
    private final CountDownLatch ended = new CountDownLatch(1);
    private int length;

    void drain(InputStream stderr) {
        Thread.ofPlatform().name("cell-stderr").daemon(true).start(() -> readAll(stderr));
    }

    /** What was kept, once the stream ended or the child is surely gone. */
    String text() {
        try {
            ended.await(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return new String(kept, 0, length, StandardCharsets.UTF_8);
        }
    }

    private void readAll(InputStream stderr) {
        byte[] buffer = new byte[4 << 10];
        try (stderr) {
            for (int count = stderr.read(buffer); count >= 0; count = stderr.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            return; // the pipe is gone, and with it what we wanted of it
        } finally {
            ended.countDown();
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        int fits = Math.min(count, kept.length - length);
        System.arraycopy(bytes, 0, kept, length, fits);
        length += fits;
    }
}
