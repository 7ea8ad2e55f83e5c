package io.tidewaiter.model.scan;

import io.tidewaiter.oci.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Which image a result is about.
 *
 * @param reference as the user or the registry wrote it
 * @param digest of the image manifest; null for a root folder
 * @param mediaType of the manifest; empty where there is none
 * @param platform {@code os/arch[/variant]}; empty where the config does not say
 * @param sizeBytes config and layers as stored
 */
public record ImageIdentity(
        String reference, @Nullable Digest digest, String mediaType, String platform, long sizeBytes) {}
