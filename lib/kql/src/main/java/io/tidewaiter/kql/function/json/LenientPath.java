package io.tidewaiter.kql.function.json;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Places in dynamic values whose keys are spelled in another case than asked for, as the original tolerates. */
public final class LenientPath {
    private LenientPath() {}

    /** What the SQL of paths calls: the value, and the steps as a JSON array of strings and whole numbers. */
    public static List<JavaFunction> inner() {
        return List.of(JavaFunction.strict(
                "kql_path",
                List.of(KqlType.DYNAMIC, KqlType.STRING),
                KqlType.DYNAMIC,
                a -> find((String) a[0], (String) a[1])));
    }

    private static @Nullable String find(String json, String path) {
        Optional<Json> at = Json.parse(json);
        if (Json.parse(path).orElse(null) instanceof Json.Array(List<Json> steps)) {
            for (Json step : steps) {
                at = at.flatMap(value -> into(value, step));
            }
        }
        return at.filter(found -> !(found instanceof Json.Null)).map(Json::json).orElse(null);
    }

    private static Optional<Json> into(Json value, Json step) {
        if (value instanceof Json.Bag(Map<String, Json> properties) && step instanceof Json.Text(String key)) {
            Json exact = properties.get(key);
            return exact != null
                    ? Optional.of(exact)
                    : properties.entrySet().stream()
                            .filter(e -> e.getKey().equalsIgnoreCase(key))
                            .map(Map.Entry::getValue)
                            .findFirst();
        }
        if (value instanceof Json.Array(List<Json> elements) && step instanceof Json.Num number && number.isWhole()) {
            long index = Long.parseLong(number.text());
            long from = index < 0 ? elements.size() + index : index;
            return from >= 0 && from < elements.size() ? Optional.of(elements.get((int) from)) : Optional.empty();
        }
        return Optional.empty();
    }
}
