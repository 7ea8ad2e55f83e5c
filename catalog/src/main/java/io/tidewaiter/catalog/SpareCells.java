package io.tidewaiter.catalog;

import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Cells for images, one of them started beforehand: a third of a second that an image need not wait, and code that is compiled
 * already where it had the time for a rehearsal. A cell serves one
 * image and no other.
 */
final class SpareCells implements AutoCloseable {
    private final CellProgram program;
    private final CatalogLimits limits;
    private final Rehearsal rehearsal;
    private final ThreadFactory threads;
    private final AtomicReference<@Nullable SpareCell> spare = new AtomicReference<>();

    SpareCells(CellProgram program, CatalogLimits limits, Rehearsal rehearsal) {
        this(
                program,
                limits,
                rehearsal,
                Thread.ofPlatform().daemon(true).name("spare-cell").factory());
    }

    SpareCells(CellProgram program, CatalogLimits limits, Rehearsal rehearsal, ThreadFactory threads) {
        this.program = program;
        this.limits = limits;
        this.rehearsal = rehearsal;
        this.threads = threads;
    }

    /** Starts the spare cell in the background, unless there is one. */
    void prepare() {
        if (spare.get() == null) {
            SpareCell next = new SpareCell(program, limits, rehearsal);
            if (spare.compareAndSet(null, next)) {
                try {
                    threads.newThread(next::start).start();
                } catch (OutOfMemoryError e) { // the system gives no more threads
                    next.failed(e); // whoever takes it does not wait for it
                }
            }
        }
    }

    /** Takes over a cell that was started elsewhere; one that is not as ours are, or is one too many, is ended. */
    void adopt(SpareCell early) {
        if (!early.isOf(program, limits) || !spare.compareAndSet(null, early)) {
            early.close();
        }
    }

    /**
     * The spare cell, or a new one.
     *
     * @param left of the image's time
     */
    Cell take(Duration left) throws CellException, InterruptedException {
        SpareCell ready = spare.getAndSet(null);
        if (ready != null) {
            try {
                Cell cell = ready.await();
                if (cell.isAlive()) {
                    return cell;
                }
                cell.close();
            } catch (ExecutionException | CellException e) {
                return start(left); // what kept the spare one from starting is said by this one
            }
        }
        return start(left);
    }

    private Cell start(Duration left) throws CellException {
        return Cell.start(program.config(limits).withTime(limits.cpuMax(), left));
    }

    @Override
    public void close() {
        SpareCell ready = spare.getAndSet(null);
        if (ready != null) {
            ready.close();
        }
    }
}
