package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** Functions of strings. */
public final class StringFunctions {
    /** The heading of the reference page. */
    static final String GROUP = "Strings";

    private StringFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return Stream.of(PlainFunctions.all()).flatMap(List::stream).toList();
    }
}
