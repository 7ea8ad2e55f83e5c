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
import java.util.ArrayList;
import java.util.List;

/** Percentiles by nearest rank: the least value that at least so many percent of the values do not exceed. */
final class PercentileAggregates {
    private PercentileAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                new AggregateFunction(
                        plain("percentile", "The value at a percentile."), PercentileAggregates::columns, false),
                new AggregateFunction(
                        plain("percentiles", "The values at several percentiles."),
                        PercentileAggregates::columns,
                        false));
    }

    private static ScalarFunction plain(String name, String text) {
        return function(name, CountAggregates.GROUP, text)
                .gives(ResultType.argument(0))
                .takes(
                        parameter("value", Kind.ANY),
                        parameter("percentile", Kind.REAL).constant().repeated())
                .sql("$1")
                .done();
    }

    private static List<Column> columns(Resolved call, List<String> sql) {
        Argument value = call.arguments().getFirst();
        KqlType type = value.type() == KqlType.DYNAMIC ? KqlType.REAL : value.type();
        String converted = Conversions.convert(value, type, sql.getFirst());
        List<Column> columns = new ArrayList<>();
        for (Argument percentile : call.arguments().subList(1, call.arguments().size())) {
            double p = percentile.value() instanceof Number n ? n.doubleValue() : 0;
            String suffix = "_" + String.valueOf(percentile.value()).replaceAll("[^A-Za-z0-9_]", "_");
            columns.add(new Column(
                    name -> "percentile_" + name.apply(0) + suffix,
                    type,
                    "quantile_disc(" + converted + ", " + Math.clamp(p / 100, 0, 1) + ")"));
        }
        return columns;
    }
}
