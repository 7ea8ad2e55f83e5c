package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A function of the values of many rows.
 *
 * @param function name, overloads and documentation, as of a function of values. The SQL may hold {@code $order}, which
 *     stands for {@code ORDER BY …} inside the aggregate, or nothing
 * @param columns what a call yields
 * @param hasStar whether {@code *} may stand for all columns that are not grouped by; the binder replaces it
 */
public record AggregateFunction(ScalarFunction function, Columns columns, boolean hasStar) {
    private static final String ORDER = "$order";

    /** As queries write it. */
    public String name() {
        return function.name();
    }

    /** Whether the result depends on the order of the rows. */
    public boolean isOrdered(Resolved call) {
        return call.signature().implementation() instanceof Implementation.Sql(String value, String predicate)
                && value.contains(ORDER);
    }

    /**
     * The columns of a call.
     *
     * @param call of this function
     * @param sql each argument in its held form
     * @param order {@code ORDER BY …}, or empty
     */
    public List<Column> columns(Resolved call, List<String> sql, String order) {
        return columns.of(call, sql).stream()
                .map(c -> new Column(
                        c.name(), c.type(), c.sql().replace(ORDER, order).strip()))
                .toList();
    }

    /** Makes the columns of a call. */
    @FunctionalInterface
    public interface Columns {
        /** The columns in order. */
        List<Column> of(Resolved call, List<String> sql);
    }

    /**
     * A column that a call yields.
     *
     * @param name given what each argument would be called as a column ({@code ""} where it has no name), how this is
     *     called
     * @param sql the aggregate
     */
    public record Column(Name name, KqlType type, String sql) {
        /** Makes a name. */
        @FunctionalInterface
        public interface Name {
            /** The name; {@code argumentName} gives that of an argument, counted from 0. */
            String of(IntFunction<String> argumentName);
        }
    }
}
