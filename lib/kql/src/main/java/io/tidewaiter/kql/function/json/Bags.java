package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bags as JSON text, as the functions in Java take and give them. */
final class Bags {
    private static final int PATHS_MAX = 100_000;

    private Bags() {}

    private static Optional<Map<String, Json>> properties(String json) {
        return Json.parse(json)
                .flatMap(j -> j instanceof Json.Bag(Map<String, Json> p) ? Optional.of(p) : Optional.empty());
    }

    /** The same text for the same value, whatever the order of its keys. */
    static String canonical(String json) {
        return Json.parse(json).map(Bags::canonical).orElse(json);
    }

    static String canonical(Json json) {
        return sorted(json).json();
    }

    private static Json sorted(Json json) {
        return switch (json) {
            case Json.Bag b -> {
                Map<String, Json> sorted = new TreeMap<>();
                b.properties().forEach((k, v) -> sorted.put(k, sorted(v)));
                yield new Json.Bag(sorted);
            }
            case Json.Array a ->
                new Json.Array(a.elements().stream().map(Bags::sorted).toList());
            default -> json;
        };
    }

    /** The bags in an array as one; what is no bag is left out, and of only such the result is null. */
    static @Nullable String merge(String bags, long sizeMax) {
        Map<String, Json> merged = new LinkedHashMap<>();
        List<Json> all = Arrays.elements(bags).orElse(List.of());
        boolean hasBag = all.isEmpty();
        for (Json bag : all) {
            if (bag instanceof Json.Bag(Map<String, Json> properties)) {
                hasBag = true;
                properties.forEach((k, v) -> {
                    if (merged.size() < sizeMax) {
                        merged.putIfAbsent(k, v);
                    }
                });
            }
        }
        return hasBag ? new Json.Bag(merged).json() : null;
    }

    private static List<String> path(String key) {
        return key.startsWith("$.") ? List.of(key.substring(2).split("\\.", -1)) : List.of(key);
    }

    static @Nullable Boolean hasKey(String bag, String key) {
        Optional<Map<String, Json>> at = properties(bag);
        if (at.isEmpty()) {
            return null;
        }
        List<String> path = path(key);
        for (String step : path.subList(0, path.size() - 1)) {
            at = at.flatMap(p ->
                    p.get(step) instanceof Json.Bag(Map<String, Json> inner) ? Optional.of(inner) : Optional.empty());
        }
        return at.isPresent() && at.get().containsKey(path.getLast());
    }

    static @Nullable String without(String bag, String keys) {
        Optional<Map<String, Json>> result = properties(bag);
        if (result.isEmpty()) {
            return null;
        }
        Map<String, Json> rest = result.get();
        for (Json key : Arrays.elements(keys).orElse(List.of())) {
            rest = without(rest, path(key.text()));
        }
        return new Json.Bag(rest).json();
    }

    private static Map<String, Json> without(Map<String, Json> bag, List<String> path) {
        Map<String, Json> rest = new LinkedHashMap<>(bag);
        String key = path.getFirst();
        if (path.size() == 1) {
            rest.remove(key);
        } else if (bag.get(key) instanceof Json.Bag(Map<String, Json> inner)) {
            rest.put(key, new Json.Bag(without(inner, path.subList(1, path.size()))));
        }
        return rest;
    }

    static @Nullable String with(@Nullable Object bag, @Nullable Object key, @Nullable Object value) {
        if (!(bag instanceof String text) || !(key instanceof String name)) {
            return null;
        }
        Json set = value instanceof String s ? Json.parse(s).orElse(new Json.Null()) : new Json.Null();
        return properties(text)
                .map(p -> new Json.Bag(with(p, path(name), set)).json())
                .orElse(null);
    }

    private static Map<String, Json> with(Map<String, Json> bag, List<String> path, Json value) {
        Map<String, Json> result = new LinkedHashMap<>(bag);
        String key = path.getFirst();
        if (path.size() == 1) {
            result.put(key, value);
        } else {
            Map<String, Json> inner = bag.get(key) instanceof Json.Bag(Map<String, Json> p) ? p : Map.of();
            result.put(key, new Json.Bag(with(inner, path.subList(1, path.size()), value)));
        }
        return result;
    }

    static @Nullable String zip(String keys, String values) {
        Optional<List<Json>> names = Arrays.elements(keys);
        List<Json> contents = Arrays.elements(values).orElse(List.of());
        if (names.isEmpty()) {
            return null;
        }
        Map<String, Json> bag = new LinkedHashMap<>();
        for (int i = 0; i < names.get().size(); i++) {
            if (names.get().get(i) instanceof Json.Text(String name)) {
                bag.putIfAbsent(name, i < contents.size() ? contents.get(i) : new Json.Null());
            }
        }
        return new Json.Bag(bag).json();
    }

    /** All paths; the elements of an array have one path between them. */
    static @Nullable String paths(String json) {
        Optional<Json> parsed = Json.parse(json);
        if (parsed.isEmpty() || !(parsed.get() instanceof Json.Bag || parsed.get() instanceof Json.Array)) {
            return null;
        }
        Map<String, Json> paths = new LinkedHashMap<>();
        collect(parsed.get(), "", paths);
        return new Json.Array(List.copyOf(paths.values())).json();
    }

    private static void collect(Json json, String prefix, Map<String, Json> paths) {
        List<Map.Entry<String, Json>> inner = new ArrayList<>();
        switch (json) {
            case Json.Bag b -> b.properties().forEach((k, v) -> inner.add(Map.entry(prefix + "['" + k + "']", v)));
            case Json.Array a -> a.elements().forEach(e -> inner.add(Map.entry(prefix + "[0]", e)));
            default -> {}
        }
        for (Map.Entry<String, Json> e : inner) {
            if (paths.size() < PATHS_MAX) {
                paths.putIfAbsent(e.getKey(), new Json.Text(e.getKey()));
                collect(e.getValue(), e.getKey(), paths);
            }
        }
    }
}
