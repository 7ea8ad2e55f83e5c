package io.tidewaiter.kql.function.json;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.JavaFunction;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/** Functions of arrays. What is no array gives the null. */
final class ArrayFunctions {
    private static final String GROUP = "Arrays";
    private static final Parameter ARRAY = parameter("array", Kind.DYNAMIC);

    private ArrayFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        made(all);
        looked(all);
        cut(all);
        moved(all);
        return all;
    }

    private static Declaration array(String name, String text) {
        return function(name, GROUP, text).gives(KqlType.DYNAMIC);
    }

    private static void made(List<ScalarFunction> all) {
        all.add(array("pack_array", "An array of the arguments.")
                .takes(parameter("value", Kind.VALUE).anyNumber())
                .sql("json_array($*)")
                .example("pack_array(1, 'a', dynamic([2]), int(null))", "[1,\"a\",[2],null]")
                .done());
        all.add(array("array_concat", "All the elements of several arrays.")
                .takes(parameter("array", Kind.VALUE).repeated())
                .sql("CAST(kql_array_concat(json_array($*)) AS JSON)")
                .example("array_concat(dynamic([1]), dynamic([2,3]))", "[1,2,3]")
                .done());
        all.add(array("repeat", "An array of a value a number of times.")
                .named(ResultName.prefixed("repeat"))
                .takes(parameter("value", Kind.VALUE), parameter("times", Kind.LONG))
                .java(a -> Arrays.repeat((String) a[0], (Long) a[1]))
                .example("repeat(1, 3)", "[1,1,1]")
                .example("repeat('a', 0)", "[]")
                .done());
        all.add(array("range", "An array of the values from one to another, a step apart; at most 1,048,576.")
                .takes(
                        parameter("start", Kind.LONG),
                        parameter("stop", Kind.LONG),
                        parameter("step", Kind.LONG).orElse("1"))
                .java(a -> Arrays.range((Long) a[0], (Long) a[1], (Long) a[2], Arrays.Unit.LONG))
                .takes(
                        parameter("start", Kind.REAL),
                        parameter("stop", Kind.REAL),
                        parameter("step", Kind.REAL).orElse("1.0"))
                .java(a -> Arrays.range((Double) a[0], (Double) a[1], (Double) a[2]))
                .takes(
                        parameter("start", Kind.DATETIME),
                        parameter("stop", Kind.DATETIME),
                        parameter("step", Kind.TIMESPAN).orElse("36000000000"))
                .java(a -> Arrays.range((Long) a[0], (Long) a[1], (Long) a[2], Arrays.Unit.DATETIME))
                .takes(
                        parameter("start", Kind.TIMESPAN),
                        parameter("stop", Kind.TIMESPAN),
                        parameter("step", Kind.TIMESPAN).orElse("36000000000"))
                .java(a -> Arrays.range((Long) a[0], (Long) a[1], (Long) a[2], Arrays.Unit.TIMESPAN))
                .example("range(1, 8, 3)", "[1,4,7]")
                .example("range(1h, 3h)", "[\"01:00:00\",\"02:00:00\",\"03:00:00\"]")
                .example("range(1.0, 2, 0.5)", "[1.0,1.5,2.0]")
                .done());
        all.add(array("zip", "An array of the arrays of the elements that stand at the same place.")
                .takes(parameter("array", Kind.VALUE).repeated())
                .sql("CAST(kql_array_zip(json_array($*)) AS JSON)")
                .example("zip(dynamic([1,3,5]), dynamic([2,4]))", "[[1,2],[3,4],[5,null]]")
                .done());
    }

    private static void looked(List<ScalarFunction> all) {
        all.add(function("array_length", GROUP, "The number of elements.")
                .alias("arraylength")
                .gives(KqlType.LONG)
                .takes(ARRAY)
                .sql("CASE WHEN json_type($1) = 'ARRAY' THEN CAST(json_array_length($1) AS BIGINT) END")
                .example("array_length(dynamic([1, 2]))", "2")
                .example("array_length(dynamic({}))", "null")
                .done());
        all.add(function("array_sum", GROUP, "The sum of the numbers; null where an element is none.")
                .gives(KqlType.REAL)
                .takes(ARRAY)
                .java(a -> Series.arraySum((String) a[0]))
                .example("array_sum(dynamic([1,2.5]))", "3.5")
                .done());
        all.add(function("array_index_of", GROUP, "The place of a value, or -1.")
                .gives(KqlType.LONG)
                .takes(
                        ARRAY,
                        parameter("value", Kind.VALUE),
                        parameter("start", Kind.LONG).orElse("0"),
                        parameter("length", Kind.LONG).orElse("-1"),
                        parameter("occurrence", Kind.LONG).orElse("1"))
                .java(a -> Arrays.indexOf((String) a[0], (String) a[1], (Long) a[2], (Long) a[3], (Long) a[4]))
                .example("array_index_of(dynamic(['this','is','an']), 'an')", "2")
                .example("array_index_of(dynamic(['a','b','a']), 'a', 0, -1, 2)", "2")
                .example("array_index_of(dynamic(['a','b']), 'a', -1)", "-1")
                .done());
    }

    private static void cut(List<ScalarFunction> all) {
        all.add(array(
                        "array_slice",
                        "The elements from one place to another, both included; negative places count from the end.")
                .takes(ARRAY, parameter("start", Kind.LONG), parameter("end", Kind.LONG))
                .java(a -> Arrays.slice((String) a[0], (Long) a[1], (Long) a[2]))
                .example("array_slice(dynamic([1,2,3]), 1, 2)", "[2,3]")
                .example("array_slice(dynamic([1,2,3,4,5]), -3, -2)", "[3,4]")
                .done());
        all.add(array("array_split", "The array cut before places.")
                .takes(ARRAY, parameter("index", Kind.VALUE))
                .java(a -> Arrays.split((String) a[0], (String) a[1]))
                .example("array_split(dynamic([1,2,3,4,5]), 2)", "[[1,2],[3,4,5]]")
                .example("array_split(dynamic([1,2,3,4,5]), dynamic([1,3]))", "[[1],[2,3],[4,5]]")
                .done());
        all.add(array("array_iff", "Element by element from one array or another, as a third says.")
                .alias("array_iif")
                .takes(ARRAY, parameter("whenTrue", Kind.VALUE), parameter("whenFalse", Kind.VALUE))
                .java(a -> Arrays.choose((String) a[0], (String) a[1], (String) a[2]))
                .example("array_iff(dynamic([true,false,true]), dynamic([1,2,3]), dynamic([4,5,6]))", "[1,5,3]")
                .example("array_iff(dynamic([1,0,50]), 'yes', 'no')", "[\"yes\",\"no\",\"yes\"]")
                .done());
    }

    private static void moved(List<ScalarFunction> all) {
        all.add(array("array_reverse", "The elements backwards.")
                .takes(ARRAY)
                .java(a -> Arrays.reverse((String) a[0]))
                .example("array_reverse(dynamic([1,2,3]))", "[3,2,1]")
                .done());
        for (boolean isLeft : new boolean[] {true, false}) {
            String side = isLeft ? "left" : "right";
            int sign = isLeft ? 1 : -1;
            all.add(array("array_rotate_" + side, "The elements moved, those that fall off put on at the other end.")
                    .takes(ARRAY, parameter("places", Kind.LONG))
                    .java(a -> Arrays.rotate((String) a[0], sign * (Long) a[1]))
                    .example(
                            "array_rotate_" + side + "(dynamic([1,2,3,4,5]), 2)",
                            isLeft ? "[3,4,5,1,2]" : "[4,5,1,2,3]")
                    .done());
            all.add(array("array_shift_" + side, "The elements moved, with a value for those that are missing then.")
                    .takes(
                            ARRAY,
                            parameter("places", Kind.LONG),
                            parameter("value", Kind.VALUE).orElse("CAST('null' AS JSON)"))
                    .javaOfNulls(a -> Arrays.shift(a[0], a[1] instanceof Long n ? sign * n : 0, a[2]))
                    .example(
                            "array_shift_" + side + "(dynamic([1,2,3]), 2)", isLeft ? "[3,null,null]" : "[null,null,1]")
                    .example("array_shift_" + side + "(dynamic([1,2,3]), 1, -1)", isLeft ? "[2,3,-1]" : "[-1,1,2]")
                    .example(
                            "array_shift_" + side + "(dynamic(['a','b']), 1)", isLeft ? "[\"b\",\"\"]" : "[\"\",\"a\"]")
                    .done());
        }
        for (boolean isUp : new boolean[] {true, false}) {
            String name = "array_sort_" + (isUp ? "asc" : "desc");
            all.add(array(
                            name,
                            "The elements in " + (isUp ? "ascending" : "descending")
                                    + " order; of several arrays all, in the order of"
                                    + " the first, as columns of their own.")
                    .takes(ARRAY)
                    .java(a -> Arrays.sort((String) a[0], isUp, true))
                    .takes(ARRAY, parameter("nullsLast", Kind.BOOL))
                    .java(a -> Arrays.sort((String) a[0], isUp, (Boolean) a[1]))
                    .takes(ARRAY, parameter("others", Kind.DYNAMIC).repeated())
                    .sql("CAST(kql_" + name + "_all(json_array($*)) AS JSON)")
                    .example(name + "(dynamic([3,1,null,2]))", isUp ? "[1,2,3,null]" : "[3,2,1,null]")
                    .example(
                            name + "(dynamic([1,3,2]), dynamic(['a','b','c']))[1]",
                            isUp ? "[\"a\",\"c\",\"b\"]" : "[\"b\",\"c\",\"a\"]")
                    .example(name + "(dynamic(['b','a',1]))", isUp ? "[1,\"a\",\"b\"]" : "[1,\"b\",\"a\"]")
                    .done());
        }
    }

    static List<JavaFunction> inner() {
        List<KqlType> one = List.of(KqlType.DYNAMIC);
        return List.of(
                JavaFunction.strict("kql_array_concat", one, KqlType.DYNAMIC, a -> Arrays.concat((String) a[0])),
                JavaFunction.strict(
                        "kql_array_sort_asc_all", one, KqlType.DYNAMIC, a -> Arrays.sortAll((String) a[0], true)),
                JavaFunction.strict(
                        "kql_array_sort_desc_all", one, KqlType.DYNAMIC, a -> Arrays.sortAll((String) a[0], false)),
                JavaFunction.strict("kql_array_zip", one, KqlType.DYNAMIC, a -> Arrays.zip((String) a[0])));
    }
}
