package io.tidewaiter.sandbox.frame;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of one stream may still be sent. The receiver's queue holds at most {@code window} bytes, so the sum
 * of what is on its way, queued and still allowed never exceeds it: that is what bounds memory on both sides, and why
 * a reader of frames never has to wait.
 */
public final class Credits {
    private final int window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int left;
    private boolean closed;

    public Credits(int window) {
        this.window = window;
        this.left = window;
    }

    /**
     * Waits until something may be sent.
     *
     * @return 1 to {@code wanted}, now spent; 0 where nothing will ever be allowed again
     */
    public int take(int wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (left == 0 && !closed) {
                changed.await();
            }
            if (closed) {
                return 0;
            }
            int taken = Math.min(wanted, left);
            left -= taken;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The receiver made room for {@code bytes} more. */
    public void add(int bytes) throws FrameFault {
        lock.lock();
        try {
            if (bytes <= 0 || bytes > window - left) {
                throw new FrameFault("a credit of %d bytes on top of %d, with a window of %d"
                        .formatted(bytes & 0xffff_ffffL, left, window));
            }
            left += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing may be sent any more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
