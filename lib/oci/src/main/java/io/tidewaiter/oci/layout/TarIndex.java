package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a tar archive lie, so that blobs can be read in any order. Reads the headers only: ustar with
 * prefix, GNU long names and base-256 sizes, PAX {@code path}, {@code linkpath} and {@code size} (POSIX.1-2017, pax).
 * The last entry of a name counts. Paths that leave the archive are left out.
 *
 * @param entries by path, in its shortest form
 */
record TarIndex(Map<String, Entry> entries) {
    /** What an entry is; folders and devices are not indexed. */
    enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK
    }

    /** A file's place, or where a link points. */
    record Entry(Type type, long offset, long size, String link) {}

    TarIndex {
        entries = Map.copyOf(entries);
    }

    static TarIndex read(FileChannel channel) throws IOException {
        return new TarWalk(channel).run();
    }

    /** The compression that a file's first bytes show; null for none that is known. */
    static @Nullable String compression(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return "gzip";
        }
        if (start.length >= 4
                && (start[0] & 0xff) == 0x28
                && (start[1] & 0xff) == 0xb5
                && start[2] == 0x2f
                && (start[3] & 0xff) == 0xfd) {
            return "zstd";
        }
        if (start.length >= 3 && start[0] == 'B' && start[1] == 'Z' && start[2] == 'h') {
            return "bzip2";
        }
        return start.length >= 6 && (start[0] & 0xff) == 0xfd && start[1] == '7' && start[2] == 'z' ? "xz" : null;
    }
}
