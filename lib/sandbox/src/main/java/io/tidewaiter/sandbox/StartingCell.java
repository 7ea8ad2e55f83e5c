package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.kernel.Offer;
import java.io.IOException;

/**
 * A cell whose child's JVM is on its way and has proved nothing yet. Nothing can be sent to it: {@link #proven} makes it a
 * {@link Cell}. One owner, who lets it {@link #rehearse} or not and then calls one of the other methods once.
 */
public final class StartingCell implements AutoCloseable {
    private final Cell cell;

    StartingCell(Cell cell) {
        this.cell = cell;
    }

    /**
     * Starts a child and waits until it is born, which takes all of a young JVM's processor for some milliseconds; what the
     * caller does next goes on beside the start of the child's JVM, which takes a hundred.
     *
     * @throws CellException UNCONFINABLE where this system cannot confine and the configuration insists
     */
    public static StartingCell begin(CellConfig config) throws CellException {
        return Cell.begin(config, Offer.ask());
    }

    /**
     * Waits for the proof of its confinement.
     *
     * @throws CellException UNCONFINABLE where it did not prove it and the configuration insists; START_FAILED, or what the
     *     child died of. The child is gone then
     */
    public Cell proven() throws CellException {
        return cell.proven();
    }

    /**
     * Waits for the proof and has the child do what it will be asked for, so that its code is compiled by then. The time of the
     * wall clock does not begin with it; the processor's time that it takes counts. Another thread may take the cell meanwhile
     * ({@link #proven}), and open streams of its own.
     *
     * @param work opens its streams on this thread
     * @throws IOException of the work or the cell
     */
    public void rehearse(CellTraining work) throws IOException {
        cell.proven();
        cell.rehearse(work);
    }

    /** Kills the child. */
    @Override
    public void close() {
        cell.close();
    }
}
