package io.tidewaiter.model.scan;

import io.tidewaiter.oci.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One layer, ready to be read.
 *
 * @param index 0 is the lowest
 * @param mediaType as the manifest says; the bytes decide what it is
 * @param digest of the stored blob; null for a root folder
 * @param diffId that the config lists; null where it lists none
 * @param storedBytes as the manifest says
 * @param createdBy the config's history line; empty where history does not tell
 * @param bytes the stored bytes
 */
public record PulledLayer(
        int index,
        String mediaType,
        @Nullable Digest digest,
        @Nullable Digest diffId,
        long storedBytes,
        String createdBy,
        LayerBytes bytes) {}
