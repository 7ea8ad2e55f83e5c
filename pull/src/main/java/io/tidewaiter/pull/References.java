package io.tidewaiter.pull;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads image references as users write them: {@code HOST/NAME[:TAG][@DIGEST]}, {@code docker://…},
 * {@code oci:DIR[:TAG]}, {@code oci-dir:DIR[:TAG]}, {@code oci-archive:FILE[:TAG]}, {@code docker-archive:FILE[:TAG]},
 * {@code dir:PATH}. As other tools have it, the path of the forms with a tag ends at the first colon.
 */
public final class References {
    /** What came of reading a reference. */
    public sealed interface Reading {
        /** It names this source. */
        record Read(Source source) implements Reading {}

        /** It is a form that is known and not scanned. */
        record Unsupported(String message) implements Reading {}

        /** It is none. */
        record Wrong(String message) implements Reading {}
    }

    private References() {}

    /** Reads a reference of the command line. */
    public static Reading parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "oci", "oci-dir" -> file(text, rest, (path, tag) -> new Source.LayoutFolder(text, path, tag));
            case "oci-archive" -> file(text, rest, (path, tag) -> new Source.LayoutArchive(text, path, tag));
            case "docker-archive" -> file(text, rest, (path, tag) -> new Source.DockerSave(text, path, tag));
            case "dir" -> path(text, rest, path -> new Source.RootFolder(text, path));
            case "sbom" ->
                new Reading.Unsupported("read " + ForeignText.quoted(text)
                        + ": scanning an SBOM is not supported; give the image itself");
            case "docker-daemon", "containers-storage", "containerd", "podman", "docker" -> engine(text);
            default -> registry(text);
        };
    }

    private static Reading engine(String text) {
        if (text.startsWith("docker://")) {
            return registry(text);
        }
        // "docker:5000/name" and "podman:tag" are names of a registry: only an engine's spelling is refused.
        return text.startsWith("docker-daemon:")
                        || text.startsWith("containers-storage:")
                        || text.startsWith("containerd:")
                ? new Reading.Unsupported("read " + ForeignText.quoted(text)
                        + ": images of a local engine are not read; save it to a file and give docker-archive:FILE")
                : registry(text);
    }

    private static Reading registry(String text) {
        try {
            return new Reading.Read(new Source.RegistryImage(text, ImageReference.parse(text)));
        } catch (IllegalArgumentException e) {
            return new Reading.Wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Reading file(String text, String rest, BiFunction<Path, String, Source> make) {
        int colon = rest.indexOf(':');
        String tag = colon < 0 ? "" : rest.substring(colon + 1);
        return path(text, colon < 0 ? rest : rest.substring(0, colon), path -> make.apply(path, tag));
    }

    private static Reading path(String text, String path, Function<Path, Source> make) {
        String what = "image reference " + ForeignText.quoted(text);
        if (path.isEmpty()) {
            return new Reading.Wrong(what + ": names no path");
        }
        try {
            return new Reading.Read(make.apply(Path.of(path)));
        } catch (InvalidPathException e) {
            return new Reading.Wrong(what + ": is no path of this system");
        }
    }

    /**
     * The reference that an event or a resource names in parts; {@code tag} or {@code digest} may be empty.
     *
     * @param loginServer {@code HOST[:PORT]}
     */
    public static Reading of(String loginServer, String repository, String tag, String digest) {
        try {
            ImageReference reference = new ImageReference(
                    new Repository(new Registry(loginServer), new RepositoryName(repository)),
                    tag.isEmpty() ? null : new Tag(tag),
                    digest.isEmpty() ? null : Digest.parse(digest));
            return new Reading.Read(new Source.RegistryImage(reference.toString(), reference));
        } catch (IllegalArgumentException e) {
            return new Reading.Wrong("image reference of " + ForeignText.quoted(loginServer) + " and "
                    + ForeignText.quoted(repository) + ": " + e.getMessage());
        }
    }
}
