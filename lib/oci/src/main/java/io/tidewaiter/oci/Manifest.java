package io.tidewaiter.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image or artifact (OCI image-spec, manifest.md; Docker schema 2).
 *
 * @param artifactType empty where there is none
 * @param layers lowest first
 * @param subject the manifest that this one hangs on; null where it stands alone
 */
public record Manifest(
        String mediaType,
        String artifactType,
        Descriptor config,
        List<Descriptor> layers,
        @Nullable Descriptor subject,
        Map<String, String> annotations)
        implements ManifestDocument {
    public Manifest {
        layers = List.copyOf(layers);
        annotations = Map.copyOf(annotations);
    }
}
