package io.tidewaiter.server.shape;

import io.tidewaiter.server.http.Quoted;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON value against its form.
 *
 * <p>What comes out is what is kept: names and choices in their declared spelling, nothing that is absent, nothing that
 * only the service says.
 */
public final class ShapeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int NAME_CHARS_MAX = 512;

    private ShapeReader() {}

    /** What a value turned out to be. */
    public sealed interface Reading {
        /** As declared. */
        record Sound(ObjectNode value) implements Reading {}

        /** Not as declared. */
        record Fault(String path, String message) implements Reading {}
    }

    private static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String path;

        FaultException(String path, String message) {
            super(message, null, false, false);
            this.path = path;
        }
    }

    /** Reads an object. */
    public static Reading read(Shape.Members shape, JsonNode value) {
        try {
            return new Reading.Sound(members(shape, value, ""));
        } catch (FaultException e) {
            return new Reading.Fault(e.path, String.valueOf(e.getMessage()));
        }
    }

    /** The same object without what goes in and never out. */
    public static ObjectNode shown(Shape.Members shape, ObjectNode kept) {
        ObjectNode shown = NODES.objectNode();
        kept.forEachEntry((name, value) -> {
            Shape.Member member = shape.members().get(name);
            if (member == null || member.use() != Shape.Use.WRITE_ONLY) {
                shown.set(name, member == null ? value : shown(member.shape(), value));
            }
        });
        return shown;
    }

    private static JsonNode shown(Shape shape, JsonNode kept) {
        return switch (shape) {
            case Shape.Members members when kept instanceof ObjectNode object -> shown(members, object);
            case Shape.ListOf list
            when kept instanceof ArrayNode array -> {
                ArrayNode items = NODES.arrayNode();
                array.forEach(item -> items.add(shown(list.item(), item)));
                yield items;
            }
            case Shape.OneOf one
            when kept instanceof ObjectNode object -> {
                Shape.Members kind =
                        one.kinds().get(object.path(one.discriminator()).asString(""));
                yield kind == null ? kept : shown(kind, object);
            }
            default -> kept;
        };
    }

    private static JsonNode value(Shape shape, JsonNode value, String path) {
        return switch (shape) {
            case Shape.Text text -> text(text, value, path);
            case Shape.Choice choice -> choice(choice, value, path);
            case Shape.Flag flag -> need(value, value.isBoolean(), path, "is true or false");
            case Shape.Whole whole -> whole(whole, value, path);
            case Shape.Decimal decimal -> need(value, value.isNumber(), path, "is a number");
            case Shape.Time time -> time(value, path);
            case Shape.ListOf list -> list(list, value, path);
            case Shape.MapOf map -> map(map, value, path);
            case Shape.Members members -> members(members, value, path);
            case Shape.OneOf one -> oneOf(one, value, path);
            case Shape.Anything any ->
                need(
                        value,
                        value.toString().length() <= any.charsMax(),
                        path,
                        "has at most " + any.charsMax() + " characters");
        };
    }

    private static JsonNode need(JsonNode value, boolean holds, String path, String otherwise) {
        if (!holds) {
            throw new FaultException(path, "'" + path + "' " + otherwise + ".");
        }
        return value;
    }

    private static JsonNode text(Shape.Text shape, JsonNode value, String path) {
        need(value, value.isString(), path, "is a string");
        String text = value.stringValue();
        need(value, text.length() <= shape.charsMax(), path, "has at most " + shape.charsMax() + " characters");
        return need(value, shape.pattern().matcher(text).matches(), path, "is " + shape.hint());
    }

    private static JsonNode choice(Shape.Choice shape, JsonNode value, String path) {
        String hint = "is one of " + String.join(", ", shape.values());
        need(value, value.isString(), path, hint);
        Optional<String> known = shape.values().stream()
                .filter(v -> v.equalsIgnoreCase(value.stringValue()))
                .findFirst();
        need(value, known.isPresent(), path, hint);
        return NODES.stringNode(known.orElseThrow());
    }

    private static JsonNode whole(Shape.Whole shape, JsonNode value, String path) {
        boolean within = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= shape.min()
                && value.longValue() <= shape.max();
        return need(value, within, path, "is a whole number from " + shape.min() + " to " + shape.max());
    }

    private static JsonNode time(JsonNode value, String path) {
        try {
            need(value, value.isString(), path, "is a time in ISO 8601");
            return NODES.stringNode(
                    OffsetDateTime.parse(value.stringValue()).toInstant().toString());
        } catch (DateTimeException e) {
            throw new FaultException(path, "'" + path + "' is a time in ISO 8601, for example 2026-11-30T12:00:00Z.");
        }
    }

    private static JsonNode list(Shape.ListOf shape, JsonNode value, String path) {
        need(value, value.isArray(), path, "is an array");
        need(value, value.size() <= shape.itemsMax(), path, "has at most " + shape.itemsMax() + " items");
        ArrayNode items = NODES.arrayNode();
        for (int i = 0; i < value.size(); i++) {
            items.add(value(shape.item(), value.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    private static JsonNode map(Shape.MapOf shape, JsonNode value, String path) {
        need(value, value.isObject(), path, "is an object");
        need(value, value.size() <= shape.entriesMax(), path, "has at most " + shape.entriesMax() + " members");
        ObjectNode read = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = entry.getKey();
            need(value, name.length() <= NAME_CHARS_MAX, path, "has names of at most 512 characters");
            if (!entry.getValue().isNull()) {
                read.set(name, value(shape.value(), entry.getValue(), child(path, name)));
            }
        }
        return read;
    }

    private static ObjectNode members(Shape.Members shape, JsonNode value, String path) {
        need(value, value.isObject(), path.isEmpty() ? "body" : path, "is an object");
        ObjectNode read = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = spelled(shape, entry.getKey());
            String at = child(path, name);
            Shape.Member member = shape.members().get(name);
            if (member == null) {
                throw new FaultException(
                        at,
                        "Could not find member '" + Quoted.of(name) + "' on this object; known are "
                                + shape.members().keySet().stream().collect(Collectors.joining(", ")) + ".");
            }
            if (!entry.getValue().isNull() && member.use() != Shape.Use.READ_ONLY) {
                read.set(name, value(member.shape(), entry.getValue(), at));
            }
        }
        shape.members().forEach((name, member) -> {
            if (member.use() == Shape.Use.REQUIRED) {
                need(value, read.has(name), child(path, name), "is required");
            }
        });
        return read;
    }

    private static ObjectNode oneOf(Shape.OneOf shape, JsonNode value, String path) {
        need(value, value.isObject(), path, "is an object");
        JsonNode given = value.path(spelled(value, shape.discriminator()));
        String kind = choice(
                        new Shape.Choice(
                                shape.kinds().keySet().stream().sorted().toList()),
                        given,
                        child(path, shape.discriminator()))
                .stringValue();
        Shape.Members members = shape.kinds().get(kind);
        if (members == null) {
            throw new FaultException(path, "'" + path + "' is of no known kind.");
        }
        return members(members.must(shape.discriminator(), Shape.choice(kind)), value, path);
    }

    /** The declared spelling of a name; names that differ in case are the same. */
    private static String spelled(Shape.Members shape, String name) {
        return shape.members().containsKey(name)
                ? name
                : shape.members().keySet().stream()
                        .filter(known -> known.equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(name);
    }

    private static String spelled(JsonNode object, String name) {
        return object.propertyNames().stream()
                .filter(given -> given.equalsIgnoreCase(name))
                .findFirst()
                .orElse(name);
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? Quoted.of(name) : path + "." + Quoted.of(name);
    }
}
