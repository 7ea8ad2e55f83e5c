package io.tidewaiter.oci;

/** What a registry keeps under a tag: one image or a list of them. */
public sealed interface ManifestDocument permits Manifest, ImageIndex {
    /** The document's media type, found out where it does not say. */
    String mediaType();
}
