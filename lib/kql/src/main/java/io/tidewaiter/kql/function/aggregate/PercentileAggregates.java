package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.AggregateFunction.Column;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Conversions;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.function.spec.ResultType;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Percentiles by nearest rank: the least value that at least so many percent of the values do not exceed. */
final class PercentileAggregates {
    private PercentileAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                plain("percentile", "The value at a percentile."),
                plain("percentiles", "The values at several percentiles."),
                array("percentiles_array", "The values at several percentiles, as an array."),
                weighted("percentilew", "The value at a percentile, each value counted so many times."),
                weighted("percentilesw", "The values at several percentiles, each counted so many times."),
                weightedArray());
    }

    private static AggregateFunction plain(String name, String text) {
        ScalarFunction function = function(name, CountAggregates.GROUP, text)
                .gives(ResultType.argument(0))
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("percentile", Kind.REAL).constant().repeated())
                .sql("$1")
                .done();
        return new AggregateFunction(
                function,
                (call, sql) -> columns(call, 1, (value, p) -> "quantile_disc(" + value + ", " + p + ")", sql),
                false);
    }

    private static AggregateFunction weighted(String name, String text) {
        ScalarFunction function = function(name, CountAggregates.GROUP, text)
                .gives(ResultType.argument(0))
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("weight", Kind.LONG),
                        parameter("percentile", Kind.REAL).constant().repeated())
                .sql("$1")
                .done();
        return new AggregateFunction(
                function,
                (call, sql) -> columns(
                        call,
                        2,
                        (value, p) -> {
                            String weight = Conversions.convert(call.arguments().get(1), KqlType.LONG, sql.get(1));
                            return atWeight(pairs(value, weight), p);
                        },
                        sql),
                false);
    }

    private static AggregateFunction array(String name, String text) {
        ScalarFunction function = function(name, CountAggregates.GROUP, text)
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("percentile", Kind.REAL).constant().repeated())
                .sql("$1")
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("percentiles", Kind.DYNAMIC).constant())
                .sql("$1")
                .done();
        return new AggregateFunction(
                function,
                (call, sql) -> {
                    KqlType type = valueType(call);
                    String value = Conversions.convert(call.arguments().getFirst(), type, sql.getFirst());
                    String elements = percentiles(call, 1).stream()
                            .map(p -> Conversions.convert(
                                    type, KqlType.DYNAMIC, "quantile_disc(" + value + ", " + p + ")"))
                            .collect(Collectors.joining(", "));
                    return List.of(arrayColumn(elements));
                },
                false);
    }

    private static AggregateFunction weightedArray() {
        ScalarFunction function = function(
                        "percentilesw_array",
                        CountAggregates.GROUP,
                        "The values at several percentiles, each counted so many times, as an array.")
                .gives(KqlType.DYNAMIC)
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("weight", Kind.LONG),
                        parameter("percentile", Kind.REAL).constant().repeated())
                .sql("$1")
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("weight", Kind.LONG),
                        parameter("percentiles", Kind.DYNAMIC).constant())
                .sql("$1")
                .done();
        return new AggregateFunction(
                function,
                (call, sql) -> {
                    KqlType type = valueType(call);
                    String value = Conversions.convert(call.arguments().getFirst(), type, sql.getFirst());
                    String weight = Conversions.convert(call.arguments().get(1), KqlType.LONG, sql.get(1));
                    String elements = percentiles(call, 2).stream()
                            .map(p -> Conversions.convert(type, KqlType.DYNAMIC, atWeight(pairs(value, weight), p)))
                            .collect(Collectors.joining(", "));
                    return List.of(arrayColumn(elements));
                },
                false);
    }

    private static Column arrayColumn(String elements) {
        return new Column(name -> "percentiles_" + name.apply(0), KqlType.DYNAMIC, "json_array(" + elements + ")");
    }

    /** Values with their weights in the order of the values. */
    private static String pairs(String value, String weight) {
        return "list({'v': " + value + ", 'w': " + weight + "} ORDER BY " + value + ") FILTER (WHERE " + value
                + " IS NOT NULL AND " + weight + " > 0)";
    }

    /** The first value at which the weights up to it reach the share of all weights. */
    private static String atWeight(String pairs, double share) {
        return "list_transform([" + pairs
                + "], lambda kql_all: list_reduce(kql_all, lambda kql_sum, kql_next: CASE WHEN"
                + " kql_sum.w >= " + share
                + " * list_sum(list_transform(kql_all, lambda kql_one: kql_one.w)) THEN kql_sum"
                + " ELSE {'v': kql_next.v, 'w': kql_sum.w + kql_next.w} END).v)[1]";
    }

    private static KqlType valueType(Resolved call) {
        KqlType type = call.arguments().getFirst().type();
        return type == KqlType.DYNAMIC ? KqlType.REAL : type;
    }

    private interface Percentile {
        String sql(String value, double share);
    }

    private static List<Column> columns(Resolved call, int first, Percentile percentile, List<String> sql) {
        KqlType type = valueType(call);
        String value = Conversions.convert(call.arguments().getFirst(), type, sql.getFirst());
        List<Column> columns = new ArrayList<>();
        for (Argument argument :
                call.arguments().subList(first, call.arguments().size())) {
            String suffix = "_" + String.valueOf(argument.value()).replaceAll("[^A-Za-z0-9_]", "_");
            String one = percentile.sql(value, share(argument.value() instanceof Number n ? n.doubleValue() : 0));
            columns.add(new Column(
                    name -> "percentile_" + name.apply(0) + suffix,
                    type,
                    type == KqlType.STRING ? "coalesce(" + one + ", '')" : one));
        }
        return columns;
    }

    private static List<Double> percentiles(Resolved call, int first) {
        List<Double> shares = new ArrayList<>();
        for (Argument argument :
                call.arguments().subList(first, call.arguments().size())) {
            if (argument.value() instanceof Number n) {
                shares.add(share(n.doubleValue()));
            } else if (argument.value() instanceof String json
                    && Json.parse(json).orElse(null) instanceof Json.Array(List<Json> elements)) {
                elements.stream()
                        .filter(e -> e instanceof Json.Num)
                        .forEach(e -> shares.add(share(((Json.Num) e).real())));
            }
        }
        return shares;
    }

    private static double share(double percent) {
        return Math.clamp(percent / 100, 0.0, 1.0);
    }
}
