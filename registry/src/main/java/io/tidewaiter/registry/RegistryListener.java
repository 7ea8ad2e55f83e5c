package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;

/** Is told what changed, after it is on disk. */
public interface RegistryListener {
    /**
     * A manifest was pushed.
     *
     * @param tag empty for a push by digest
     */
    void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes);

    /**
     * A manifest or a tag was deleted.
     *
     * @param tag empty where the manifest was deleted
     * @param digest of the manifest; empty text where only the tag was deleted
     */
    void deleted(String repository, String tag, String digest);

    /** Hears nothing. */
    RegistryListener NONE = new RegistryListener() {
        @Override
        public void pushed(String repository, String tag, Digest digest, String mediaType, long sizeBytes) {
            // nobody asked
        }

        @Override
        public void deleted(String repository, String tag, String digest) {
            // nobody asked
        }
    };
}
