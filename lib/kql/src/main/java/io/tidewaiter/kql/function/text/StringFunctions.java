package io.tidewaiter.kql.function.text;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.JavaFunction;
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
        return Stream.of(
                        PlainFunctions.all(),
                        SearchFunctions.all(),
                        ExtractFunctions.all(),
                        EncodingFunctions.all(),
                        HashFunctions.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What the SQL of the functions calls besides them. */
    public static List<JavaFunction> inner() {
        return List.of(
                JavaFunction.strict(
                        "kql_text_of_code_points",
                        List.of(KqlType.DYNAMIC),
                        KqlType.STRING,
                        a -> Encodings.textOfCodePoints((String) a[0])),
                JavaFunction.strict(
                        "kql_hash_long", List.of(KqlType.LONG), KqlType.LONG, a -> XxHash64.hash((Long) a[0])),
                JavaFunction.strict(
                        "kql_hash_text", List.of(KqlType.STRING), KqlType.LONG, a -> XxHash64.hash((String) a[0])),
                JavaFunction.strict(
                        "kql_hash_combine",
                        List.of(KqlType.DYNAMIC),
                        KqlType.LONG,
                        a -> XxHash64.combine((String) a[0])));
    }
}
