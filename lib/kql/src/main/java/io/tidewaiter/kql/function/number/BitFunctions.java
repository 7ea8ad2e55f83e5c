package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Bits of whole numbers of 64 bits. */
final class BitFunctions {
    private static final String GROUP = "Bits";

    private BitFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                two("binary_and", "The bits that both have.", "($1 & $2)")
                        .example("binary_and(12, 10)", "8")
                        .done(),
                two("binary_or", "The bits that one has.", "($1 | $2)")
                        .example("binary_or(12, 10)", "14")
                        .done(),
                two("binary_xor", "The bits that only one has.", "xor($1, $2)")
                        .example("binary_xor(12, 10)", "6")
                        .done(),
                one("binary_not", "The bits that it does not have.", "(~ $1)")
                        .example("binary_not(1)", "-2")
                        .done(),
                two("binary_shift_left", "The bits moved up, by the second argument modulo 64.", "")
                        .java(a -> (Long) a[1] < 0 ? null : (Long) a[0] << (Long) a[1])
                        .example("binary_shift_left(1, 4)", "16")
                        .example("binary_shift_left(1, 65)", "2")
                        .example("binary_shift_left(1, -1)", "null")
                        .done(),
                two("binary_shift_right", "The bits moved down, by the second argument modulo 64.", "")
                        .java(a -> (Long) a[1] < 0 ? null : (Long) a[0] >> (Long) a[1])
                        .example("binary_shift_right(16, 2)", "4")
                        .example("binary_shift_right(16, -2)", "null")
                        .done(),
                one("bitset_count_ones", "The number of bits that are set.", "CAST(bit_count($1) AS BIGINT)")
                        .example("bitset_count_ones(42)", "3")
                        .done());
    }

    private static Declaration one(String name, String text, String sql) {
        return function(name, GROUP, text)
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("number", Kind.LONG))
                .gives(KqlType.LONG)
                .sql(sql);
    }

    private static Declaration two(String name, String text, String sql) {
        Declaration declaration = function(name, GROUP, text)
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("first", Kind.LONG), parameter("second", Kind.LONG))
                .gives(KqlType.LONG);
        return sql.isEmpty() ? declaration : declaration.sql(sql);
    }
}
