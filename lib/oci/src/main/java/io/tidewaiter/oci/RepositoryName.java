package io.tidewaiter.oci;

import java.util.regex.Pattern;

/**
 * The name of a repository within its registry (distribution-spec 1.1, "Pulling manifests", {@code <name>}).
 *
 * @param value for example {@code team/demo}; up to 255 characters
 */
public record RepositoryName(String value) implements Comparable<RepositoryName> {
    private static final int LENGTH_MAX = 255;
    private static final String PART = "[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+";
    private static final Pattern NAME = Pattern.compile(PART + "(?:/" + PART + ")*+");

    public RepositoryName {
        if (value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("repository name is longer than " + LENGTH_MAX + " characters");
        }
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a repository name: " + ForeignText.quoted(value)
                    + "; lower-case letters, digits, single . _ - between them, parts separated by /");
        }
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
