package io.tidewaiter.oci;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names an image of a registry: {@code HOST[:PORT]/REPOSITORY[:TAG][@DIGEST]}. Where both tag and digest are given, the
 * digest decides. At least one is there.
 */
public record ImageReference(
        Repository repository, @Nullable Tag tag, @Nullable Digest digest) {
    private static final String DOCKER_SCHEME = "docker://";
    private static final int TEXT_MAX = 1024;

    public ImageReference {
        if (tag == null && digest == null) {
            tag = Tag.LATEST;
        }
    }

    /**
     * Reads a reference as users write it. A first part without a dot, a colon or an upper-case letter that is not
     * {@code localhost} is not a host: such names are Docker Hub's, and those of one part are in {@code library/}.
     *
     * @throws IllegalArgumentException with a message for the user where it is none
     */
    public static ImageReference parse(String text) {
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException("image reference is longer than " + TEXT_MAX + " characters: "
                    + ForeignText.quoted(text.substring(0, TEXT_MAX)));
        }
        String rest = text.startsWith(DOCKER_SCHEME) ? text.substring(DOCKER_SCHEME.length()) : text;
        try {
            return parts(rest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "image reference " + ForeignText.quoted(text) + ": " + e.getMessage(), e);
        }
    }

    private static ImageReference parts(String text) {
        String rest = text;
        Digest digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        Tag tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = new Tag(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("names no repository");
        }
        return new ImageReference(repository(rest), tag, digest);
    }

    private static Repository repository(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean hosted = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        Registry registry = hosted ? new Registry(first) : Registry.DOCKER_HUB;
        String name = hosted ? text.substring(slash + 1) : text;
        boolean official = registry.equals(Registry.DOCKER_HUB) && name.indexOf('/') < 0;
        return new Repository(registry, new RepositoryName(official ? "library/" + name : name));
    }

    /** The same image by digest only. */
    public ImageReference at(Digest exact) {
        return new ImageReference(repository, null, exact);
    }

    /** What a manifest is asked for by: the digest, else the tag. */
    public String key() {
        return digest != null ? digest.toString() : String.valueOf(tag);
    }

    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
