package io.tidewaiter.oci.layout;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens what a user named as a layout or an archive, and words what can go wrong with files. */
final class Opened {
    private Opened() {}

    static Answer<LayoutFiles> folder(Path folder) {
        try {
            return new Answer.Found<>(new FolderFiles(folder));
        } catch (IOException e) {
            return failed("open layout " + folder, e);
        }
    }

    static Answer<LayoutFiles> archive(Path archive) {
        String what = "open archive " + archive;
        try {
            if (Files.isDirectory(archive)) {
                return new Answer.Unsupported<>(what + ": it is a folder; a layout in a folder is written oci:DIR");
            }
            String compression = compression(archive);
            if ("gzip".equals(compression)) {
                return new Answer.Found<>(TarFiles.ofGzip(archive));
            }
            if (compression != null) {
                return new Answer.Unsupported<>(
                        what + ": it is compressed with " + compression + "; decompress it first");
            }
            return new Answer.Found<>(new TarFiles(archive));
        } catch (IOException e) {
            return failed(what, e);
        }
    }

    private static @Nullable String compression(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return TarIndex.compression(in.readNBytes(6));
        }
    }

    /** The outcome that a file's exception means. */
    static <T> Answer<T> failed(String what, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new Answer.NotFound<>(what + ": there is no such file");
            case NotDirectoryException _ ->
                new Answer.Unsupported<>(what + ": it is a file; an archive is written oci-archive:FILE");
            case AccessDeniedException _ -> new Answer.Denied<>(what + ": we may not read it; check its permissions");
            case FileSystemException f ->
                new Answer.Failed<>(what + ": "
                        + ForeignText.quoted(String.valueOf(
                                f.getReason() == null ? f.getClass().getSimpleName() : f.getReason())));
            default -> new Answer.Failed<>(what + ": " + e.getMessage());
        };
    }
}
