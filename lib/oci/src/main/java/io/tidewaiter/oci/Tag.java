package io.tidewaiter.oci;

import java.util.regex.Pattern;

/**
 * A tag (distribution-spec 1.1): up to 128 letters, digits, {@code _ . -}.
 *
 * @param value for example {@code 1.0}
 */
public record Tag(String value) implements Comparable<Tag> {
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    /** The tag that is meant where a reference names none. */
    public static final Tag LATEST = new Tag("latest");

    public Tag {
        if (!TAG.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tag: " + ForeignText.quoted(value)
                    + "; up to 128 letters, digits, _ . - not starting with . or -");
        }
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
