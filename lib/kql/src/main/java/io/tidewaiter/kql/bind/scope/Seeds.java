package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Plan.SortKey;
import io.tidewaiter.kql.plan.Scalar;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Rows and values that are the same wherever the query reads them: what they draw by chance is drawn with seeds, which
 * depend on the moment of the query, on the place where they stand and on their turn there. What has a seed keeps it.
 */
public final class Seeds {
    private final int first;
    private int drawn;

    Seeds(int first) {
        this.first = first;
    }

    /** The rows with all that they draw, their order too. */
    public Rows of(Rows rows) {
        List<SortKey> order = rows.order().stream()
                .map(k -> new SortKey(of(k.value()), k.isAscending(), k.isNullsFirst()))
                .toList();
        return new Rows(of(rows.plan()), order, rows.isLimited());
    }

    /** The value with all that it draws. */
    public Scalar of(Scalar value) {
        return switch (value) {
            case Scalar.Draw(var type, var seed, var row) -> new Scalar.Draw(type, seeded(seed), row);
            case Scalar.Query(Plan plan, var type) -> new Scalar.Query(of(plan), type);
            case Scalar.Among(Scalar sought, Plan plan, boolean isNegated, boolean ignoresCase) ->
                new Scalar.Among(of(sought), of(plan), isNegated, ignoresCase);
            default -> value.map(this::of);
        };
    }

    private Plan of(Plan plan) {
        Plan seeded = plan.map(this::of, this::of);
        return seeded instanceof Plan.Sample(Plan input, long rows, OptionalInt seed)
                ? new Plan.Sample(input, rows, seeded(seed))
                : seeded;
    }

    private OptionalInt seeded(OptionalInt given) {
        return given.isPresent() ? given : OptionalInt.of(Objects.hash(first, ++drawn) & Integer.MAX_VALUE);
    }
}
