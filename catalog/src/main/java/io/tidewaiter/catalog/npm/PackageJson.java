package io.tidewaiter.catalog.npm;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;

/** Name and version of a package.json, the last of each as Node reads it. */
final class PackageJson {
    private static final int NAME_CHARS_MAX = 214; // npm docs, "package.json: name"
    private static final int VERSION_CHARS_MAX = 256;

    private PackageJson() {}

    /** What the file came to. */
    sealed interface Outcome {
        /** A package; the name has its scope in front. */
        record Named(String name, String version) implements Outcome {}

        /** No name or no version: nothing that npm would install, such as a folder's module type. */
        record Nameless() implements Outcome {}

        /** Not JSON, or beyond what we read; {@code saw} is fit for a message. */
        record Broken(String saw) implements Outcome {}
    }

    static Outcome parse(byte[] content) {
        try {
            JsonReader parser = JsonFields.open(content);
            return parse(parser);
        } catch (JsonFault e) {
            return new Outcome.Broken(ArchiveException.quote(e.getMessage()));
        }
    }

    private static Outcome parse(JsonReader parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new Outcome.Broken("no JSON object");
        }
        String name = "";
        String version = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            if (field.equals("name")) {
                name = text ? parser.getString() : "";
            } else if (field.equals("version")) {
                version = text ? clean(parser.getString()) : "";
            }
            parser.skipChildren();
        }
        boolean named = isPlain(name, NAME_CHARS_MAX) && isPlain(version, VERSION_CHARS_MAX) && isName(name);
        return named ? new Outcome.Named(name, version) : new Outcome.Nameless();
    }

    /** As npm takes it: without {@code v} and {@code =} in front (node-semver, {@code clean}). */
    private static String clean(String version) {
        String plain = version.strip();
        int start = 0;
        while (start < plain.length() && "=v".indexOf(plain.charAt(start)) >= 0) {
            start++;
        }
        return plain.substring(start);
    }

    private static boolean isPlain(String text, int charsMax) {
        return !text.isEmpty() && text.length() <= charsMax && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** {@code name}, or {@code @scope/name}. */
    private static boolean isName(String name) {
        int slash = name.indexOf('/');
        return name.startsWith("@")
                ? slash > 1 && slash < name.length() - 1 && name.indexOf('/', slash + 1) < 0
                : slash < 0;
    }
}
