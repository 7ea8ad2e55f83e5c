package io.tidewaiter.catalog.layer;

/** The bytes of a layer's facts contradict their form: the cell that answered them is not to be believed. */
public final class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FactsException(String message) {
        super(message);
    }

    public FactsException(String message, Throwable cause) {
        super(message, cause);
    }
}
