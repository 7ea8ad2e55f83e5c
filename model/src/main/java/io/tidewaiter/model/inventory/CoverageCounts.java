package io.tidewaiter.model.inventory;

/**
 * What a reading went through, in counts.
 *
 * @param layers layers that the image has
 * @param layersRead layers read to their end with the right digests
 * @param expandedBytes bytes of tar
 * @param entries tar entries of all layers
 * @param files regular files in the merged file system
 * @param packageDatabases package databases that were parsed
 * @param archives archives that were opened, nested ones too
 * @param executables ELF executables and libraries in the merged file system
 * @param executablesExplained those that a package owns or that named their own contents
 */
public record CoverageCounts(
        int layers,
        int layersRead,
        long expandedBytes,
        long entries,
        long files,
        int packageDatabases,
        int archives,
        int executables,
        int executablesExplained) {
    /** Nothing was read. */
    public static final CoverageCounts NONE = new CoverageCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
