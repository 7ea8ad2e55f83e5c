package io.tidewaiter.graph.item;

import io.tidewaiter.store.database.ContentHash;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource as queries show it (Azure wire reference 3.6).
 *
 * @param home the table of queries that it is a row of
 * @param scope where the right to read it is needed, in lower case
 * @param versioned what makes a new version of it when it changes; the rest is replaced in place
 * @param resource id, name, type and whatever else of the members that queries know
 */
public record Item(String home, String scope, String versioned, ObjectNode resource) {
    /** An item of which every change is a new version. */
    public static Item of(String home, String scope, ObjectNode resource) {
        return new Item(home, scope.toLowerCase(Locale.ROOT), resource.toString(), resource);
    }

    String hash() {
        return ContentHash.of(home + '\0' + scope + '\0' + versioned).substring(0, 32);
    }

    /** A text member; empty where there is none. */
    String text(String name) {
        JsonNode value = resource.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    /** A member as JSON; null where there is none. */
    @org.jspecify.annotations.Nullable
    String json(String name) {
        JsonNode value = resource.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.toString();
    }

    /** The segment of the id that follows a word, in lower case; empty where there is none. */
    String segment(String word) {
        String[] segments = text("id").toLowerCase(Locale.ROOT).split("/", -1);
        for (int i = 0; i + 1 < segments.length; i++) {
            if (segments[i].equals(word)) {
                return segments[i + 1];
            }
        }
        return "";
    }
}
