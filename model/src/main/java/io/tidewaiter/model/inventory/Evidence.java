package io.tidewaiter.model.inventory;

/**
 * Where a package was seen.
 *
 * @param path in the image's merged file system, without a leading slash; {@code outer.jar!/inner.jar} for what lies
 *     in archives
 * @param layer index of the layer whose bytes carry the evidence, 0 is the lowest
 * @param cataloger who read it, for example {@code dpkg}
 */
public record Evidence(String path, int layer, String cataloger) {}
