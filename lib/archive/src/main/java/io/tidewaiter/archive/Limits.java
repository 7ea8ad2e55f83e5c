package io.tidewaiter.archive;

import java.time.Duration;

/**
 * The bounds that every reader of foreign bytes is given; reaching one is an {@link ArchiveException} with code
 * {@link ArchiveException.Code#LIMIT}.
 *
 * @param compressedBytesMax bytes read from the source
 * @param expandedBytesMax bytes handed out, holes of sparse files included
 * @param ratioMax expanded bytes per compressed byte
 * @param ratioFloorBytes expanded bytes below which the ratio is not judged: small and very regular files are harmless
 * @param entriesMax entries of one archive
 * @param pathBytesMax bytes of one path, link target or gzip file name
 * @param paxBytesMax bytes of all extension headers (PAX, GNU long names) in front of one entry
 * @param depthMax archives within archives
 * @param windowLogMax base-2 logarithm of the largest zstd window that memory is spent on
 * @param timeMax time for one archive
 */
public record Limits(
        long compressedBytesMax,
        long expandedBytesMax,
        long ratioMax,
        long ratioFloorBytes,
        long entriesMax,
        int pathBytesMax,
        int paxBytesMax,
        int depthMax,
        int windowLogMax,
        Duration timeMax) {
    private static final long GIB = 1L << 30;

    public Limits {
        long least = Math.min(Math.min(compressedBytesMax, expandedBytesMax), Math.min(ratioMax, entriesMax));
        int leastSmall = Math.min(Math.min(pathBytesMax, paxBytesMax), Math.min(depthMax, windowLogMax - 9));
        if (least <= 0 || leastSmall <= 0 || ratioFloorBytes < 0) {
            throw new IllegalArgumentException("a limit has to be positive, and windowLogMax at least 10");
        }
        if (timeMax.isNegative() || timeMax.isZero()) {
            throw new IllegalArgumentException("timeMax has to be positive: " + timeMax);
        }
    }

    /**
     * What one image layer may cost unless somebody configured otherwise. No layer that we measured comes near: the
     * largest had 40 GB, 600,000 entries and a ratio of 12.
     */
    public static Limits standard() {
        return new Limits(
                16 * GIB, 64 * GIB, 200, GIB, 5_000_000, 16 * 1024, 1024 * 1024, 4, 27, Duration.ofMinutes(10));
    }

    public Limits withCompressedBytesMax(long max) {
        return new Limits(
                max,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                windowLogMax,
                timeMax);
    }

    public Limits withExpandedBytesMax(long max) {
        return new Limits(
                compressedBytesMax,
                max,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                windowLogMax,
                timeMax);
    }

    /** A ratio is judged only once {@code floorBytes} have come out. */
    public Limits withRatioMax(long max, long floorBytes) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                max,
                floorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                windowLogMax,
                timeMax);
    }

    public Limits withEntriesMax(long max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                max,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                windowLogMax,
                timeMax);
    }

    public Limits withPathBytesMax(int max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                max,
                paxBytesMax,
                depthMax,
                windowLogMax,
                timeMax);
    }

    public Limits withPaxBytesMax(int max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                max,
                depthMax,
                windowLogMax,
                timeMax);
    }

    public Limits withDepthMax(int max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                max,
                windowLogMax,
                timeMax);
    }

    public Limits withWindowLogMax(int max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                max,
                timeMax);
    }

    public Limits withTimeMax(Duration max) {
        return new Limits(
                compressedBytesMax,
                expandedBytesMax,
                ratioMax,
                ratioFloorBytes,
                entriesMax,
                pathBytesMax,
                paxBytesMax,
                depthMax,
                windowLogMax,
                max);
    }
}
