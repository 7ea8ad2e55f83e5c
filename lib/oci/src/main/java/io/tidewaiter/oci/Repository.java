package io.tidewaiter.oci;

/** A repository of a registry, written {@code HOST[:PORT]/NAME}. */
public record Repository(Registry registry, RepositoryName name) implements Comparable<Repository> {
    @Override
    public int compareTo(Repository other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return registry + "/" + name;
    }
}
