package io.tidewaiter.catalog;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The zstd library as a file. zstd-jni unpacks it from its jar to a temporary file when it is first used; the cell may
 * write no file, so the parent unpacks it, once per version, into the user's cache.
 */
final class ZstdLibrary {
    /** Where zstd-jni looks for it; the launcher says it where the build has unpacked it. */
    static final String PROPERTY = "ZstdNativePath";

    private static final int LIBRARY_BYTES_MAX = 64 << 20;

    private ZstdLibrary() {}

    /** The file; empty where this system has none or the cache cannot be written: then zstd layers are not read. */
    static Optional<Path> file(Path cache) {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isReadable);
        }
        String name = "libzstd-jni-" + ZstdVersion.VERSION + ".so";
        Path file = cache.resolve("native").resolve(name);
        if (Files.isReadable(file)) {
            return Optional.of(file);
        }
        String resource = "/linux/" + System.getProperty("os.arch", "") + "/" + name;
        try (InputStream in = ZstdVersion.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "unfinished", ".so");
            try {
                Files.write(unfinished, in.readNBytes(LIBRARY_BYTES_MAX));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
