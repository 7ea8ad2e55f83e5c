package io.tidewaiter.flow;

/**
 * Is told when the work has reached a step; nothing listens to it in a service. Tests end the process at each of them, to
 * show that nothing is lost and nothing is metered twice wherever it ends.
 */
@FunctionalInterface
public interface Steps {
    /** Nobody listens. */
    Steps UNHEARD = _ -> {};

    /** Every step, in the order of the work. */
    enum Step {
        /** An event was read, and what follows from it not yet written. */
        EVENT_READ,
        /** What follows from an event is on disk. */
        EVENT_DONE,
        /** A job is leased. */
        LEASED,
        /** Manifest and config are there. */
        PULLED,
        /** The layers are read. */
        CATALOGED,
        /** The packages are matched. */
        MATCHED,
        /** The verdict stands, and is not yet on disk. */
        ASSESSED,
        /** All of it is on disk. */
        STORED
    }

    /** The work stands behind a step. */
    void reached(Step step);
}
