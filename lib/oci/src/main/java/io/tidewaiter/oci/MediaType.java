package io.tidewaiter.oci;

import java.util.List;
import java.util.Locale;

/** The media types of images (OCI image-spec, media-types.md; Docker image manifest version 2, schema 2). */
public final class MediaType {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
    public static final String DOCKER_SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    private MediaType() {}

    /** What a registry is told that we read, most wanted first. */
    static List<String> manifests() {
        return List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);
    }

    /** The value of {@code Accept} for manifests and indexes. */
    public static String accept() {
        return String.join(", ", manifests());
    }

    /** The type without its parameters, in lower case. */
    public static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** An index of manifests, OCI's or Docker's. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
    }

    /** A manifest, OCI's or Docker's schema 2. */
    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /** A manifest of Docker's schema 1, which nobody should serve any more. */
    public static boolean isSchema1(String mediaType) {
        return mediaType.equals(DOCKER_SCHEMA1) || mediaType.equals(DOCKER_SCHEMA1_SIGNED);
    }

    /** The config of an image, OCI's or Docker's. */
    public static boolean isImageConfig(String mediaType) {
        return mediaType.equals(OCI_CONFIG) || mediaType.equals(DOCKER_CONFIG);
    }

    /** A layer that registries need not hold ("non-distributable", Docker's "foreign"). */
    public static boolean isForeignLayer(String mediaType) {
        return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.v1.tar")
                || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.diff.tar");
    }

    /** A layer that only the holder of a key can read (ocicrypt's suffix). */
    public static boolean isEncrypted(String mediaType) {
        return mediaType.endsWith("+encrypted");
    }
}
