package io.tidewaiter.oci;

import java.util.List;
import java.util.Map;

/** A list of manifests, usually one per platform (OCI image-spec, image-index.md; Docker's manifest list). */
public record ImageIndex(
        String mediaType, String artifactType, List<Descriptor> manifests, Map<String, String> annotations)
        implements ManifestDocument {
    public ImageIndex {
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }
}
