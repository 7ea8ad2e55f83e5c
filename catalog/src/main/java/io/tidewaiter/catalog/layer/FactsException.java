package io.tidewaiter.catalog.layer;

/** The bytes of a layer's facts contradict their form, or are more than anybody wants to hold. */
public final class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean limit;

    public FactsException(String message) {
        this(message, false);
    }

    FactsException(String message, boolean limit) {
        super(message);
        this.limit = limit;
    }

    public FactsException(String message, Throwable cause) {
        super(message, cause);
        this.limit = false;
    }

    /** Whether the facts are too many; otherwise the cell that answered them is not to be believed. */
    public boolean limit() {
        return limit;
    }
}
