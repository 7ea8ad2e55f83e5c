package io.tidewaiter.catalog;

/** An image could not be looked at at all: the cell cannot be confined or does not start. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
