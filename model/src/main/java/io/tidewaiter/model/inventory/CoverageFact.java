package io.tidewaiter.model.inventory;

import java.util.Comparator;

/**
 * Something that was seen and not, or not wholly, read; or that limits what the reading can prove.
 *
 * @param kind what happened
 * @param path the file, or empty where the fact is about a layer or the image
 * @param layer index of the layer, or -1 where the fact is about the image
 * @param detail one sentence for a person; foreign text in it is quoted and cut
 */
public record CoverageFact(Kind kind, String path, int layer, String detail) implements Comparable<CoverageFact> {
    private static final Comparator<CoverageFact> ORDER = Comparator.comparingInt(CoverageFact::layer)
            .thenComparing(CoverageFact::kind)
            .thenComparing(CoverageFact::path)
            .thenComparing(CoverageFact::detail);

    /** What happened, and whether a "no findings" can still be believed after it. */
    public enum Kind {
        /** A blob has not the digest or size that names it. */
        DIGEST_MISMATCH(true),
        /** An uncompressed layer has not the diff id that the config lists. */
        DIFF_ID_MISMATCH(true),
        /** A layer ended early or is corrupt. */
        LAYER_UNREADABLE(true),
        /** A registry did not give a layer this time; another time it may. */
        LAYER_UNREACHABLE(true),
        /** A registry refused a layer to us; with other credentials it may come. */
        LAYER_DENIED(true),
        /** Whoever holds the manifest does not hold a layer, or the config, that it names. */
        LAYER_MISSING(true),
        /** A layer whose media type or compression is not understood, or that is kept elsewhere (foreign). */
        LAYER_UNSUPPORTED(true),
        /** A limit on bytes, entries, depth, ratio or time ended a reading. */
        LIMIT_REACHED(true),
        /** The confined child died or broke its protocol. */
        CELL_FAILED(true),
        /** A package database that is there could not be read, wholly or in part. */
        DATABASE_UNREADABLE(true),
        /** An archive or binary that may hold packages could not be read. */
        FILE_UNREADABLE(true),
        /** Files are there and nothing says what they are, or none is there at all. */
        NOTHING_RECOGNISED(true),
        /** Executables are there, their package database is not. */
        DATABASE_MISSING(true),
        /** The package database has no record of packages whose executables are there. */
        DATABASE_TAMPERED(true),
        /** Executables at the paths of a package's have not the bytes that the package recorded. */
        EXECUTABLE_MODIFIED(true),
        /** The distribution is not known, so no feed speaks for its packages. */
        DISTRIBUTION_UNKNOWN(true),
        /** The advisory database has no feed for this ecosystem. */
        NO_ADVISORIES(true),
        /** The advisory database is older than allowed. */
        ADVISORIES_STALE(true),
        /** The distribution release no longer gets advisories. */
        RELEASE_END_OF_LIFE(true),
        /** A version could not be judged by an advisory that may apply. */
        CANNOT_TELL(true),
        /** The cell could not be confined and the user allowed it. */
        UNCONFINED(false),
        /** A program that no package owns and that does not say what it was made of. */
        PROGRAM_UNEXPLAINED(true),
        /** A format that holds packages, known and not yet read. */
        FORMAT_UNREAD(true),
        /** An entry whose path leaves the image was read as if the root held it, or left out where that means nothing. */
        ENTRY_REFUSED(false),
        /** An oddity that changes nothing in the result. */
        NOTE(false);

        private final boolean breaksProof;

        Kind(boolean breaksProof) {
            this.breaksProof = breaksProof;
        }

        /** Whether "zero findings" is no longer proven after this. */
        public boolean breaksProof() {
            return breaksProof;
        }
    }

    @Override
    public int compareTo(CoverageFact other) {
        return ORDER.compare(this, other);
    }
}
