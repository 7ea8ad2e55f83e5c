package io.tidewaiter.oci;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points at a blob or a manifest (OCI image-spec, descriptor.md). Its {@code urls} are not read: we fetch nothing from
 * where a manifest sends us.
 *
 * @param mediaType bare and lower-case; empty where the document does not say
 * @param size in bytes, not negative
 * @param platform of an index's child; null where the index does not say
 * @param artifactType empty where there is none
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        @Nullable Platform platform,
        String artifactType,
        Map<String, String> annotations) {
    /** The annotation that names a manifest within a layout. */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a descriptor's size is not negative");
        }
        annotations = Map.copyOf(annotations);
    }

    /** A descriptor with nothing but what every one has. */
    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, null, "", Map.of());
    }

    /** An annotation, empty where there is none. */
    public String annotation(String key) {
        return annotations.getOrDefault(key, "");
    }
}
