package io.tidewaiter.graph.item;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What differs between two versions of a resource, place by place, in the form of {@code resourcechanges}. */
public final class ItemChanges {
    private ItemChanges() {}

    /** By the path of each place that differs; a list is one place. */
    public static ObjectNode between(JsonNode before, JsonNode after) {
        Map<String, String> old = new TreeMap<>();
        Map<String, String> now = new TreeMap<>();
        flatten("", before, old);
        flatten("", after, now);
        Set<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        for (String path : paths) {
            String was = old.get(path);
            String is = now.get(path);
            if (!Objects.equals(was, is)) {
                changes.putObject(path)
                        .put("previousValue", was)
                        .put("newValue", is)
                        .put("propertyChangeType", was == null ? "Insert" : is == null ? "Remove" : "Update")
                        .put("changeCategory", "User");
            }
        }
        return changes;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(m -> flatten(path.isEmpty() ? m.getKey() : path + "." + m.getKey(), m.getValue(), into));
        } else if (!node.isNull()) {
            into.put(path, node.isValueNode() ? node.asString() : node.toString());
        }
    }
}
