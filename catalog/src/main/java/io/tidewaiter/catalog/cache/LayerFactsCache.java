package io.tidewaiter.catalog.cache;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Keeps what layers said, in the coded form of {@link io.tidewaiter.catalog.layer.LayerFactsCodec}. A cache that fails
 * is one that knows nothing: no scan ends because of it.
 */
public interface LayerFactsCache {
    /** Keeps nothing. */
    LayerFactsCache NONE = new LayerFactsCache() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public boolean holds(LayerKey key) {
            return false;
        }

        @Override
        public Optional<InputStream> find(LayerKey key) {
            return Optional.empty();
        }

        @Override
        public void remove(LayerKey key) {}

        @Override
        public Keeping keep(LayerKey key) {
            return Keeping.nothing();
        }
    };

    /** Whether it surely holds nothing yet. */
    boolean isEmpty();

    /** Whether {@link #find} would probably find something; costs no reading. */
    boolean holds(LayerKey key);

    /** The facts as they were coded; reading them throws where they are damaged. The caller closes the stream. */
    Optional<InputStream> find(LayerKey key);

    /** Forgets facts that turned out to be damaged. */
    void remove(LayerKey key);

    /** Begins to keep the facts of a layer. */
    Keeping keep(LayerKey key);

    /** Facts on their way into the cache. They are kept by {@link #commit}; closed without it they are forgotten. */
    class Keeping implements AutoCloseable {
        private final OutputStream out;

        protected Keeping(OutputStream out) {
            this.out = out;
        }

        /** Forgets whatever it is given. */
        public static Keeping nothing() {
            return new Keeping(OutputStream.nullOutputStream());
        }

        /** Takes the coded facts; never throws. */
        public final OutputStream out() {
            return out;
        }

        /** From now on they are found. */
        public void commit() {}

        @Override
        public void close() {}
    }
}
