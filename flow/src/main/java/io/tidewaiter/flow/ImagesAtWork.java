package io.tidewaiter.flow;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The images that are being read. The push of an index tells of each of its images and of the index: whoever comes second
 * to an image waits, and finds it known.
 */
final class ImagesAtWork {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Set<String> held = new HashSet<>();

    /** Images that nobody else reads until this is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until nobody reads any of them; takes all of them at once, so that no two wait for each other. */
    Held hold(Set<String> images) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (images.stream().anyMatch(held::contains)) {
                freed.await();
            }
            held.addAll(images);
        } finally {
            lock.unlock();
        }
        return () -> release(images);
    }

    private void release(Set<String> images) {
        lock.lock();
        try {
            held.removeAll(images);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
