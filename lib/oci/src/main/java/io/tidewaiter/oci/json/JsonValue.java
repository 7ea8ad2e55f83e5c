package io.tidewaiter.oci.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document of others as a tree: bounded in depth and in the length of names and numbers; a key twice is refused,
 * because two readers would see two documents. What is not there is a value, too, and has nothing in it; so is null.
 */
public final class JsonValue implements Iterable<JsonValue> {
    private static final JsonBounds BOUNDS = new JsonBounds(32, 4096, Integer.MAX_VALUE, 100);
    private static final JsonValue MISSING = new JsonValue(null);

    /** A map, a list, a string, a boolean, a long; {@link #MISSING} of every other number; null. */
    private final @Nullable Object content;

    private JsonValue(@Nullable Object content) {
        this.content = content;
    }

    /**
     * Reads a document whose bytes the caller has bounded.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static JsonValue of(byte[] json) {
        JsonReader reader = new JsonReader(json, BOUNDS);
        try {
            if (reader.nextToken() == null) {
                throw new IllegalArgumentException("empty instead of JSON");
            }
            JsonValue value = read(reader);
            if (reader.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return value;
        } catch (JsonFault e) {
            throw new IllegalArgumentException("not JSON that we accept: " + e.getMessage(), e);
        }
    }

    /** As {@link #of}, for a document that has to be an object. */
    public static JsonValue object(byte[] json) {
        JsonValue value = of(json);
        if (!value.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return value;
    }

    private static JsonValue read(JsonReader reader) {
        return switch (Objects.requireNonNull(reader.currentToken())) {
            case START_OBJECT -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (reader.nextToken() != JsonToken.END_OBJECT) {
                    String name = reader.currentName();
                    reader.nextToken();
                    if (members.put(name, read(reader)) != null) {
                        throw reader.fault("a key twice");
                    }
                }
                yield new JsonValue(members);
            }
            case START_ARRAY -> {
                List<JsonValue> elements = new ArrayList<>();
                while (reader.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(read(reader));
                }
                yield new JsonValue(elements);
            }
            case VALUE_STRING -> new JsonValue(reader.getString());
            case VALUE_NUMBER_INT -> {
                long number = reader.getLong(Long.MIN_VALUE);
                yield new JsonValue(number == Long.MIN_VALUE ? MISSING : number);
            }
            case VALUE_NUMBER_FLOAT -> new JsonValue(MISSING);
            case VALUE_TRUE -> new JsonValue(true);
            case VALUE_FALSE -> new JsonValue(false);
            case VALUE_NULL -> MISSING;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME -> throw new IllegalStateException("not at a value");
        };
    }

    /** Whether it is not there, or null. */
    public boolean isMissing() {
        return content == null;
    }

    public boolean isObject() {
        return content instanceof Map;
    }

    public boolean isArray() {
        return content instanceof List;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(content);
    }

    /** A string's text. */
    public Optional<String> text() {
        return content instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A number without fraction and exponent, of up to 18 digits. */
    public OptionalLong whole() {
        return content instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** The names of an object's members, in their order; none of anything else. */
    public Set<String> names() {
        return members().keySet();
    }

    public boolean has(String name) {
        return members().containsKey(name);
    }

    /** A member of an object. */
    public JsonValue get(String name) {
        return members().getOrDefault(name, MISSING);
    }

    /** A member that is a string; empty where it is missing or null. */
    public String text(String name) {
        JsonValue member = get(name);
        if (member.isMissing()) {
            return "";
        }
        return member.text().orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a string"));
    }

    /** A member that is an array of up to {@code countMax} elements; empty where it is missing or null. */
    public List<JsonValue> array(String name, int countMax) {
        JsonValue member = get(name);
        if (!member.isMissing() && !member.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" is not an array");
        }
        if (member.elements().size() > countMax) {
            throw new IllegalArgumentException("\"" + name + "\" has "
                    + member.elements().size() + " elements, more than the " + countMax + " allowed");
        }
        return member.elements();
    }

    /** How many elements of an array, or members of an object, there are. */
    public int size() {
        return isObject() ? members().size() : elements().size();
    }

    /** The elements of an array; none of anything else. */
    @Override
    public Iterator<JsonValue> iterator() {
        return elements().iterator();
    }

    @SuppressWarnings("unchecked") // what read made
    private Map<String, JsonValue> members() {
        return content instanceof Map<?, ?> members ? (Map<String, JsonValue>) members : Map.of();
    }

    @SuppressWarnings("unchecked") // what read made
    private List<JsonValue> elements() {
        return content instanceof List<?> elements ? (List<JsonValue>) elements : List.of();
    }
}
