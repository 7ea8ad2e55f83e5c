package io.tidewaiter.catalog.javaarchive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The main attributes of a META-INF/MANIFEST.MF that tell who a jar is (JAR File Specification, "Main Attributes"). */
record JarAttributes(Map<String, String> values) {
    private static final int VALUE_CHARS_MAX = 512;
    private static final Set<String> WANTED = Set.of(
            "implementation-title",
            "implementation-version",
            "implementation-vendor-id",
            "bundle-symbolicname",
            "bundle-version",
            "specification-version",
            "group-id",
            "short-name",
            "plugin-version");

    static final JarAttributes NONE = new JarAttributes(Map.of());

    JarAttributes {
        values = Map.copyOf(values);
    }

    /** Reads up to the first blank line, or the end of what was read; the first of each name counts. */
    static JarAttributes parse(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Map<String, String> values = new HashMap<>();
        String name = "";
        StringBuilder value = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = endOfLine(text, at);
            if (end == at) {
                break;
            }
            if (text.charAt(at) == ' ') {
                append(value, text, at + 1, end);
            } else {
                values.putIfAbsent(name, value.toString().strip());
                int colon = text.indexOf(':', at);
                boolean header = colon >= 0 && colon < end && colon - at < 80;
                name = header ? text.substring(at, colon).toLowerCase(Locale.ROOT) : "";
                value.setLength(0);
                if (WANTED.contains(name)) {
                    append(value, text, colon + 1, end);
                } else {
                    name = "";
                }
            }
            at = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        values.putIfAbsent(name, value.toString().strip());
        values.remove("");
        return new JarAttributes(values);
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static void append(StringBuilder value, String text, int from, int end) {
        value.append(text, from, Math.min(end, from + Math.max(0, VALUE_CHARS_MAX - value.length())));
    }

    /** An attribute that can be a coordinate; empty where there is none such. */
    String coordinate(String name) {
        return Coordinates.checked(values.getOrDefault(name, ""));
    }

    /** The symbolic name without its directives. */
    String symbolicName() {
        String value = values.getOrDefault("bundle-symbolicname", "");
        int semicolon = value.indexOf(';');
        return Coordinates.checked((semicolon < 0 ? value : value.substring(0, semicolon)).strip());
    }

    /** The first word of a version, as {@code 1.8.21-release-380(1.8.21)} is one and {@code 1.2 (private)} is not. */
    String version(String name) {
        String value = values.getOrDefault(name, "");
        int space = value.indexOf(' ');
        return Coordinates.checked(space < 0 ? value : value.substring(0, space));
    }

    boolean isJavaRuntime() {
        return values.getOrDefault("implementation-title", "").equals("Java Runtime Environment");
    }
}
