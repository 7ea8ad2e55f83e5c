package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import java.util.List;

/** Counting rows and distinct values. Distinct counts are exact; the accuracy that a query asks for is ignored. */
final class CountAggregates {
    static final String GROUP = "Aggregates";

    private CountAggregates() {}

    static List<AggregateFunction> all() {
        return List.of(
                Single.prefixed(
                        "count",
                        function("count", GROUP, "The number of rows.")
                                .gives(KqlType.LONG)
                                .takes(new Parameter[0])
                                .sql("count(*)")
                                .takes(parameter("predicate", Kind.BOOL))
                                .sql("count(*) FILTER (WHERE $1)")
                                .takes(parameter("value", Kind.ANY))
                                .sql("count(*)")
                                .done()),
                Single.prefixed(
                        "countif",
                        function("countif", GROUP, "The number of rows where the predicate is true.")
                                .gives(KqlType.LONG)
                                .takes(parameter("predicate", Kind.BOOL))
                                .sql("count(*) FILTER (WHERE $1)")
                                .done()),
                distinct(
                        "dcount",
                        "The number of distinct values, nulls left out; exact but for values of the same 64-bit hash.",
                        true),
                distinct("count_distinct", "The number of distinct values, nulls left out.", false),
                distinctIf(
                        "dcountif",
                        "The number of distinct values of the rows where the predicate is true, counted like `dcount`.",
                        true),
                distinctIf(
                        "count_distinctif",
                        "The number of distinct values of the rows where the predicate is true.",
                        false));
    }

    /** Long texts are compared by the million here: their hashes take a tenth of the memory. */
    private static final String BY_HASH = "count(DISTINCT hash($1)) FILTER (WHERE $1 IS NOT NULL";

    private static AggregateFunction distinct(String name, String text, boolean hasAccuracy) {
        Declaration declaration = function(name, GROUP, text)
                .gives(KqlType.LONG)
                .takes(parameter("value", Kind.ANY))
                .sql(hasAccuracy ? BY_HASH + ")" : "count(DISTINCT $1)");
        if (hasAccuracy) {
            declaration
                    .takes(
                            parameter("value", Kind.ANY),
                            parameter("accuracy", Kind.LONG).constant())
                    .sql(BY_HASH + ")");
        }
        return Single.prefixed(name, declaration.done());
    }

    private static AggregateFunction distinctIf(String name, String text, boolean hasAccuracy) {
        String sql = hasAccuracy ? BY_HASH + " AND $2)" : "count(DISTINCT $1) FILTER (WHERE $2)";
        Declaration declaration = function(name, GROUP, text)
                .gives(KqlType.LONG)
                .takes(parameter("value", Kind.ANY), parameter("predicate", Kind.BOOL))
                .sql(sql);
        if (hasAccuracy) {
            declaration
                    .takes(
                            parameter("value", Kind.ANY),
                            parameter("predicate", Kind.BOOL),
                            parameter("accuracy", Kind.LONG).constant())
                    .sql(sql);
        }
        return Single.prefixed(name, declaration.done());
    }
}
