package io.tidewaiter.catalog.javaarchive;

import io.tidewaiter.catalog.text.XmlReading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A project's {@code pom.xml}, as far as it says which artifact it is of (Maven's POM reference, "Maven Coordinates",
 * "Inheritance").
 */
final class ProjectFile {
    private static final int DEPTH_MAX = 64;
    private static final Pattern COORDINATE = Pattern.compile("project/(?:parent/)?(?:groupId|artifactId|version)");

    private ProjectFile() {}

    /**
     * Its coordinates; group and version are the parent's where it has none, group and artifact the folders' where they
     * are computed ({@code ${…}}). A version may come out empty, and of what is no XML all that follows the fault.
     */
    static Coordinates coordinates(byte[] content, String path) {
        Map<String, String> texts = new HashMap<>();
        try {
            read(XmlReading.open(content), texts);
        } catch (XMLStreamException malformed) {
            // what came before the fault stands
        }
        String artifact = Coordinates.checked(texts.getOrDefault("project/artifactId", ""));
        return new Coordinates(orParents(texts, "groupId"), artifact, orParents(texts, "version")).orOfFolders(path);
    }

    private static String orParents(Map<String, String> texts, String name) {
        String parents = texts.getOrDefault("project/parent/" + name, "");
        return Coordinates.checked(texts.getOrDefault("project/" + name, parents));
    }

    /** Texts by the names of the elements that they lie in. */
    private static void read(XMLStreamReader xml, Map<String, String> texts) throws XMLStreamException {
        Deque<String> places = new ArrayDeque<>(List.of(""));
        while (xml.hasNext() && places.size() < DEPTH_MAX) {
            String place = places.element();
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT ->
                    places.push(place.isEmpty() ? xml.getLocalName() : place + "/" + xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> places.pop();
                case XMLStreamConstants.CHARACTERS -> {
                    if (COORDINATE.matcher(place).matches()) {
                        texts.merge(place, xml.getText().strip(), String::concat);
                    }
                }
                default -> {}
            }
        }
    }
}
