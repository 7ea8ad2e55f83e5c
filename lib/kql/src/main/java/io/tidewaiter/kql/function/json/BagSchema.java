package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The least schema that admits some values: names of types, bags of schemas, and for arrays a bag with one key. */
final class BagSchema {
    private static final String ELEMENTS = "`indexer`";

    private final Set<String> scalars = new LinkedHashSet<>();
    private final Map<String, BagSchema> properties = new LinkedHashMap<>();
    private boolean hasBag;

    private BagSchema() {}

    /** The schema of the values in an array; null where there are none, or nulls only. */
    static @Nullable String of(String values) {
        BagSchema schema = new BagSchema();
        Arrays.elements(values).orElse(List.of()).forEach(schema::add);
        boolean isEmpty = schema.scalars.isEmpty() && !schema.hasBag;
        return isEmpty ? null : schema.json().json();
    }

    private void add(Json json) {
        switch (json) {
            case Json.Null n -> {}
            case Json.Bool b -> scalars.add("bool");
            case Json.Num n -> scalars.add(n.isWhole() ? "long" : "double");
            case Json.Text t -> scalars.add("string");
            case Json.Array a -> {
                hasBag = true;
                BagSchema elements = properties.computeIfAbsent(ELEMENTS, k -> new BagSchema());
                a.elements().forEach(elements::add);
            }
            case Json.Bag b -> {
                hasBag = true;
                b.properties()
                        .forEach((k, v) -> properties
                                .computeIfAbsent(k, x -> new BagSchema())
                                .add(v));
            }
        }
    }

    private Json json() {
        List<Json> alternatives = new ArrayList<>();
        scalars.forEach(s -> alternatives.add(new Json.Text(s)));
        if (hasBag) {
            Map<String, Json> bag = new LinkedHashMap<>();
            properties.forEach((k, v) -> bag.put(k, v.json()));
            alternatives.add(new Json.Bag(bag));
        }
        return switch (alternatives.size()) {
            case 0 -> new Json.Text("null");
            case 1 -> alternatives.getFirst();
            default -> new Json.Array(alternatives);
        };
    }
}
