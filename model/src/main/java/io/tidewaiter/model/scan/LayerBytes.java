package io.tidewaiter.model.scan;

import java.io.IOException;
import java.io.InputStream;

/** The stored bytes of one layer, to be read once, from whoever holds them. */
@FunctionalInterface
public interface LayerBytes {
    /**
     * Opens the blob. Reading verifies digest and size against the descriptor; a mismatch or a broken source throws
     * {@link LayerReadException} from {@code read}, at the latest at the end.
     */
    InputStream open() throws IOException;
}
