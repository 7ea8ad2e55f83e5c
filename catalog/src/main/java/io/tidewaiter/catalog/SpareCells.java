package io.tidewaiter.catalog;

import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Cells for images, one of them started beforehand: a third of a second that an image need not wait. A cell serves one
 * image and no other.
 */
final class SpareCells implements AutoCloseable {
    private final CellProgram program;
    private final CatalogLimits limits;
    private final AtomicReference<@Nullable CompletableFuture<Cell>> spare = new AtomicReference<>();

    SpareCells(CellProgram program, CatalogLimits limits) {
        this.program = program;
        this.limits = limits;
    }

    /** Starts the spare cell in the background, unless there is one. */
    void prepare() {
        CompletableFuture<Cell> next = new CompletableFuture<>();
        if (spare.compareAndSet(null, next)) {
            Thread.ofVirtual().name("spare-cell").start(() -> start(next));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // whoever takes it closes it
    private void start(CompletableFuture<Cell> next) {
        try {
            next.complete(Cell.start(program.config(limits)));
        } catch (CellException | RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    /**
     * The spare cell, or a new one.
     *
     * @param left of the image's time
     */
    Cell take(Duration left) throws CellException, InterruptedException {
        CompletableFuture<Cell> ready = spare.getAndSet(null);
        if (ready != null) {
            try {
                return ready.get();
            } catch (ExecutionException e) {
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
        CompletableFuture<Cell> ready = spare.getAndSet(null);
        if (ready != null) {
            ready.thenAccept(Cell::close).exceptionally(_ -> null).join(); // one that did not start needs no end
        }
    }
}
