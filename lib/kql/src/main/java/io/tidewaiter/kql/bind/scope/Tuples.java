package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.syntax.Expression;
import io.tidewaiter.kql.syntax.Expression.Argument;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Functions that yield several columns where they are called without names for them. */
public final class Tuples {
    private static final Set<String> SORTS = Set.of("array_sort_asc", "array_sort_desc");

    private Tuples() {}

    /** The assignment with a name for each of its columns, where the call yields several. */
    public static Assignment named(Assignment column, Environment environment) {
        if (column.names().size() > 1
                || !(column.value() instanceof Expression.Call call)
                || !SORTS.contains(call.function())) {
            return column;
        }
        List<Argument> arrays = call.arguments().stream()
                .filter(a -> !(a.value() instanceof Expression.Literal(KqlType type, Object value, var place)
                        && type == KqlType.BOOL))
                .toList();
        if (arrays.size() < 2) {
            return column;
        }
        List<String> names = new ArrayList<>();
        for (Argument array : arrays) {
            String own = ResultNames.of(array.value(), environment);
            names.add((own.isEmpty() ? "array" + (names.size() + 1) : own) + "_sorted");
        }
        if (!column.names().isEmpty()) {
            names.set(0, column.names().getFirst());
        }
        return new Assignment(names, column.value());
    }
}
