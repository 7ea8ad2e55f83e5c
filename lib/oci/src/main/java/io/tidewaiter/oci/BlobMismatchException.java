package io.tidewaiter.oci;

import java.io.IOException;

/** The bytes of a blob have not the digest or the size that name it. */
public final class BlobMismatchException extends IOException {
    private static final long serialVersionUID = 1L;

    BlobMismatchException(String message) {
        super(message);
    }
}
