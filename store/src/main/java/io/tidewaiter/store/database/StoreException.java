package io.tidewaiter.store.database;

/** The state could not be read or written: a broken disk, a foreign file, a program error; never an expected outcome. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
