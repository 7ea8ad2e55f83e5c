package io.tidewaiter.kql.function.aggregate;

import io.tidewaiter.kql.function.spec.AggregateFunction;
import java.util.List;
import java.util.stream.Stream;

/** Functions of the values of many rows. */
public final class Aggregates {
    private static final List<AggregateFunction> ALL = Stream.of(
                    CountAggregates.all(),
                    NumberAggregates.all(),
                    CollectionAggregates.all(),
                    ChoiceAggregates.all(),
                    PercentileAggregates.all(),
                    SketchAggregates.all())
            .flatMap(List::stream)
            .toList();

    private Aggregates() {}

    /** All of them. */
    public static List<AggregateFunction> all() {
        return ALL;
    }
}
