package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.decode.Decoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A database that may be compressed (gzip, zstd), in memory. */
public final class Expanded {
    /** As much as the largest database that is read uncompressed. */
    private static final int BYTES_MAX = 64 << 20;

    private Expanded() {}

    /** The expanded bytes, or nothing and a trouble told. */
    public static Optional<byte[]> of(byte[] content, Limits limits, Troubles troubles) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(64, content.length));
        try {
            Decoder.decode(new ByteArrayInputStream(content), limits, (buffer, offset, length) -> {
                if (bytes.size() + length > BYTES_MAX) {
                    throw ArchiveException.limit(
                            "a database", bytes.size(), "bytesMax", BYTES_MAX, bytes.size() + length);
                }
                bytes.write(buffer, offset, length);
            });
            return Optional.of(bytes.toByteArray());
        } catch (ArchiveException | IOException e) {
            troubles.lost("the database cannot be decompressed: " + e.getMessage());
            return Optional.empty();
        }
    }
}
