package io.tidewaiter.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image's config says of its platform and its layers (OCI image-spec, config.md).
 *
 * @param platform null where the config does not say
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param history one entry per build step, those without a layer included
 */
public record ImageConfig(@Nullable Platform platform, List<Digest> diffIds, List<History> history) {
    /** A build step; {@code createdBy} is empty where the config does not say. */
    public record History(String createdBy, boolean emptyLayer) {}

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }
}
