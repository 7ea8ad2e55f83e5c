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
 * @param executablesOwned those that an installed package owns and that did not name their own contents; not those of
 *     which it recorded other bytes
 * @param executablesParsed those that named their own contents, for example Go programs
 * @param executablesKnown copies: nobody owns the path, and the digest is one that an installed package recorded
 * @param executablesCompared those of the owned ones whose digest is the one that the package recorded
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
        int executablesOwned,
        int executablesParsed,
        int executablesKnown,
        int executablesCompared) {
    /** Nothing was read. */
    public static final CoverageCounts NONE = new CoverageCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Executables of which it is known what they are. */
    public int executablesExplained() {
        return executablesOwned + executablesParsed + executablesKnown;
    }

    /** The share of the executables that is explained, in percent rounded down; 100 where there are none. */
    public int explainedPercent() {
        return executables == 0 ? 100 : (int) (100L * executablesExplained() / executables);
    }
}
