package io.tidewaiter.version;

import java.util.Objects;

/**
 * An OSV ecosystem, spelled exactly as OSV spells it, with its release: {@code Debian:12}, {@code PyPI},
 * {@code Ubuntu:22.04:LTS}.
 *
 * @param name the part before the first colon, for example {@code Debian}
 * @param release everything after the first colon, empty where the ecosystem has none
 */
public record Ecosystem(String name, String release) implements Comparable<Ecosystem> {
    public Ecosystem {
        Objects.requireNonNull(release);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an ecosystem needs a name");
        }
    }

    /** The ecosystem of an OSV {@code affected[].package.ecosystem} text (OSV schema 1.7). */
    public static Ecosystem parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new Ecosystem(text, "") : new Ecosystem(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(Ecosystem other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : release.compareTo(other.release);
    }

    @Override
    public String toString() {
        return release.isEmpty() ? name : name + ":" + release;
    }
}
