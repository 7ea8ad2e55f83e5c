package io.tidewaiter.model.inventory;

import io.tidewaiter.oci.Digest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The image that another one was built on.
 *
 * @param name empty where only its layers are known
 * @param digest of its manifest or index; null where unknown
 * @param layers how many layers, counted from the lowest, are its own; 0 where that is unknown
 * @param proven whether that number follows from digests; else the history suggests it
 * @param how it was found
 */
public record BaseImage(String name, @Nullable Digest digest, int layers, boolean proven, How how) {
    /** Ways to find a base, the surest name first. */
    public enum How {
        /** The image's builder says so in {@code org.opencontainers.image.base.name}. */
        ANNOTATION,
        /** Its lowest layers are all the layers of another image that was seen. */
        CHAIN_ID,
        /** Its lowest layers are those of an image that the user named. */
        KNOWN_BASE,
        /** Layers follow after a {@code CMD} or {@code ENTRYPOINT}: a guess. */
        HISTORY;

        /** The spelling of every surface. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it is known which packages are the base's. */
    public boolean tellsLayers() {
        return layers > 0;
    }

    /** Whether a package came with the base. */
    public boolean brought(InstalledPackage installed) {
        return installed.introducedBy() < layers;
    }

    /** What two findings tell together: a builder's name goes first, then the longer proven part, then a guess. */
    public static @Nullable BaseImage merged(@Nullable BaseImage one, @Nullable BaseImage proven) {
        if (one == null || proven == null) {
            return one == null ? proven : one;
        }
        if (one.how() == How.ANNOTATION) {
            return one.proven() && one.layers() >= proven.layers()
                    ? one
                    : new BaseImage(one.name(), one.digest(), proven.layers(), true, How.ANNOTATION);
        }
        return one.proven() && one.layers() >= proven.layers() ? one : proven;
    }
}
