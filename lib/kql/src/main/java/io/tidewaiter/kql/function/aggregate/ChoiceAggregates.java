package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.AggregateFunction.Column;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One row out of many. All columns of a call are of the same row. */
final class ChoiceAggregates {
    private ChoiceAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                new AggregateFunction(
                        arg("arg_max", "argmax", "The values of the row with the greatest first value."),
                        (call, sql) -> extremeColumns("max", call, sql),
                        true),
                new AggregateFunction(
                        arg("arg_min", "argmin", "The values of the row with the least first value."),
                        (call, sql) -> extremeColumns("min", call, sql),
                        true),
                new AggregateFunction(
                        function("take_any", CountAggregates.GROUP, "The values of any one row.")
                                .gives(ResultType.argument(0))
                                .takes(parameter("value", Kind.ANY).repeated())
                                .sql("any_value($1)")
                                .done(),
                        (call, sql) -> anyColumns("", call, sql),
                        true),
                new AggregateFunction(
                        function(
                                        "any",
                                        CountAggregates.GROUP,
                                        "The values of any one row; an older spelling of `take_any`.")
                                .gives(ResultType.argument(0))
                                .takes(parameter("value", Kind.ANY).repeated())
                                .sql("any_value($1)")
                                .done(),
                        (call, sql) -> anyColumns(call.arguments().size() == 1 ? "any_" : "", call, sql),
                        true),
                Single.asArgument(anyIf("take_anyif", "The value of any one row where the predicate is true.")),
                Single.prefixed("anyif", anyIf("anyif", "An older spelling of `take_anyif`.")));
    }

    private static ScalarFunction arg(String name, String alias, String text) {
        return function(name, CountAggregates.GROUP, text)
                .alias(alias)
                .gives(ResultType.argument(0))
                .takes(parameter("by", Kind.ANY), parameter("value", Kind.ANY).anyNumber())
                .sql("$1")
                .done();
    }

    private static ScalarFunction anyIf(String name, String text) {
        return function(name, CountAggregates.GROUP, text)
                .gives(ResultType.argument(0))
                .takes(parameter("value", Kind.ANY), parameter("predicate", Kind.BOOL))
                .written(call -> call.plain(
                        call.types().getFirst() == KqlType.STRING
                                ? "coalesce(any_value(nullif($1, '')) FILTER (WHERE $2), '')"
                                : "any_value($1) FILTER (WHERE $2)"))
                .done();
    }

    private static List<Column> extremeColumns(String which, Resolved call, List<String> sql) {
        List<String> values = values(call, sql);
        KqlType byType = call.converted().getFirst();
        String by = byType == KqlType.DYNAMIC
                ? "try_cast((" + values.getFirst() + " ->> '$') AS DOUBLE)"
                : values.getFirst();
        String struct = struct(values);
        boolean isLeastReal = byType == KqlType.REAL && which.equals("min");
        String greatest = isLeastReal ? "max(" + struct + ", " + Reals.negated(by) : which + "(" + struct + ", " + by;
        String row = "coalesce(arg_" + greatest + "), any_value(" + struct + "))";
        return columns(call, row, (index, name) -> {
            String own = name.apply(index);
            if (!own.isEmpty()) {
                return own;
            }
            return index == 0 ? which + "_" : which + "_" + name.apply(0) + "_arg" + index;
        });
    }

    /** A single value is one that says something, where any of the group does; several are of the same row. */
    private static List<Column> anyColumns(String prefix, Resolved call, List<String> sql) {
        List<String> values = values(call, sql);
        String taken = "any_value(" + struct(values) + ")";
        String row = taken;
        if (values.size() == 1) {
            String said = said(call.converted().getFirst(), values.getFirst());
            row = "coalesce(" + taken + " FILTER (WHERE " + said + " IS NOT NULL), " + taken + ")";
        }
        return columns(call, row, (index, name) -> {
            String own = name.apply(index);
            return own.isEmpty() && prefix.isEmpty() ? "any_arg" + index : prefix + own;
        });
    }

    /** The value as text or as it is, null where it says nothing: of texts and of JSON also the empty text. */
    private static String said(KqlType type, String value) {
        return switch (type) {
            case STRING -> "nullif(" + value + ", '')";
            case DYNAMIC -> "nullif(" + value + " ->> '$', '')";
            default -> value;
        };
    }

    private interface Naming {
        String of(int index, IntFunction<String> name);
    }

    private static List<Column> columns(Resolved call, String row, Naming naming) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            int index = i;
            KqlType type = call.converted().get(i);
            String field = "(" + row + ").c" + i;
            columns.add(new Column(
                    name -> naming.of(index, name),
                    type,
                    type == KqlType.STRING ? "coalesce(" + field + ", '')" : field));
        }
        return columns;
    }

    private static List<String> values(Resolved call, List<String> sql) {
        return IntStream.range(0, sql.size())
                .mapToObj(i -> Conversions.convert(
                        call.arguments().get(i), call.converted().get(i), sql.get(i)))
                .toList();
    }

    private static String struct(List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> "'c" + i + "': " + values.get(i))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
