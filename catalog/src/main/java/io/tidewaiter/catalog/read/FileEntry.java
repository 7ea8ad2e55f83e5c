package io.tidewaiter.catalog.read;

/** A regular file of a layer. Not a record: every cataloger asks for its name and folder, which are cut out once. */
public final class FileEntry {
    private final String path;
    private final long bytes;
    private final int mode;
    private final String name;
    private final String folder;

    /**
     * @param path normalised, without a leading slash
     * @param bytes its size
     * @param mode permission bits
     */
    public FileEntry(String path, long bytes, int mode) {
        this.path = path;
        this.bytes = bytes;
        this.mode = mode;
        int slash = path.lastIndexOf('/');
        name = path.substring(slash + 1);
        folder = slash < 0 ? "" : path.substring(0, slash);
    }

    /** Normalised, without a leading slash. */
    public String path() {
        return path;
    }

    /** Its size. */
    public long bytes() {
        return bytes;
    }

    /** Its permission bits. */
    public int mode() {
        return mode;
    }

    /** The part behind the last slash. */
    public String name() {
        return name;
    }

    /** The part before the last slash; empty at the root. */
    public String folder() {
        return folder;
    }

    @Override
    public String toString() {
        return path + " (" + bytes + " bytes)";
    }
}
