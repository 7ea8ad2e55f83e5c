package io.tidewaiter.oci.client;

import io.tidewaiter.oci.Digest;

/**
 * A manifest or an index as a registry sent it.
 *
 * @param digest of the bytes, computed by us
 * @param contentType as the registry says
 */
public record FetchedManifest(Digest digest, String contentType, byte[] bytes) {}
