package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonBounds;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** JSON from an image: bounded in depth and in the length of its words, read without building a tree. */
public final class JsonFields {
    private static final JsonBounds BOUNDS = new JsonBounds(200, 50_000, 4 << 20, 1_000);

    private JsonFields() {}

    /** A parser of a document; its errors are {@code JsonFault}s. */
    public static JsonReader open(byte[] content) {
        return new JsonReader(content, BOUNDS);
    }

    /** The same of a text. */
    public static JsonReader open(String content) {
        return open(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What is told of a document that is broken.
     *
     * @param what that was read, for example {@code Composer's packages}
     */
    public static Fact unreadable(String what, JsonFault fault) {
        return new Fact.UnreadFact(
                CoverageFact.Kind.FILE_UNREADABLE,
                "",
                "read " + what + ": saw " + ArchiveException.quote(fault.getMessage()));
    }

    /** Texts and numbers of the object that the parser stands at the beginning of, each under its name, the last of each. */
    public static Map<String, String> read(JsonReader parser) {
        Map<String, String> fields = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
                fields.put(name, parser.getString());
            }
            parser.skipChildren();
        }
        return fields;
    }

    /**
     * Goes into a field of the document's object that is a list.
     *
     * @return whether it is there; the parser then stands at the beginning of the list
     */
    public static boolean list(JsonReader parser, String name) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = parser.currentName().equals(name);
            if (parser.nextToken() == JsonToken.START_ARRAY && found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
