package io.tidewaiter.registry;

import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The repositories of a registry: which manifests each holds, what its tags point at, which blobs it may serve.
 *
 * <p>A repository name becomes one folder name ({@code team/demo} is {@code team%2Fdemo}); names were checked against
 * the distribution-spec grammar before they come here, so no other character needs care.
 */
final class RepositoryFolder {
    private final Path root;

    RepositoryFolder(Path root) throws IOException {
        this.root = Files.createDirectories(root.resolve("repositories"));
    }

    /** A manifest as it was pushed. */
    record StoredManifest(Digest digest, String mediaType, byte[] bytes) {}

    void link(String repository, Digest blob) throws IOException {
        Path link = folder(repository, "links").resolve(name(blob));
        if (!Files.exists(link)) {
            Files.createDirectories(link.getParent());
            write(link, new byte[0]);
        }
    }

    boolean links(String repository, Digest blob) {
        return Files.exists(folder(repository, "links").resolve(name(blob)));
    }

    boolean unlink(String repository, Digest blob) throws IOException {
        return Files.deleteIfExists(folder(repository, "links").resolve(name(blob)));
    }

    void save(String repository, StoredManifest manifest) throws IOException {
        Path file = folder(repository, "manifests").resolve(name(manifest.digest()));
        Files.createDirectories(file.getParent());
        byte[] type = (manifest.mediaType() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[type.length + manifest.bytes().length];
        System.arraycopy(type, 0, content, 0, type.length);
        System.arraycopy(manifest.bytes(), 0, content, type.length, manifest.bytes().length);
        write(file, content);
    }

    void tag(String repository, String tag, Digest digest) throws IOException {
        Path file = folder(repository, "tags").resolve(tag);
        Files.createDirectories(file.getParent());
        write(file, digest.toString().getBytes(StandardCharsets.UTF_8));
    }

    Optional<StoredManifest> manifest(String repository, Digest digest) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(folder(repository, "manifests").resolve(name(digest)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int line = 0;
        while (content[line] != '\n') {
            line++;
        }
        byte[] bytes = new byte[content.length - line - 1];
        System.arraycopy(content, line + 1, bytes, 0, bytes.length);
        return Optional.of(new StoredManifest(digest, new String(content, 0, line, StandardCharsets.UTF_8), bytes));
    }

    Optional<Digest> tagged(String repository, String tag) throws IOException {
        try {
            return Optional.of(
                    Digest.parse(Files.readString(folder(repository, "tags").resolve(tag))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean untag(String repository, String tag) throws IOException {
        return Files.deleteIfExists(folder(repository, "tags").resolve(tag));
    }

    boolean remove(String repository, Digest digest) throws IOException {
        for (String tag : tags(repository)) {
            if (tagged(repository, tag).filter(digest::equals).isPresent()) {
                untag(repository, tag);
            }
        }
        return Files.deleteIfExists(folder(repository, "manifests").resolve(name(digest)));
    }

    List<String> tags(String repository) throws IOException {
        return names(folder(repository, "tags"));
    }

    List<Digest> manifests(String repository) throws IOException {
        return names(folder(repository, "manifests")).stream()
                .map(name -> Digest.parse(name.replaceFirst("-", ":")))
                .toList();
    }

    boolean has(String repository) {
        return Files.isDirectory(folder(repository, "manifests"));
    }

    List<String> repositories() throws IOException {
        return names(root).stream()
                .map(name -> name.replace("%2F", "/"))
                .filter(this::has)
                .sorted()
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.startsWith(".new-"))
                    .sorted()
                    .toList();
        }
    }

    private Path folder(String repository, String part) {
        return root.resolve(repository.replace("/", "%2F")).resolve(part);
    }

    private static String name(Digest digest) {
        return digest.algorithm() + "-" + digest.hex();
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(".new-" + UUID.randomUUID());
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
