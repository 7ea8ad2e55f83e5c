package io.tidewaiter.kql.function.operator;

import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** The operators on values. */
public final class Operators {
    private static final List<ScalarFunction> ALL = Stream.of(
                    ComparisonOperators.all(),
                    ArithmeticOperators.all(),
                    ListOperators.all(),
                    TextOperators.all(),
                    TermOperators.all())
            .flatMap(List::stream)
            .toList();

    private Operators() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return ALL;
    }
}
