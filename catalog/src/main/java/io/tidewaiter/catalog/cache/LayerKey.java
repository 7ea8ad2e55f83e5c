package io.tidewaiter.catalog.cache;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.hash.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a reading depends on: the very blob, the code, and the limits.
 *
 * <p>A config's diff id alone is a claim. An image that names a clean layer's diff id over another blob would borrow the
 * clean layer's facts and hide its own bytes; so the digest and size of the stored blob belong to the key, and facts
 * come under it only after these bytes were read and had that diff id. The time that a reading may take is no part of
 * it: what was read completely is the same however long it took.
 *
 * @param digest of the stored blob
 * @param diffId that the config lists, and that the blob had when it was read
 * @param storedBytes of the blob
 * @param limits of the reading, spelled out
 */
public record LayerKey(Digest digest, Digest diffId, long storedBytes, String catalogVersion, String limits) {
    /** The key of a layer; none where nothing names its bytes, or their contents. */
    public static Optional<LayerKey> of(PulledLayer layer, String catalogVersion, Limits limits) {
        Digest digest = layer.digest();
        Digest diffId = layer.diffId();
        return digest == null || diffId == null
                ? Optional.empty()
                : Optional.of(new LayerKey(digest, diffId, layer.storedBytes(), catalogVersion, spelled(limits)));
    }

    private static String spelled(Limits limits) {
        return limits.compressedBytesMax() + "," + limits.expandedBytesMax() + "," + limits.ratioMax() + ","
                + limits.ratioFloorBytes() + "," + limits.entriesMax() + "," + limits.pathBytesMax() + ","
                + limits.paxBytesMax() + "," + limits.depthMax() + "," + limits.windowLogMax();
    }

    /** The key as one line. */
    String line() {
        return "form " + LayerFactsCodec.FORM + " catalog " + catalogVersion + " blob " + digest + " size "
                + storedBytes + " diffId " + diffId + " limits " + limits;
    }

    /** The key as the name of a file. */
    String fileName() {
        byte[] hash = ContentHash.sha256().digest(line().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }
}
