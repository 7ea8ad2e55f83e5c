package io.tidewaiter.vuln;

/** Ends the reading of one document; never leaves this package. */
final class DocumentFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    DocumentFault(String reason) {
        super(reason, null, false, false);
    }
}
