package io.tidewaiter.oci.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** A layout in a folder. A symbolic link is followed only where it ends inside the folder. */
final class FolderFiles implements LayoutFiles {
    private final Path root;
    private final String shown;

    FolderFiles(Path folder) throws IOException {
        root = folder.toRealPath();
        shown = folder.toString();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(shown);
        }
    }

    @Override
    public Optional<StoredFile> find(String path) throws IOException {
        Path real;
        try {
            real = root.resolve(path).toRealPath();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!real.startsWith(root)) {
            throw new IOException("it is a symbolic link that leaves the layout");
        }
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it is not a regular file");
        }
        return Optional.of(new FolderFile(real, Files.size(real)));
    }

    @Override
    public String shown() {
        return shown;
    }

    private record FolderFile(Path path, long size) implements StoredFile {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
