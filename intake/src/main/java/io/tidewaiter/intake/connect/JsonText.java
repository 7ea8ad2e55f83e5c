package io.tidewaiter.intake.connect;

import io.tidewaiter.oci.ForeignText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of others: bounded in depth and in the length of names, numbers and strings; a key twice is refused. */
public final class JsonText {
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_CHARS_MAX = 100;
    private static final int NAME_CHARS_MAX = 4096;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /**
     * Reads a JSON object whose bytes the caller has bounded.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static JsonNode object(byte[] json) {
        JsonNode node = value(json);
        if (!node.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return node;
    }

    /** As {@link #object}, for a document that may be anything. */
    public static JsonNode value(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isMissingNode()) {
                throw new IllegalArgumentException("empty instead of JSON");
            }
            return node;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not JSON that we accept: " + ForeignText.quoted(String.valueOf(e.getOriginalMessage())), e);
        }
    }

    /** A member that is a string; empty where it is missing or null. */
    public static String text(JsonNode object, String key) {
        JsonNode node = object.get(key);
        if (node == null || node.isNull()) {
            return "";
        }
        if (!node.isString()) {
            throw new IllegalArgumentException("\"" + key + "\" is not a string");
        }
        return node.stringValue();
    }

    /** A member that is an array of up to {@code countMax} elements; an empty array where it is missing or null. */
    public static JsonNode array(JsonNode object, String key, int countMax) {
        JsonNode node = object.get(key);
        if (node == null || node.isNull()) {
            return MAPPER.createArrayNode();
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException("\"" + key + "\" is not an array");
        }
        if (node.size() > countMax) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" has " + node.size() + " elements, more than the " + countMax + " allowed");
        }
        return node;
    }
}
