package io.tidewaiter.kql.function.aggregate;

import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.AggregateFunction.Column;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Aggregates that yield one column. */
final class Single {
    private Single() {}

    /** Named by a prefix, an underscore and the first argument: {@code sum_price}; {@code count_} where it has no name. */
    static AggregateFunction prefixed(String prefix, ScalarFunction function) {
        return new AggregateFunction(
                function,
                (call, sql) -> List.of(new Column(
                        name -> prefix + "_" + (call.arguments().isEmpty() ? "" : name.apply(0)),
                        call.type(),
                        call.aggregate(sql))),
                false);
    }

    /** Named as its first argument. */
    static AggregateFunction asArgument(ScalarFunction function) {
        return new AggregateFunction(
                function,
                (call, sql) -> List.of(new Column(name -> name.apply(0), call.type(), call.aggregate(sql))),
                false);
    }
}
