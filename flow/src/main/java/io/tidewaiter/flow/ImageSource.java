package io.tidewaiter.flow;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.attached.AttachedDocument;
import java.util.List;
import java.util.Optional;

/** Where the images of registries come from. */
@FunctionalInterface
public interface ImageSource {
    /** Manifests and configs of what a request names; every image of an index. */
    PullResult pull(RegistryResource registry, ScanRequest request);

    /** The documents that hang on a manifest and may speak for it. */
    default Answer<List<AttachedDocument>> attached(RegistryResource registry, String repository, Digest subject) {
        return new Answer.Unsupported<>("nothing hangs on images from here");
    }

    /** What the thing that a request names hangs on, where it is no image. */
    default Optional<Digest> subject(RegistryResource registry, ScanRequest request) {
        return Optional.empty();
    }
}
