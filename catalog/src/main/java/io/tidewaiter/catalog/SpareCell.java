package io.tidewaiter.catalog;

import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import io.tidewaiter.sandbox.StartingCell;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A cell that is started before it is known which image it will read. */
public final class SpareCell implements AutoCloseable {
    private final CellProgram program;
    private final CatalogLimits limits;
    private final Rehearsal rehearsal;
    private final CompletableFuture<StartingCell> cell = new CompletableFuture<>();
    private volatile boolean wanted;

    /** @param rehearsal what it does until it is wanted */
    SpareCell(CellProgram program, CatalogLimits limits, Rehearsal rehearsal) {
        this.program = program;
        this.limits = limits;
        this.rehearsal = rehearsal;
    }

    /**
     * Sets a cell of the usual limits going, for a process that will scan one image and does not know yet how: the cell's JVM
     * then starts while ours reads its command line ({@link ImageCataloger#adopt}). Returns when that JVM has been born.
     */
    public static SpareCell ahead() {
        SpareCell ahead = new SpareCell(CellProgram.ofThisProcess().quick(), CatalogLimits.standard(), Rehearsal.NONE);
        ahead.start();
        return ahead;
    }

    @SuppressWarnings("MustBeClosedChecker") // whoever awaits it closes it
    void start() {
        try {
            StartingCell starting = StartingCell.begin(program.config(limits));
            cell.complete(starting);
            if (rehearsal.sample().isPresent()) {
                starting.rehearse(ready -> rehearsal.hold(ready, limits.layer(), () -> wanted));
            }
        } catch (IOException | RuntimeException | Error e) { // the last: the system gives no more threads
            // Of a rehearsal it says nothing: the cell is as it was, or dead, which is seen when it is taken.
            cell.completeExceptionally(e);
        }
    }

    /** It will never be started. */
    void failed(Throwable why) {
        cell.completeExceptionally(why);
    }

    boolean isOf(CellProgram other, CatalogLimits itsLimits) {
        return program.equals(other) && limits.equals(itsLimits);
    }

    /**
     * The cell, once it has started; the caller's from now on. Its rehearsal begins nothing more then. Of a caller who is
     * interrupted before, nobody is left who would end it: it ends as soon as it is born.
     *
     * @throws ExecutionException with what kept it from being born
     * @throws CellException with what it died of since
     */
    Cell await() throws ExecutionException, CellException, InterruptedException {
        wanted = true;
        StartingCell born;
        try {
            born = cell.get();
        } catch (InterruptedException e) {
            var _ = cell.thenAccept(StartingCell::close);
            throw e;
        }
        return born.proven();
    }

    /** Ends the cell as soon as it is born; one that was not needs no end. */
    @Override
    public void close() {
        wanted = true;
        cell.thenAccept(StartingCell::close).exceptionally(_ -> null).join();
    }
}
