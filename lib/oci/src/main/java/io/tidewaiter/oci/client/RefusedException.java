package io.tidewaiter.oci.client;

import java.io.IOException;

/** A request that is not repeated: we must not send it, or who we are was not accepted. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
