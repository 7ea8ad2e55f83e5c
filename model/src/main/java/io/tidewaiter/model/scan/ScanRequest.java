package io.tidewaiter.model.scan;

import java.time.Instant;
import java.util.Objects;

/**
 * A registry said, or time told us, that an image is to be looked at.
 *
 * @param registryId resource id of the {@code Microsoft.ContainerRegistry/registries} resource
 * @param repository for example {@code team/demo}
 * @param tag empty for a push by digest
 * @param digest {@code sha256:…}; empty where the event names only a tag
 * @param mediaType as the event says; empty where it does not
 * @param receivedAt when the event was written down
 */
public record ScanRequest(
        String registryId, String repository, String tag, String digest, String mediaType, Instant receivedAt) {
    public ScanRequest {
        Objects.requireNonNull(receivedAt);
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("a scan request for " + repository + " names neither tag nor digest");
        }
    }
}
