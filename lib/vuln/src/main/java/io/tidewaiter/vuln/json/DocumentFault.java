package io.tidewaiter.vuln.json;

/** Ends the reading of one document, or of one part of it; whoever reads documents catches it. */
public final class DocumentFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DocumentFault(String reason) {
        super(reason, null, false, false);
    }
}
