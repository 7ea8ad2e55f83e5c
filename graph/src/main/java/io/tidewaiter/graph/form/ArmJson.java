package io.tidewaiter.graph.form;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Short words for the JSON of resources. */
public final class ArmJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ArmJson() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The start of every ARM resource: id, name, type. */
    public static ObjectNode resource(String id, String name, String type) {
        return object().put("id", id).put("name", name).put("type", type);
    }

    /** A string member; empty where it is absent or no string. */
    public static String text(JsonNode at, String name) {
        JsonNode value = at.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    /** An object in text; empty where it is none. */
    public static Optional<ObjectNode> read(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
