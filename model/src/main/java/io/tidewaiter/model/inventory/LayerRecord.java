package io.tidewaiter.model.inventory;

import io.tidewaiter.oci.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One layer of an image as it was read.
 *
 * @param index 0 is the lowest
 * @param digest of the blob as stored; null for a root folder
 * @param diffId digest of the uncompressed tar as measured; null where the layer was not read to its end
 * @param createdBy the config's history line; empty where history does not tell
 * @param storedBytes size of the blob
 * @param expandedBytes bytes of tar that were read
 */
public record LayerRecord(
        int index,
        @Nullable Digest digest,
        @Nullable Digest diffId,
        String createdBy,
        long storedBytes,
        long expandedBytes) {}
