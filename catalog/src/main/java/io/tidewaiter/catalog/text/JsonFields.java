package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON from an image: bounded in depth and in the length of its words, read without building a tree. */
public final class JsonFields {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxNumberLength(1_000)
                    .maxNameLength(50_000)
                    .maxStringLength(4 << 20)
                    .build())
            .build();

    private JsonFields() {}

    /** A parser of a document; its errors are {@code JacksonException}s. */
    public static JsonParser open(byte[] content) {
        return JSON.createParser(ObjectReadContext.empty(), content);
    }

    /** The same of a text. */
    public static JsonParser open(String content) {
        return JSON.createParser(ObjectReadContext.empty(), content);
    }

    /**
     * What is told of a document that is broken.
     *
     * @param what that was read, for example {@code Composer's packages}
     */
    public static Fact unreadable(String what, JacksonException fault) {
        return new Fact.UnreadFact(
                CoverageFact.Kind.FILE_UNREADABLE,
                "",
                "read " + what + ": saw " + ArchiveException.quote(fault.getOriginalMessage()));
    }

    /** Texts and numbers of the object that the parser stands at the beginning of, each under its name, the last of each. */
    public static Map<String, String> read(JsonParser parser) {
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
    public static boolean list(JsonParser parser, String name) {
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
