package io.tidewaiter.kql.function.aggregate;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Reals;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums, means, extremes and spreads. Nulls are left out; of no value at all a sum or a spread is 0 and a mean
 * of numbers not a number, as the language has it ("Default values of aggregations"), and all else the null.
 */
final class NumberAggregates {
    private static final String ROWS = " FILTER (WHERE $2)";
    /** The squares of lesser numbers can be summed over any number of rows. */
    private static final String SQUARED_MAX = "1e140";

    private static final String IF = " of the rows where the predicate is true.";

    private NumberAggregates() {}

    static List<AggregateFunction> all() {
        List<AggregateFunction> all = new ArrayList<>();
        for (boolean isIf : new boolean[] {false, true}) {
            String rows = isIf ? ROWS : "";
            String end = isIf ? IF : ".";
            String suffix = isIf ? "if" : "";
            all.add(Single.prefixed("sum" + suffix, sum("sum" + suffix, "The sum" + end, isIf, rows)));
            all.add(Single.prefixed("avg" + suffix, mean("avg" + suffix, "The mean" + end, isIf, rows)));
            all.add(Single.prefixed("min" + suffix, extreme("min", suffix, "The least value" + end, isIf, rows)));
            all.add(Single.prefixed("max" + suffix, extreme("max", suffix, "The greatest value" + end, isIf, rows)));
            all.add(spread("stdev" + suffix, "stddev_samp", "The standard deviation of a sample" + end, isIf));
            if (!isIf) {
                all.add(spread("stdevp", "stddev_pop", "The standard deviation of a population" + end, isIf));
            }
            all.add(spread("variance" + suffix, "var_samp", "The variance of a sample" + end, isIf));
            all.add(spread("variancep" + suffix, "var_pop", "The variance of a population" + end, isIf));
            all.add(covariance("covariance" + suffix, "covar_samp", "The covariance of a sample" + end, isIf));
            all.add(covariance("covariancep" + suffix, "covar_pop", "The covariance of a population" + end, isIf));
        }
        all.add(bits("binary_all_and", "bit_and", "All values, combined bit by bit with AND."));
        all.add(bits("binary_all_or", "bit_or", "All values, combined bit by bit with OR."));
        all.add(bits("binary_all_xor", "bit_xor", "All values, combined bit by bit with XOR."));
        return all;
    }

    private static Declaration takes(Declaration declaration, Kind kind, boolean isIf) {
        return isIf
                ? declaration.takes(parameter("value", kind), parameter("predicate", Kind.BOOL))
                : declaration.takes(parameter("value", kind));
    }

    private static ScalarFunction sum(String name, String text, boolean isIf, String rows) {
        Declaration declaration = function(name, CountAggregates.GROUP, text);
        // first, because a dynamic value may be a fraction
        takes(declaration.gives(KqlType.REAL), Kind.REAL, isIf).sql("coalesce(sum($1)" + rows + ", 0)");
        takes(declaration.gives(KqlType.LONG), Kind.LONG, isIf)
                .sql("try_cast(coalesce(sum($1)" + rows + ", 0) AS BIGINT)");
        takes(declaration.gives(KqlType.DECIMAL), Kind.DECIMAL, isIf).sql("coalesce(sum($1)" + rows + ", 0)");
        takes(declaration.gives(KqlType.TIMESPAN), Kind.TIMESPAN, isIf)
                .sql("try_cast(coalesce(sum($1)" + rows + ", 0) AS BIGINT)");
        return declaration.done();
    }

    private static ScalarFunction mean(String name, String text, boolean isIf, String rows) {
        Declaration declaration = function(name, CountAggregates.GROUP, text);
        takes(declaration.gives(KqlType.REAL), Kind.REAL, isIf)
                .sql("coalesce(avg($1)" + rows + ", CAST('NaN' AS DOUBLE))");
        takes(declaration.gives(KqlType.DECIMAL), Kind.DECIMAL, isIf)
                .sql("CAST(avg(CAST($1 AS DOUBLE))" + rows + " AS DECIMAL(38,17))");
        takes(declaration.gives(KqlType.TIMESPAN), Kind.TIMESPAN, isIf)
                .sql("CAST(trunc(avg($1)" + rows + ") AS BIGINT)");
        takes(declaration.gives(KqlType.DATETIME), Kind.DATETIME, isIf)
                .sql("CAST(trunc(avg($1)" + rows + ") AS BIGINT)");
        return declaration.done();
    }

    private static ScalarFunction extreme(String sql, String suffix, String text, boolean isIf, String rows) {
        Declaration declaration = function(sql + suffix, CountAggregates.GROUP, text);
        return takes(declaration.gives((arguments, types) -> types.getFirst()), Kind.ANY, isIf)
                .written(call -> call.plain(
                        switch (call.types().getFirst()) {
                            case DYNAMIC -> "arg_" + sql + "($1, try_cast(($1 ->> '$') AS DOUBLE))" + rows;
                            case STRING -> "coalesce(" + sql + "($1)" + rows + ", '')";
                            case REAL ->
                                sql.equals("min") ? "-max(" + Reals.negated("$1") + ")" + rows : sql + "($1)" + rows;
                            case BOOL, INT, LONG, DECIMAL, DATETIME, TIMESPAN, GUID -> sql + "($1)" + rows;
                        }))
                .done();
    }

    /** The database refuses to spread what is not finite, or what is not so when squared; that is no number here. */
    private static AggregateFunction spread(String name, String sql, String text, boolean isIf) {
        String rows = isIf ? " AND $2" : "";
        String value = "CASE WHEN abs($1) < " + SQUARED_MAX + " THEN $1 END";
        ScalarFunction f = takes(function(name, CountAggregates.GROUP, text).gives(KqlType.REAL), Kind.REAL, isIf)
                .sql("CASE WHEN bool_or(NOT abs($1) < " + SQUARED_MAX + rows + ") THEN 'NaN'::DOUBLE"
                        + " ELSE coalesce(" + sql + "(" + value + ")" + (isIf ? ROWS : "") + ", 0) END")
                .done();
        return Single.prefixed(name, f);
    }

    private static AggregateFunction covariance(String name, String sql, String text, boolean isIf) {
        Declaration declaration = function(name, CountAggregates.GROUP, text).gives(KqlType.REAL);
        if (isIf) {
            declaration
                    .takes(parameter("x", Kind.REAL), parameter("y", Kind.REAL), parameter("predicate", Kind.BOOL))
                    .sql(sql + "($1, $2) FILTER (WHERE $3)");
        } else {
            declaration
                    .takes(parameter("x", Kind.REAL), parameter("y", Kind.REAL))
                    .sql(sql + "($1, $2)");
        }
        return new AggregateFunction(
                declaration.done(),
                (call, operands) -> List.of(new AggregateFunction.Column(
                        of -> name + "_" + of.apply(0) + (of.apply(1).isEmpty() ? "" : "_" + of.apply(1)),
                        call.type(),
                        call.aggregate(operands))),
                false);
    }

    private static AggregateFunction bits(String name, String sql, String text) {
        return Single.asArgument(function(name, CountAggregates.GROUP, text)
                .named(ResultName.FIRST_ARGUMENT)
                .takes(parameter("value", Kind.LONG))
                .gives(KqlType.LONG)
                .sql(sql + "($1)")
                .done());
    }
}
