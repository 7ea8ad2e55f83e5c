package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.value.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arrays as sets: each element once, in the order of its first appearance. */
final class SetFunctions {
    private static final String GROUP = "Sets";

    private SetFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                function("set_has_element", GROUP, "Whether the array has the value.")
                        .gives(KqlType.BOOL)
                        .takes(parameter("set", Kind.DYNAMIC), parameter("value", Kind.VALUE))
                        .sql(
                                "coalesce(list_contains(CAST(CASE WHEN json_type($1) = 'ARRAY' THEN $1 END AS JSON[]), $2), FALSE)")
                        .example("set_has_element(dynamic(['a','b']), 'b')", "true")
                        .example("set_has_element(dynamic([1,2]), 3)", "false")
                        .done(),
                many("set_union", "What is in any of the arrays.", "union")
                        .example("set_union(dynamic([1,2,1]), dynamic([3,2]))", "[1,2,3]")
                        .done(),
                many("set_intersect", "What is in all the arrays.", "intersect")
                        .example("set_intersect(dynamic([1,2,3]), dynamic([3,2]))", "[2,3]")
                        .done(),
                many("set_difference", "What is in the first array and in none of the others.", "difference")
                        .example("set_difference(dynamic([1,2,3]), dynamic([3]), dynamic([1]))", "[2]")
                        .done(),
                function("set_equals", GROUP, "Whether two arrays have the same elements.")
                        .gives(KqlType.BOOL)
                        .takes(parameter("set1", Kind.DYNAMIC), parameter("set2", Kind.DYNAMIC))
                        .java(a -> equal((String) a[0], (String) a[1]))
                        .example("set_equals(dynamic([1,2]), dynamic([2,1,1]))", "true")
                        .done(),
                function("jaccard_index", GROUP, "How many elements two arrays share, of all that they have.")
                        .gives(KqlType.REAL)
                        .takes(parameter("set1", Kind.DYNAMIC), parameter("set2", Kind.DYNAMIC))
                        .java(a -> jaccard((String) a[0], (String) a[1]))
                        .example("jaccard_index(dynamic([1,2,3]), dynamic([1,2,3,4]))", "0.75")
                        .done());
    }

    private static Declaration many(String name, String text, String operation) {
        return function(name, GROUP, text)
                .gives(KqlType.DYNAMIC)
                .takes(parameter("set", Kind.VALUE).repeated())
                .sql("CAST(kql_set(json_array($*), '" + operation + "') AS JSON)");
    }

    static List<JavaFunction> inner() {
        return List.of(JavaFunction.strict(
                "kql_set",
                List.of(KqlType.DYNAMIC, KqlType.STRING),
                KqlType.DYNAMIC,
                a -> combined((String) a[0], (String) a[1])));
    }

    private static Optional<Map<String, Json>> set(Json array) {
        if (!(array instanceof Json.Array(List<Json> elements))) {
            return Optional.empty();
        }
        Map<String, Json> set = new LinkedHashMap<>();
        elements.forEach(e -> set.putIfAbsent(Bags.canonical(e), e));
        return Optional.of(set);
    }

    private static @Nullable String combined(String arrays, String operation) {
        Map<String, Json> result = new LinkedHashMap<>();
        boolean isFirst = true;
        for (Json array : Arrays.elements(arrays).orElse(List.of())) {
            Optional<Map<String, Json>> set = set(array);
            if (set.isEmpty()) {
                return null;
            }
            if (isFirst || operation.equals("union")) {
                set.get().forEach(result::putIfAbsent);
            } else if (operation.equals("intersect")) {
                result.keySet().retainAll(set.get().keySet());
            } else {
                result.keySet().removeAll(set.get().keySet());
            }
            isFirst = false;
        }
        return new Json.Array(List.copyOf(result.values())).json();
    }

    private static Optional<Set<String>> keys(String array) {
        return Json.parse(array).flatMap(SetFunctions::set).map(Map::keySet);
    }

    private static @Nullable Boolean equal(String one, String other) {
        Optional<Set<String>> a = keys(one);
        Optional<Set<String>> b = keys(other);
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        return a.get().equals(b.get());
    }

    private static @Nullable Double jaccard(String one, String other) {
        Optional<Set<String>> a = keys(one);
        Optional<Set<String>> b = keys(other);
        if (a.isEmpty() || b.isEmpty()) {
            return null;
        }
        long shared = a.get().stream().filter(b.get()::contains).count();
        long all = a.get().size() + b.get().size() - shared;
        return all == 0 ? Double.NaN : (double) shared / all;
    }
}
