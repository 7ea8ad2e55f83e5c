package io.tidewaiter.catalog.read;

/**
 * A regular file of a layer.
 *
 * @param path normalised, without a leading slash
 * @param bytes its size
 * @param mode permission bits
 */
public record FileEntry(String path, long bytes, int mode) {
    /** The part behind the last slash. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The part before the last slash; empty at the root. */
    public String folder() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
