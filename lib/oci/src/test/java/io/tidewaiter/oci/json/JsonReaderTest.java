package io.tidewaiter.oci.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonReaderTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonBounds BOUNDS = new JsonBounds(4, 8, 16, 10);
    private static final JsonMapper OTHER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static JsonReader reader(String json) {
        return new JsonReader(json.getBytes(StandardCharsets.UTF_8), BOUNDS);
    }

    private static List<String> tokens(String json) {
        JsonReader reader = reader(json);
        List<String> tokens = new ArrayList<>();
        for (JsonToken token = reader.nextToken(); token != null; token = reader.nextToken()) {
            tokens.add(token.closes() || token.opens() ? token.name() : token + " " + reader.getString());
        }
        return tokens;
    }

    @Test
    void tellsTheTokensInTheirOrder() {
        assertEquals(
                List.of(
                        "START_OBJECT",
                        "PROPERTY_NAME a",
                        "START_ARRAY",
                        "VALUE_NUMBER_INT -1",
                        "VALUE_NUMBER_FLOAT 2.5e-1",
                        "VALUE_STRING x\ny",
                        "END_ARRAY",
                        "PROPERTY_NAME b",
                        "START_OBJECT",
                        "END_OBJECT",
                        "END_OBJECT"),
                tokens(" {\"a\" :[-1,2.5e-1 , \"x\\ny\"],\r\n\t\"b\":{}} "));
    }

    @Test
    void aWordIsItsOwnTextAndNotTheLastOnes() {
        assertEquals(
                List.of(
                        "START_ARRAY",
                        "VALUE_STRING x\n",
                        "VALUE_TRUE true",
                        "VALUE_FALSE false",
                        "VALUE_NULL null",
                        "END_ARRAY"),
                tokens("[\"x\\n\",true,false,null]"));
    }

    @Test
    void meansByAnEscapeWhatJsonMeans() {
        assertEquals(
                List.of(
                        "START_ARRAY",
                        "VALUE_STRING \u00e9",
                        "VALUE_STRING \ud83d\ude00",
                        "VALUE_STRING a/b\"\\",
                        "VALUE_STRING \b\f\r\t\u00fc",
                        "VALUE_STRING \ud800",
                        "END_ARRAY"),
                tokens("[\"\\u00e9\",\"\\uD83D\\ude00\",\"a\\/b\\\"\\\\\",\"\\b\\f\\r\\t\u00fc\",\"\\ud800\"]"));
    }

    @Test
    void passesOverAMarkAndReplacesWhatIsNotUtf8() {
        JsonReader reader =
                new JsonReader(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '"', (byte) 0xe9, '"'}, BOUNDS);
        assertEquals(JsonToken.VALUE_STRING, reader.nextToken());
        assertEquals("\ufffd", reader.getString());
        assertNull(reader.nextToken());
    }

    @Test
    void goesOverWhatIsNotAskedFor() {
        JsonReader reader = reader("{\"a\":{\"b\":[1,{}]},\"c\":3}");
        reader.nextToken();
        reader.nextToken();
        reader.nextToken();
        reader.skipChildren();
        assertEquals(JsonToken.END_OBJECT, reader.currentToken());
        reader.nextToken();
        assertEquals("c", reader.currentName());
        reader.nextToken();
        reader.skipChildren();
        assertEquals(3, reader.getLong(-1));
        assertEquals(JsonToken.END_OBJECT, reader.nextToken());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a" 1}           | expected ':' in line 1, byte 6; saw '1'
            [1 2]             | expected ',' in line 1, byte 4; saw '2'
            [1,]              | expected a value in line 1, byte 4; saw ']'
            {"a":1,}          | expected a name in line 1, byte 8; saw '}'
            [[[[[             | more than 4 objects and arrays within each other in line 1, byte 5; saw '['
            "12345678901234567" | a text of 17 bytes, more than the 16 allowed in line 1, byte 20; saw the end
            {"123456789":1}   | a text of 9 bytes, more than the 8 allowed in line 1, byte 13; saw ':'
            12345678901       | a number of 11 bytes, more than the 10 allowed in line 1, byte 12; saw the end
            [                 | expected a value in line 1, byte 2; saw the end
            {"a":             | expected a value in line 1, byte 6; saw the end
            "a                | expected the end of a string in line 1, byte 3; saw the end
            """)
    void saysWhatIsWrongAndWhere(String json, String message) {
        JsonFault fault = assertThrows(JsonFault.class, () -> tokens(json));
        assertEquals(message, fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "-a",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "NaN",
                "truex",
                "tru",
                "nul",
                "'a'",
                "{a:1}",
                "[1}",
                "{]",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "// c",
                "[1\"a\"]",
                "]",
                "}",
                ",",
                ":",
                "{\"a\"}",
                "1a"
            })
    void refusesWhatIsNotJson(String json) {
        assertThrows(JsonFault.class, () -> tokens(json));
        assertThrows(RuntimeException.class, () -> OTHER.readTree(json)); // so does the other one
    }

    /** Documents made and broken at random: both readers take the same ones, and see the same in them. */
    @Test
    void agreesWithAnotherReader() {
        Random random = new Random(7);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < 40_000; i++) {
            StringBuilder text = new StringBuilder();
            make(random, text, 4);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(random, text);
            }
            byte[] json = text.toString().getBytes(StandardCharsets.US_ASCII);
            Optional<JsonNode> ours = tree(() -> whole(json)).filter(node -> !node.isMissingNode());
            Optional<JsonNode> theirs =
                    tree(() -> OTHER.readTree(json)).filter(node -> !node.isMissingNode()); // an empty document
            assertEquals(theirs.map(JsonNode::toString), ours.map(JsonNode::toString), text::toString);
            taken += ours.isPresent() ? 1 : 0;
            refused += ours.isPresent() ? 0 : 1;
        }
        assertTrue(taken > 10_000 && refused > 10_000, taken + " taken, " + refused + " refused");
    }

    private static JsonNode whole(byte[] json) {
        JsonReader reader = new JsonReader(json, new JsonBounds(32, 100, 100, 100));
        if (reader.nextToken() == null) {
            return OTHER.missingNode();
        }
        JsonNode node = node(reader);
        if (reader.nextToken() != null) {
            throw reader.fault("more than one value");
        }
        return node;
    }

    private static JsonNode node(JsonReader reader) {
        return switch (Objects.requireNonNull(reader.currentToken())) {
            case START_OBJECT -> {
                ObjectNode object = OTHER.createObjectNode();
                while (reader.nextToken() != JsonToken.END_OBJECT) {
                    String name = reader.currentName();
                    reader.nextToken();
                    if (object.has(name)) {
                        throw reader.fault("a key twice");
                    }
                    object.set(name, node(reader));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = OTHER.createArrayNode();
                while (reader.nextToken() != JsonToken.END_ARRAY) {
                    array.add(node(reader));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.stringNode(reader.getString());
            case VALUE_NUMBER_INT -> NODES.numberNode(new BigInteger(reader.getString()));
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(Double.parseDouble(reader.getString()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME -> throw new AssertionError("not at a value");
        };
    }

    private static Optional<JsonNode> tree(Supplier<JsonNode> reading) {
        try {
            return Optional.of(reading.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void make(Random random, StringBuilder text, int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> text.append(random.nextInt());
            case 1 -> text.append(random.nextLong()).append(random.nextBoolean() ? "" : "7");
            case 2 -> text.append(random.nextInt(100)).append(random.nextBoolean() ? ".25" : "e-1");
            case 3 -> text.append(List.of("true", "false", "null").get(random.nextInt(3)));
            case 4, 5 -> string(random, text);
            case 6 -> {
                text.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    make(random, text, depth - 1);
                    text.append(i > 1 ? ", " : "");
                }
                text.append(']');
            }
            default -> {
                text.append("{ ");
                for (int i = random.nextInt(4); i > 0; i--) {
                    string(random, text);
                    text.append(" : ");
                    make(random, text, depth - 1);
                    text.append(i > 1 ? "," : "");
                }
                text.append("\n}");
            }
        }
    }

    private static void string(Random random, StringBuilder text) {
        text.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(4) > 0
                            ? String.valueOf((char) ('a' + random.nextInt(26)))
                            : List.of("\\n", "\\u00e9", "\\\\", "\\\"", "\\/").get(random.nextInt(5)));
        }
        text.append('"');
    }

    private static void change(Random random, StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, (char) (random.nextInt(96) + 32));
            default -> text.setCharAt(at, "{}[]:,\"\\0123eE.-+ \ntfn".charAt(random.nextInt(22)));
        }
        if (text.isEmpty()) {
            text.append('x');
        }
    }
}
