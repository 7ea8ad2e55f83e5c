package io.tidewaiter.kql.function.value;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Choices, and tests for what is missing. Branches of different types give a dynamic value. */
public final class ConditionFunctions {
    private static final String GROUP = "Conditions";

    private ConditionFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        return List.of(
                iff(),
                cases(),
                function("coalesce", GROUP, "The first argument that is not null, and for strings not empty.")
                        .takes(parameter("value", Kind.COMMON).repeated())
                        .gives(ResultType.argument(0))
                        .written(ConditionFunctions::coalesce)
                        .example("coalesce('', 'b')", "b")
                        .example("coalesce(int(null), 5)", "5")
                        .example("coalesce(dynamic(null), 'a')", "\"a\"")
                        .done(),
                function("not", GROUP, "The opposite; of the null the null.")
                        .takes(Kind.BOOL)
                        .gives(KqlType.BOOL)
                        .sql("(NOT $1)")
                        .example("not(true)", "false")
                        .example("not(bool(null))", "null")
                        .done(),
                test("isnull", "Whether the value is null; a string never is.")
                        .written(call -> nullTest(call, "IS NULL", "FALSE"))
                        .example("isnull('')", "false")
                        .example("isnull(dynamic(null))", "true")
                        .done(),
                test("isnotnull", "Whether the value is not null; a string never is.")
                        .alias("notnull")
                        .written(call -> nullTest(call, "IS NOT NULL", "TRUE"))
                        .example("isnotnull(int(null))", "false")
                        .done(),
                test("isempty", "Whether the value is null or the empty string.")
                        .written(call -> emptyTest(call, " = ''", " IS NULL"))
                        .example("isempty('')", "true")
                        .example("isempty(dynamic([]))", "false")
                        .example("isempty(int(null))", "true")
                        .done(),
                test("isnotempty", "Whether the value is neither null nor the empty string.")
                        .alias("notempty")
                        .written(call -> emptyTest(call, " <> ''", " IS NOT NULL"))
                        .example("isnotempty('a')", "true")
                        .example("isnotempty(dynamic(''))", "false")
                        .done(),
                function(
                                "column_ifexists",
                                GROUP,
                                "The column of that name, or the second argument where there is none.")
                        .alias("columnifexists")
                        .takes(parameter("column", Kind.STRING).constant(), parameter("default", Kind.ANY))
                        .gives(ResultType.argument(1))
                        .special(Role.COLUMN_IF_EXISTS)
                        .done());
    }

    private static ScalarFunction iff() {
        return function("iff", GROUP, "The second argument where the first is true, else the third.")
                .alias("iif")
                .takes(parameter("if", Kind.BOOL), parameter("then", Kind.CHOSEN), parameter("else", Kind.CHOSEN))
                .gives(ResultType.argument(1))
                .sql("CASE WHEN $1 THEN $2 ELSE $3 END")
                .example("iff(1 < 2, 'a', 'b')", "a")
                .example("iff(bool(null), 1, 2)", "2")
                .example("iff(true, 'a', dynamic(null))", "a")
                .done();
    }

    private static ScalarFunction cases() {
        return function("case", GROUP, "The value after the first predicate that is true, else the last argument.")
                .takes(
                        parameter("predicate", Kind.BOOL).repeated(),
                        parameter("then", Kind.CHOSEN).repeated(),
                        parameter("else", Kind.CHOSEN))
                .gives(ResultType.argument(1))
                .written(call -> {
                    int last = call.sql().size() - 1;
                    return IntStream.range(0, last / 2)
                            .mapToObj(i -> " WHEN " + call.at(2 * i) + " THEN " + call.at(2 * i + 1))
                            .collect(Collectors.joining("", "CASE", " ELSE " + call.at(last) + " END"));
                })
                .example("case(false, 1, bool(null), 2, 3)", "3")
                .example("case(1 > 2, 'a', 2 > 1, 'b', 'c')", "b")
                .done();
    }

    private static Declaration test(String name, String text) {
        return function(name, GROUP, text).takes(parameter("value", Kind.ANY)).gives(KqlType.BOOL);
    }

    private static String nullTest(Call call, String test, String ofString) {
        return call.types().getFirst() == KqlType.STRING
                ? ofString
                : "(" + call.raw().getFirst() + " " + test + ")";
    }

    private static String emptyTest(Call call, String textTest, String nullTest) {
        Argument argument = call.arguments().getFirst();
        String sql = call.raw().getFirst();
        return switch (argument.held()) {
            case STRING, DYNAMIC -> "(" + Conversions.convert(argument, KqlType.STRING, sql) + textTest + ")";
            // no value of these is written as the empty string
            case BOOL, INT, LONG, REAL, DECIMAL, DATETIME, TIMESPAN, GUID -> "(" + sql + nullTest + ")";
        };
    }

    private static String coalesce(Call call) {
        if (call.types().getFirst() != KqlType.STRING) {
            return call.fill("coalesce($*)");
        }
        return call.sql().stream()
                .map(s -> "nullif(" + s + ", '')")
                .collect(Collectors.joining(", ", "coalesce(", ", '')"));
    }
}
