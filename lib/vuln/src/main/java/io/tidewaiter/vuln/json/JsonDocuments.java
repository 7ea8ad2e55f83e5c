package io.tidewaiter.vuln.json;

import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Opens JSON documents of foreign origin; whatever is wrong with one is a {@link DocumentFault}. */
public final class JsonDocuments {
    private static final int NAME_CHARS_MAX = 4096;
    private static final int NUMBER_CHARS_MAX = 1000;

    private final JsonFactory factory;
    private final int listMax;

    private JsonDocuments(JsonFactory factory, int listMax) {
        this.factory = factory;
        this.listMax = listMax;
    }

    /**
     * Reads documents within these limits.
     *
     * @param bytesMax a longer document is a fault
     * @param nestingMax a deeper document is a fault
     * @param stringCharsMax a longer string is a fault
     * @param listMax a longer array is a fault
     */
    public JsonDocuments(long bytesMax, int nestingMax, int stringCharsMax, int listMax) {
        this.listMax = listMax;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(bytesMax)
                        .maxNestingDepth(nestingMax)
                        .maxStringLength(stringCharsMax)
                        .maxNameLength(NAME_CHARS_MAX)
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .build())
                .build();
    }

    /** The same, forgiving a comma behind the last element of a list, as some vendors write it. */
    public JsonDocuments withTrailingCommas() {
        return new JsonDocuments(
                factory.rebuild().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build(), listMax);
    }

    /** Reads one object and nothing after it; {@code document} consumes the object. */
    public void object(InputStream in, Consumer<JsonCursor> document) {
        read(in, json -> json.startAt(true), document);
    }

    /** Reads one array and nothing after it; {@code document} consumes the array. */
    public void array(InputStream in, Consumer<JsonCursor> document) {
        read(in, json -> json.startAt(false), document);
    }

    /** Reads one object or array and nothing after it; {@code document} consumes what it is. */
    public void either(InputStream in, Consumer<JsonCursor> document) {
        read(in, JsonCursor::startAtEither, document);
    }

    private void read(InputStream in, Consumer<JsonCursor> start, Consumer<JsonCursor> document) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), in)) {
            JsonCursor json = new JsonCursor(parser, listMax);
            start.accept(json);
            document.accept(json);
            json.end();
        } catch (JacksonException e) {
            throw new DocumentFault("not JSON within limits: "
                    + JsonCursor.cut(String.valueOf(e.getOriginalMessage()).replace('\n', ' '), 200));
        }
    }
}
