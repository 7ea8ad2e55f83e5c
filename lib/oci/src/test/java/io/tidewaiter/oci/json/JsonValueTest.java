package io.tidewaiter.oci.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {
    private static JsonValue value(String json) {
        return JsonValue.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void holdsWhatTheDocumentHolds() {
        JsonValue value = value("{\"a\":{\"b\":[\"x\",1,true,1.5,12345678901234567890]},\"n\":null}");
        assertTrue(value.isObject() && value.has("n") && !value.has("x"));
        assertEquals(List.of("a", "n"), List.copyOf(value.names()));
        assertTrue(value.get("n").isMissing() && value.get("x").get("y").isMissing());
        List<JsonValue> list = value.get("a").array("b", 5);
        assertEquals(Optional.of("x"), list.get(0).text());
        assertEquals(OptionalLong.of(1), list.get(1).whole());
        assertTrue(list.get(2).isTrue());
        assertEquals(OptionalLong.empty(), list.get(3).whole());
        assertEquals(OptionalLong.empty(), list.get(4).whole());
        assertFalse(list.get(4).isMissing());
        assertEquals(5, value.get("a").get("b").size());
        assertEquals("", value.text("n"));
    }

    @Test
    void refusesOtherKindsThanWereAskedFor() {
        JsonValue value = value("{\"a\":[1,2],\"b\":1}");
        assertThrows(IllegalArgumentException.class, () -> value.text("b"));
        assertThrows(IllegalArgumentException.class, () -> value.array("b", 5));
        assertThrows(IllegalArgumentException.class, () -> value.array("a", 1));
        assertThrows(IllegalArgumentException.class, () -> JsonValue.object("[]".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":1,"a":2} | not JSON that we accept: a key twice in line 1, byte 13; saw '}'
            {} {}         | more than one JSON value
            ~ ~           | empty instead of JSON
            """)
    void refusesWhatCouldBeReadInTwoWays(String json, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> value(json)).getMessage());
    }
}
