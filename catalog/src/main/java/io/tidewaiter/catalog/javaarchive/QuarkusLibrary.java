package io.tidewaiter.catalog.javaarchive;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A library of an application that Quarkus packaged ("fast-jar"): {@code lib/main/GROUP.ARTIFACT-VERSION.jar}. Few artifacts
 * have dots in their names; of those most repeat the group, and what may be another of them is not decided.
 */
final class QuarkusLibrary {
    private static final Pattern FOLDER = Pattern.compile("(?:.*/)?lib/(?:main|deployment)/[^/]+");

    /** What groups begin with: within a name it may be where an artifact begins that looks like a group. */
    private static final Set<String> BEGINNINGS = Set.of("com", "org", "net", "io", "jakarta", "javax", "java");

    private QuarkusLibrary() {}

    /**
     * The coordinates that the file name has.
     *
     * @param name of the file without its version
     * @param version empty where it has none, so that it is no such library
     */
    static Optional<Coordinates> of(String path, String name, String version) {
        if (version.isEmpty() || !FOLDER.matcher(path).matches()) {
            return Optional.empty();
        }
        int dot = repeated(name);
        if (dot < 0 && !looksRepeated(name)) {
            dot = name.lastIndexOf('.');
        }
        String group = dot <= 0 ? "" : Coordinates.checked(name.substring(0, dot));
        String artifact = dot <= 0 ? "" : Coordinates.checked(name.substring(dot + 1));
        boolean isGroup = group.indexOf('.') > 0 || (!group.isEmpty() && artifact.startsWith(group));
        return isGroup && !artifact.isEmpty()
                ? Optional.of(new Coordinates(group, artifact, version))
                : Optional.empty();
    }

    /** The dot behind a group of two parts or more with which the artifact begins; -1 where there is none. */
    private static int repeated(String name) {
        for (int dot = name.indexOf('.', name.indexOf('.') + 1); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (name.startsWith(name.substring(0, dot), dot + 1)) {
                return dot;
            }
        }
        return -1;
    }

    private static boolean looksRepeated(String name) {
        String[] parts = name.split("\\.");
        for (int i = 1; i < parts.length - 1; i++) {
            if (BEGINNINGS.contains(parts[i])) {
                return true;
            }
        }
        return false;
    }
}
