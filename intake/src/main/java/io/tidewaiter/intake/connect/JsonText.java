package io.tidewaiter.intake.connect;

import io.tidewaiter.oci.ForeignText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

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
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

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
            return tree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not JSON that we accept: " + ForeignText.quoted(String.valueOf(e.getOriginalMessage())), e);
        }
    }

    /** Without an ObjectMapper, so that a key twice is seen in all versions of it. */
    private static JsonNode tree(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("empty instead of JSON");
            }
            JsonNode node = node(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return node;
        }
    }

    /** The value that the parser stands at; the depth is bounded by the parser. */
    private static JsonNode node(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, node(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(node(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalArgumentException("not JSON that we accept: a " + parser.currentToken());
        };
    }

    private static JsonNode integer(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
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
            return NODES.arrayNode();
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
