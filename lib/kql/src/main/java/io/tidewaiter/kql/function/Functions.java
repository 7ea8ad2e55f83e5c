package io.tidewaiter.kql.function;

import io.tidewaiter.kql.function.geo.GeoFunctions;
import io.tidewaiter.kql.function.json.DynamicFunctions;
import io.tidewaiter.kql.function.json.LenientPath;
import io.tidewaiter.kql.function.number.MathFunctions;
import io.tidewaiter.kql.function.operator.TermOperators;
import io.tidewaiter.kql.function.parse.ParsingFunctions;
import io.tidewaiter.kql.function.sketch.SketchFunctions;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.text.StringFunctions;
import io.tidewaiter.kql.function.time.TimeFunctions;
import io.tidewaiter.kql.function.time.TimeText;
import io.tidewaiter.kql.function.value.ConditionFunctions;
import io.tidewaiter.kql.function.value.ContextFunctions;
import io.tidewaiter.kql.function.value.ConversionFunctions;
import io.tidewaiter.kql.function.value.RefusedFunctions;
import java.util.List;
import java.util.stream.Stream;

/** The functions of values, from their packages. */
final class Functions {
    private static final List<ScalarFunction> ALL = Stream.of(
                    ConversionFunctions.all(),
                    ConditionFunctions.all(),
                    StringFunctions.all(),
                    ParsingFunctions.all(),
                    MathFunctions.all(),
                    TimeFunctions.all(),
                    DynamicFunctions.all(),
                    ContextFunctions.all(),
                    SketchFunctions.all(),
                    GeoFunctions.all(),
                    RefusedFunctions.all())
            .flatMap(List::stream)
            .toList();

    private Functions() {}

    static List<ScalarFunction> all() {
        return ALL;
    }

    /** What no query can name, but other functions use. */
    static List<JavaFunction> inner() {
        return Stream.of(
                        TimeText.inner(),
                        TermOperators.inner(),
                        LenientPath.inner(),
                        StringFunctions.inner(),
                        ParsingFunctions.inner(),
                        MathFunctions.inner(),
                        DynamicFunctions.inner(),
                        SketchFunctions.inner())
                .flatMap(List::stream)
                .toList();
    }
}
