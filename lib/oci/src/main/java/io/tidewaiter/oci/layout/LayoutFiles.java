package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The files of a layout by their paths within it, in a folder or in an archive. Nothing outside is ever reached. */
interface LayoutFiles {
    /** A file; {@code open} may be called any number of times, and each stream is closed by its reader. */
    interface StoredFile {
        /** In bytes. */
        long size();

        InputStream open() throws IOException;
    }

    /** The regular file at a relative path with {@code /}; empty where there is none. */
    Optional<StoredFile> find(String path) throws IOException;

    /** How the user named the whole, for messages. */
    String shown();

    /** The bytes of a file that may have {@code bytesMax} at most. */
    static byte[] bytes(StoredFile file, int bytesMax) throws IOException {
        if (file.size() > bytesMax) {
            throw new IOException("it has " + file.size() + " bytes, more than the " + bytesMax + " allowed");
        }
        try (InputStream in = file.open()) {
            return in.readNBytes(bytesMax);
        }
    }
}
