package io.tidewaiter.catalog.layer;

import java.util.concurrent.Semaphore;

/** One layer's leave to hold many bytes: only one layer of the process has it at a time. */
final class LargeFiles implements AutoCloseable {
    private static final Semaphore LEAVE = new Semaphore(1);

    private boolean owned;
    private boolean kept;

    /** Waits for the leave, if this layer has it not yet. */
    void begin() {
        if (!owned) {
            LEAVE.acquireUninterruptibly();
            owned = true;
        }
    }

    /** Waits for the leave and has it up to the end of the layer. */
    void keep() {
        begin();
        kept = true;
    }

    /** The large file is read; another layer may have one. */
    void end() {
        if (!kept) {
            close();
        }
    }

    @Override
    public void close() {
        if (owned) {
            owned = false;
            kept = false;
            LEAVE.release();
        }
    }
}
