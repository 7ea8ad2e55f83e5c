package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import java.util.concurrent.CompletableFuture;

/** Hands on to a listener that is made after the registry, because it needs the registry's address. */
public final class LateListener implements RegistryListener {
    private final CompletableFuture<RegistryListener> listener = new CompletableFuture<>();

    /** From here on events are handed on; those that came before wait for it. */
    public void handOnTo(RegistryListener made) {
        listener.complete(made);
    }

    @Override
    public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {
        listener.join().pushed(repository, tag, digest, mediaType, sizeBytes);
    }

    @Override
    public void deleted(String repository, String tag, String digest) {
        listener.join().deleted(repository, tag, digest);
    }
}
