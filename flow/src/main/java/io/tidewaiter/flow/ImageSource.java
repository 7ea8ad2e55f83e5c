package io.tidewaiter.flow;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.pull.PullResult;

/** Where the images of registries come from. */
@FunctionalInterface
public interface ImageSource {
    /** Manifests and configs of what a request names; every image of an index. */
    PullResult pull(RegistryResource registry, ScanRequest request);
}
