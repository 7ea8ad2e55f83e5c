package io.tidewaiter.oci.json;

/** A document that is not JSON, or beyond its bounds. */
public final class JsonFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;

    JsonFault(String message) {
        super(message);
        this.message = message;
    }

    /** What was expected, where, and what was seen; fit to be shown. */
    @Override
    public String getMessage() {
        return message;
    }
}
