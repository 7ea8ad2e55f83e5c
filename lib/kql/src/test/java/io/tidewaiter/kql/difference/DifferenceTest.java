package io.tidewaiter.kql.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.difference.Steps.Step;
import io.tidewaiter.kql.golden.Fixture;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The database answers random queries as an interpreter does that shares no code with the product. A failure prints its
 * seed; {@code -Dkql.seed=…} begins there, {@code -Dkql.queries=…} says how many.
 */
class DifferenceTest {
    private static final int QUERIES = Integer.getInteger("kql.queries", 300);
    /** A build takes the same sample each time; a long run takes others. */
    private static final long FIRST_SEED = 3955;

    @Test
    void randomQueriesHaveTheRowsThatTheInterpreterFinds() throws SQLException {
        Long only = Long.getLong("kql.seed");
        long first = only == null ? FIRST_SEED : only;
        System.out.println("first seed " + first + ", queries " + QUERIES);
        try (Fixture fixture = new Fixture()) {
            for (long seed = first; seed < first + QUERIES; seed++) {
                check(fixture, seed);
            }
        }
    }

    private static void check(Fixture fixture, long seed) throws SQLException {
        Random random = new Random(seed);
        Tables tables = new Tables(random);
        Steps steps = new Steps(random, tables);
        Table table = tables.table();
        StringBuilder query = new StringBuilder(table.datatable());
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            Step step = steps.next(table);
            query.append("\n| ").append(step.text());
            table = step.result();
        }
        Compilation compilation =
                Kql.compile(query.toString(), Fixture.schema(), KqlOptions.at(Instant.parse("2031-05-07T00:00:00Z")));
        assertThat(compilation).as("seed %d%n%s", seed, query).isInstanceOf(Compilation.Compiled.class);
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        List<String> rows;
        try {
            rows = fixture.rows(compiled.sql(), compiled.columns());
        } catch (SQLException e) {
            throw new AssertionError("seed " + seed + "\n" + query + "\n" + compiled.sql(), e);
        }
        assertThat(compiled.columns().stream().map(c -> c.name()))
                .as("seed %d%n%s", seed, query)
                .containsExactlyElementsOf(table.names());
        assertThat(rows)
                .as("seed %d%n%s%n%s", seed, query, compiled.sql())
                .containsExactlyInAnyOrderElementsOf(table.shown());
    }
}
