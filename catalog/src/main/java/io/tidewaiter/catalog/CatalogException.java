package io.tidewaiter.catalog;

import org.jspecify.annotations.Nullable;

/** An image could not be looked at at all: the cell cannot be confined or does not start. */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
