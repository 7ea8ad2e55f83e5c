package io.tidewaiter.model.scan;

import io.tidewaiter.oci.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What an image itself says of its base; none of it is proven.
 *
 * @param name in the manifest's annotations; empty where there is none
 * @param digest in the manifest's annotations; null where there is none
 * @param historyLayers layers up to the last {@code CMD} or {@code ENTRYPOINT} that more layers follow; 0 where the
 *     history has no such place
 */
public record BaseHint(String name, @Nullable Digest digest, int historyLayers) {
    /** Nothing is said. */
    public static final BaseHint NONE = new BaseHint("", null, 0);
}
