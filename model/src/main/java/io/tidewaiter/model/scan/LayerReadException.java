package io.tidewaiter.model.scan;

import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;

/** Reading a layer's stored bytes failed in a way that the result must tell. */
public final class LayerReadException extends IOException {
    private static final long serialVersionUID = 1L;

    private final CoverageFact.Kind kind;

    /**
     * @param kind the coverage fact that this failure becomes
     * @param message what was tried, on what, what was seen
     */
    public LayerReadException(CoverageFact.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The coverage fact that this failure becomes. */
    public CoverageFact.Kind kind() {
        return kind;
    }
}
