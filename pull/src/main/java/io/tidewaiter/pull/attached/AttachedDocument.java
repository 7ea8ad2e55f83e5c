package io.tidewaiter.pull.attached;

import io.tidewaiter.oci.Digest;

/**
 * A document that hangs on an image: foreign text that nobody has looked into yet.
 *
 * @param manifest of the artifact that holds it
 * @param mediaType of the document
 * @param isBound whether the artifact's manifest names the image as its subject; where it does not, the document has to
 * @param text of at most {@value AttachedDocuments#BYTES_MAX} bytes
 */
public record AttachedDocument(Digest manifest, String mediaType, boolean isBound, String text) {}
