package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Plan.Aggregated;
import io.tidewaiter.kql.plan.SqlHole;
import java.util.List;
import java.util.Optional;

/** What an aggregate of rows is where each row stands for several that are the same. */
final class Weights {
    private static final String ROWS = "count(*)";
    private static final String ROWS_WHERE = "count(*) FILTER (WHERE " + SqlHole.of(0) + ")";

    /** Aggregates to which a row that is there twice says nothing new begin with one of these. */
    private static final String DISTINCT = "count(DISTINCT ";

    private static final List<String> BLIND =
            List.of(DISTINCT, "min(", "max(", "-max(", "coalesce(min(", "coalesce(max(");

    private Weights() {}

    /** Whether only which values are the same matters to an aggregate. */
    static boolean looksAtIdentity(Aggregated aggregate) {
        return aggregate.sql().startsWith(DISTINCT);
    }

    /** The same aggregate of numbers, which are told apart as they are, without a hash of each. */
    static Aggregated ofNumbers(Aggregated aggregate) {
        String value = SqlHole.of(0);
        String sql = aggregate
                .sql()
                .replace("hash(" + value + ")", value)
                .replace(" FILTER (WHERE " + value + " IS NOT NULL)", "")
                .replace(value + " IS NOT NULL AND ", "");
        return new Aggregated(aggregate.slot(), sql, aggregate.operands(), aggregate.order());
    }

    /** A count of distinct numbers of which those in some rows are all different and in no other row. */
    static Aggregated withSole(Aggregated aggregate, String sole) {
        String value = SqlHole.of(0);
        String rest = aggregate.sql().substring((DISTINCT + value + ")").length());
        String where = rest.isEmpty() ? "" : " AND " + SqlHole.of(1);
        String sql = "(count(" + value + ") FILTER (WHERE " + sole + where + ") + " + DISTINCT + value
                + ") FILTER (WHERE NOT " + sole + where + "))";
        return new Aggregated(aggregate.slot(), sql, aggregate.operands(), aggregate.order());
    }

    /**
     * The aggregate as SQL with the holes of its own.
     *
     * @param weight how many rows a row stands for
     * @return empty where it cannot be told from such rows
     */
    static Optional<String> of(Aggregated aggregate, String weight) {
        String sql = aggregate.sql();
        if (!aggregate.order().isEmpty()) {
            return Optional.empty();
        }
        if (sql.equals(ROWS)) {
            return Optional.of("CAST(coalesce(sum(" + weight + "), 0) AS BIGINT)");
        }
        if (sql.equals(ROWS_WHERE)) {
            return Optional.of("CAST(coalesce(sum(" + weight + ") FILTER (WHERE " + SqlHole.of(0) + "), 0) AS BIGINT)");
        }
        return BLIND.stream().anyMatch(sql::startsWith) ? Optional.of(sql) : Optional.empty();
    }
}
