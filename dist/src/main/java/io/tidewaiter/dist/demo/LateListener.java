package io.tidewaiter.dist.demo;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.registry.RegistryListener;
import java.util.function.Supplier;

/** Hands on to a listener that is made after the registry, because it needs the registry's address. */
record LateListener(Supplier<RegistryListener> listener) implements RegistryListener {
    @Override
    public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {
        listener.get().pushed(repository, tag, digest, mediaType, sizeBytes);
    }

    @Override
    public void deleted(String repository, String tag, String digest) {
        listener.get().deleted(repository, tag, digest);
    }
}
