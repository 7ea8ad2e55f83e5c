package io.tidewaiter.graph.database;

/** The graph could not be read or written: a broken disk, a fault of ours; never what a query or its author did. */
public final class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
