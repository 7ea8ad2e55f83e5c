package io.tidewaiter.catalog.javaarchive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the folders of a local repository tell of the archive in them: Maven's ({@code ROOT/org/acme/ARTIFACT/VERSION/…}, as
 * Karaf's {@code system} and a {@code .kar}'s {@code repository} are), Gradle's cache
 * ({@code files-2.1/GROUP/ARTIFACT/VERSION/SHA-1/…}) and Ivy's ({@code cache/GROUP/ARTIFACT/jars/…}).
 *
 * <p>The file must be named like its folders, {@code ARTIFACT-VERSION[-CLASSIFIER].jar}; of Maven's the root must bear one of
 * the names that roots have, and what follows it must begin as groups do, since nothing else tells where the group begins:
 * {@code repository/releases/org/…} and a team's own {@code repo/TEAM/ARTIFACT/…} are none.
 */
final class RepositoryPath {
    private static final Set<String> ROOTS =
            Set.of("repository", "system", "maven-repo", "maven2", "m2", "m2repo", ".m2", "repo", "local-repo");

    /** What groups of several parts begin with: names of domains, and Java's own. */
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z]{2}|com|org|net|edu|gov|info|dev|biz|javax|jakarta|software|tools");

    private static final int SHA1_CHARS_MIN = 38; // Gradle drops leading zeros
    private static final int SHA1_CHARS_MAX = 40;

    private RepositoryPath() {}

    /** The artifact; empty where the path is none of a repository. */
    static Optional<Coordinates> of(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return maven(parts).or(() -> gradle(parts)).or(() -> ivy(parts)).filter(RepositoryPath::isPlain);
    }

    private static Optional<Coordinates> maven(List<String> parts) {
        int version = parts.size() - 2;
        int artifact = version - 1;
        for (int root = artifact - 2; root >= 0; root--) {
            if (ROOTS.contains(parts.get(root))
                    && isNamed(parts, artifact, version)
                    && isGroup(parts.subList(root + 1, artifact), parts.get(artifact))) {
                String group = String.join(".", parts.subList(root + 1, artifact));
                return Optional.of(new Coordinates(group, parts.get(artifact), parts.get(version)));
            }
        }
        return Optional.empty();
    }

    /** One of several parts, or the old kind that the artifact begins with ({@code commons-io}, {@code xerces}). */
    private static boolean isGroup(List<String> parts, String artifact) {
        return parts.size() == 1
                ? !parts.getFirst().isEmpty() && artifact.startsWith(parts.getFirst())
                : DOMAIN.matcher(parts.getFirst()).matches()
                        && parts.stream().noneMatch(part -> part.isEmpty() || part.startsWith("."));
    }

    private static Optional<Coordinates> gradle(List<String> parts) {
        int digest = parts.size() - 2;
        return digest >= 4
                        && parts.get(digest - 4).startsWith("files-")
                        && isDigest(parts.get(digest))
                        && isNamed(parts, digest - 2, digest - 1)
                ? Optional.of(new Coordinates(parts.get(digest - 3), parts.get(digest - 2), parts.get(digest - 1)))
                : Optional.empty();
    }

    private static Optional<Coordinates> ivy(List<String> parts) {
        int kind = parts.size() - 2;
        if (kind < 4
                || !Set.of("jars", "bundles").contains(parts.get(kind))
                || !parts.get(kind - 3).equals("cache")
                || !parts.get(kind - 4).startsWith(".ivy")) {
            return Optional.empty();
        }
        String artifact = parts.get(kind - 1);
        ArchiveName name = ArchiveName.of(parts.getLast(), List.of());
        return name.name().equals(artifact)
                ? Optional.of(new Coordinates(parts.get(kind - 2), artifact, name.version()))
                : Optional.empty();
    }

    /** {@code plain-1.0.jar} lies in {@code plain/1.0}, and not in {@code plain/1}; a classifier begins with a letter. */
    private static boolean isNamed(List<String> parts, int artifact, int version) {
        String name = parts.get(artifact) + "-" + parts.get(version);
        String file = parts.getLast();
        int end = name.length();
        boolean goesOn = file.startsWith(name) && file.length() > end + 1;
        return goesOn
                && (file.charAt(end) == '-'
                        ? Character.isLetter(file.charAt(end + 1))
                        : file.charAt(end) == '.' && file.indexOf('.', end + 1) < 0);
    }

    private static boolean isDigest(String text) {
        return text.length() >= SHA1_CHARS_MIN
                && text.length() <= SHA1_CHARS_MAX
                && text.toLowerCase(Locale.ROOT).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** Coordinates that Maven takes, with a version that has a digit: Debian's {@code debian} is a link to any. */
    private static boolean isPlain(Coordinates artifact) {
        return !Coordinates.checked(artifact.group()).isEmpty()
                && !Coordinates.checked(artifact.artifact()).isEmpty()
                && !Coordinates.checked(artifact.version()).isEmpty()
                && artifact.version().chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
