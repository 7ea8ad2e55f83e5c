package io.tidewaiter.archive.tar;

import java.util.Objects;

/**
 * How an archive ended, for the coverage of whoever relies on it.
 *
 * @param entries how many entries were reported
 * @param bytes all bytes, those after the end marker included
 * @param marker what stood at the end
 * @param trailingOffset where the first byte that is not zero stands after the end marker, or -1. Docker, containerd
 *     and Podman stop at the marker, so what follows is in no container; it is reported because it may be hidden there
 * @param globalRecordsIgnored whether a PAX global header held records that would have changed entries. Container
 *     runtimes ignore them, and so do we
 */
public record TarEnd(long entries, long bytes, Marker marker, long trailingOffset, boolean globalRecordsIgnored) {
    public TarEnd {
        Objects.requireNonNull(marker);
    }

    /** The zero blocks that POSIX wants two of and that everybody accepts fewer of. */
    public enum Marker {
        TWO_ZERO_BLOCKS,
        ONE_ZERO_BLOCK,
        NONE
    }
}
