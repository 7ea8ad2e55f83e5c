package io.tidewaiter.archive.decode;

import java.util.Objects;

/**
 * What a decoded stream turned out to be.
 *
 * @param compression told by its first bytes
 * @param compressedBytes all bytes of the source
 * @param expandedBytes all bytes handed to the sink
 */
public record Decoded(Compression compression, long compressedBytes, long expandedBytes) {
    public Decoded {
        Objects.requireNonNull(compression);
    }
}
