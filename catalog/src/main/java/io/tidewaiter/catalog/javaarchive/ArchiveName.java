package io.tidewaiter.catalog.javaarchive;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the file name of an archive tells, in the form of Maven repositories: {@code NAME-VERSION[-CLASSIFIER]}.
 *
 * @param stem the file name without its extension
 * @param name the part in front of the version; the whole stem where there is none
 * @param version empty where there is none
 */
record ArchiveName(String stem, String name, String version) {
    private static final Set<String> CERTAIN = Set.of("jar", "war", "ear", "jpi", "hpi");
    /** Used by others too: taken for Java only where the file begins as a zip does. */
    private static final Set<String> POSSIBLE = Set.of("par", "sar", "nar", "kar", "far", "lpkg", "rar");

    private static final String ORIGINAL = ".original"; // what Spring Boot's repackaging leaves

    /** What the paths of archives end with. */
    static final List<String> ENDINGS =
            Stream.of(CERTAIN, POSSIBLE, Set.of(ORIGINAL)).flatMap(Set::stream).toList();

    private static final Pattern VERSION = Pattern.compile("-(?=\\d)");
    private static final Pattern CLASSIFIER = Pattern.compile(
            "-(?:sources|javadoc|tests?|test-sources|shaded|uber|fat|all|exec|plain|boot|standalone|runner|no_aop"
                    + "|nodep|bin|dist|assembly|jar-with-dependencies|with-dependencies"
                    + "|(?:linux|osx|macos|mac|windows|win)[-_].*)$");
    private static final int NAME_CHARS_MAX = 255;

    /** Whether the path has the extension of a Java archive. */
    static boolean isArchive(String path) {
        String extension = extension(path);
        return CERTAIN.contains(extension) || POSSIBLE.contains(extension);
    }

    /** Whether a file of this name can only be a Java archive. */
    static boolean isCertain(String path) {
        return CERTAIN.contains(extension(path));
    }

    /** Whether it is the archive of a Jenkins plugin. */
    static boolean isJenkinsPlugin(String path) {
        String extension = extension(path);
        return extension.equals("jpi") || extension.equals("hpi");
    }

    private static String extension(String path) {
        String plain = path.endsWith(ORIGINAL) ? path.substring(0, path.length() - ORIGINAL.length()) : path;
        int dot = plain.lastIndexOf('.');
        return dot < 0 ? "" : plain.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Takes a file name apart.
     *
     * @param told versions that the archive itself tells; one that the name ends with settles where the name ends
     */
    static ArchiveName of(String fileName, Iterable<String> told) {
        String plain =
                fileName.endsWith(ORIGINAL) ? fileName.substring(0, fileName.length() - ORIGINAL.length()) : fileName;
        int dot = plain.lastIndexOf('.');
        String stem = dot <= 0 ? plain : plain.substring(0, dot);
        if (stem.length() > NAME_CHARS_MAX) {
            return new ArchiveName("", "", "");
        }
        for (String version : told) {
            if (!version.isEmpty() && stem.endsWith("-" + version) && stem.length() > version.length() + 1) {
                return new ArchiveName(stem, stem.substring(0, stem.length() - version.length() - 1), version);
            }
        }
        String unclassified = CLASSIFIER.matcher(stem).replaceFirst("");
        Matcher version = VERSION.matcher(unclassified);
        return version.find() && version.start() > 0
                ? new ArchiveName(stem, stem.substring(0, version.start()), unclassified.substring(version.end()))
                : new ArchiveName(stem, unclassified, "");
    }
}
