package io.tidewaiter.server.judge;

import io.tidewaiter.server.http.Responses;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Short words for the JSON of these types. */
final class Resources {
    private Resources() {}

    /** The start of every ARM resource: id, name, type. */
    static ObjectNode of(String id, String name, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", name)
                .put("type", type);
    }

    /** What we wrote ourselves as an object. */
    static ObjectNode read(String text) {
        return (ObjectNode) Responses.JSON.readTree(text);
    }
}
