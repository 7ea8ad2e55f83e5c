package io.tidewaiter.store.database;

/** The state could not be read or written: a broken disk, a foreign file, a program error; never an expected outcome. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    public StoreException(String message) {
        super(message);
        this.full = false;
    }

    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** @param full whether there was no room: what was asked is not done, and can be done when there is room again */
    public StoreException(String message, Throwable cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    /** Whether the disk, or what the state may take of it, is full. */
    public boolean isFull() {
        return full;
    }
}
