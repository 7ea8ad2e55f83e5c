package io.tidewaiter.catalog.javaarchive;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Maven artifact.
 *
 * @param version empty where it is not told
 */
record Coordinates(String group, String artifact, String version) {
    static final String FOLDER = "META-INF/maven/";
    static final String FILE = "/pom.properties";
    static final String PROJECT = "/pom.xml";

    private static final int CHARS_MAX = 256;

    /** A line of {@code java.util.Properties}: an equals sign, a colon or a space is between the name and its value. */
    private static final Pattern PROPERTY =
            Pattern.compile("([A-Za-z]{1,40})(?:[ \\t\\f]*+[=:]|[ \\t\\f])[ \\t\\f]*+(.*)");

    /**
     * What a pom.properties file tells; its path ({@code META-INF/maven/GROUP/ARTIFACT/pom.properties}) where it does
     * not. Group and artifact may come out empty.
     */
    static Coordinates ofPomProperties(byte[] content, String path) {
        String group = "";
        String artifact = "";
        String version = "";
        for (String line : new String(content, StandardCharsets.ISO_8859_1).split("[\r\n]+")) {
            Matcher property = PROPERTY.matcher(line.strip());
            if (!property.matches()) {
                continue;
            }
            String value = property.group(2);
            switch (property.group(1)) {
                case "groupId" -> group = checked(value);
                case "artifactId" -> artifact = checked(value);
                case "version" -> version = checked(value);
                default -> {}
            }
        }
        return new Coordinates(group, artifact, version).orOfFolders(path);
    }

    /** With group and artifact as the folders of a descriptor tell them, where it does not. */
    Coordinates orOfFolders(String path) {
        String[] folders =
                path.substring(path.lastIndexOf(FOLDER) + FOLDER.length()).split("/", -1);
        boolean told = folders.length == 3;
        return new Coordinates(
                group.isEmpty() && told ? checked(folders[0]) : group,
                artifact.isEmpty() && told ? checked(folders[1]) : artifact,
                version);
    }

    Coordinates withVersion(String told) {
        return new Coordinates(group, artifact, told);
    }

    /** The text, or empty where it can be no coordinate, for example because of an unresolved {@code ${…}}. */
    static String checked(String text) {
        boolean plain = text.length() <= CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "/\\:\"<>|?*${}".indexOf(c) < 0);
        return plain ? text : "";
    }
}
