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

    /**
     * Whether somebody else holds the bytes and whoever runs the image asks for them by their digest, as a registry is
     * asked. Bytes that lie before us are verified in every scan, even where what they say is known.
     */
    default boolean isRemote() {
        return false;
    }

    /** The same bytes, held by somebody else. */
    static LayerBytes remote(LayerBytes bytes) {
        return new LayerBytes() {
            @Override
            public InputStream open() throws IOException {
                return bytes.open();
            }

            @Override
            public boolean isRemote() {
                return true;
            }
        };
    }
}
