package io.tidewaiter.pull;

import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.oci.Digest;
import java.util.List;

/** What came of a pull. Every message says what was tried, on what, what was seen and what to do. */
public sealed interface PullResult {
    /**
     * Manifest and config are known; the layers are read when the scan opens them.
     *
     * @param images one, or with {@link PlatformChoice.All} one or more in the index's order
     * @param missing why images that the index also lists, and that were wanted, could not be pulled
     */
    record Pulled(List<PulledImage> images, List<Missing> missing) implements PullResult {
        public Pulled {
            images = List.copyOf(images);
            missing = List.copyOf(missing);
            if (images.isEmpty()) {
                throw new IllegalArgumentException("a pull without an image is another result");
            }
        }
    }

    /** An image of an index that was wanted and not pulled. */
    record Missing(Digest digest, NoImage why) {
        /** Why it is missing. */
        public String message() {
            return why.message();
        }
    }

    /** No image came of it. */
    sealed interface NoImage extends PullResult {
        /** Why. */
        String message();
    }

    /** It is not there (any more). */
    record Gone(String message) implements NoImage {}

    /** We may not have it. */
    record Denied(String message) implements NoImage {}

    /** It is there and is no image that can be scanned: a signature, a chart, an SBOM, an old format. */
    record Unsupported(String message) implements NoImage {}

    /** It is there and is not what it should be, or not what was asked for; trying again gives the same. */
    record Invalid(String message) implements NoImage {}

    /** Could not be found out this time; trying again later may help. */
    record Failed(String message) implements NoImage {}
}
