package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Stream;

/** Functions of texts that have a structure of their own. */
public final class ParsingFunctions {
    private ParsingFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return Stream.of(ParseFunctions.all(), IpFunctions.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What the SQL of the functions calls besides them. */
    public static List<JavaFunction> inner() {
        List<KqlType> textAndArray = List.of(KqlType.STRING, KqlType.DYNAMIC);
        return List.of(
                JavaFunction.strict(
                        "kql_pairs",
                        List.of(KqlType.STRING, KqlType.STRING),
                        KqlType.DYNAMIC,
                        a -> KeyValues.bag((String) a[0], (String) a[1])),
                JavaFunction.strict(
                        "kql_ipv4_any",
                        textAndArray,
                        KqlType.BOOL,
                        a -> Ipv4.isInAnyRange((String) a[0], (String) a[1])),
                JavaFunction.strict(
                        "kql_ipv6_any",
                        textAndArray,
                        KqlType.BOOL,
                        a -> Ipv6.isInAnyRange((String) a[0], (String) a[1])),
                JavaFunction.strict(
                        "kql_has_ipv4_any",
                        List.of(KqlType.STRING, KqlType.DYNAMIC, KqlType.BOOL),
                        KqlType.BOOL,
                        a -> Ipv4.isAnyIn((String) a[0], (String) a[1], (Boolean) a[2])));
    }
}
