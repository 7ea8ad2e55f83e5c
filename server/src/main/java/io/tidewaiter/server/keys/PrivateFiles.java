package io.tidewaiter.server.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only the service's own user may read: keys. They appear whole or not at all. */
public final class PrivateFiles {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private PrivateFiles() {}

    /** Makes a folder with mode 0700, and its parents. */
    public static void createFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, mode(folder, "rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("make folder " + folder + ": check owner and free space", e);
        }
    }

    /** Takes everybody else's rights on a folder; false where this user may not, because the folder is another's. */
    public static boolean closeToOthers(Path folder) {
        try {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a file with mode 0600: to a sibling first, forced to disk, then renamed. */
    public static void write(Path file, byte[] content) {
        Path sibling = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(sibling);
            try (FileChannel out = FileChannel.open(
                    sibling,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    mode(file, "rw-------"))) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(sibling, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file + ": check owner and free space", e);
        }
    }

    /** Reads a small file. */
    public static byte[] read(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            if (in.size() > FILE_BYTES_MAX) {
                throw new IOException("it has " + in.size() + " bytes, a key or certificate has fewer");
            }
            return Channels.newInputStream(in).readNBytes(FILE_BYTES_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] mode(Path at, String mode) throws IOException {
        boolean posix = at.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
