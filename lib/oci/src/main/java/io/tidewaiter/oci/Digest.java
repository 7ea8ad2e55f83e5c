package io.tidewaiter.oci;

/**
 * A content digest (OCI image-spec, descriptor.md "Digests"): {@code algorithm:hex}.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex lower-case hexadecimal of the algorithm's length
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
    public Digest {
        int length = switch (algorithm) {
            case "sha256" -> 64;
            case "sha512" -> 128;
            default ->
                throw new IllegalArgumentException("digest algorithm not supported: " + ForeignText.quoted(algorithm));
        };
        if (hex.length() != length || !hex.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("not a " + algorithm + " digest in lower-case hexadecimal");
        }
    }

    /** The digest that {@code sha256:…} or {@code sha512:…} writes. */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a digest is written algorithm:hex");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(Digest other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
