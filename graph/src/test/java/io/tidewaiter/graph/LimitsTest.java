package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.store.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits are taken before rows are put together; what comes out is what would come out otherwise. */
class LimitsTest {
    private static final String COLUMNS = " | project name, repository, vulnerabilityId, severity";

    @TempDir
    Path folder;

    private final Fleet.TestClock clock = new Fleet.TestClock();
    private State state;
    private Graph graph;
    private List<List<Object>> all;

    @BeforeEach
    void open() {
        state = State.open(folder.resolve("state"), clock);
        Fleet fleet = new Fleet(state, clock);
        List<String> registries = List.of(fleet.registry(Fleet.ONE, "rg", "RegOne"));
        Random random = new Random(7);
        for (int step = 0; step < 20; step++) {
            fleet.happen(random, registries, step);
        }
        graph = Graph.still(
                GraphSettings.in(folder.resolve("graph")).withMemoryBytes(256L << 20), Fleet.subject(state), clock);
        graph.catchUp();
        all = rows("findings" + COLUMNS, 0, 1000);
        assertThat(all).hasSizeGreaterThan(20);
    }

    @AfterEach
    void close() {
        graph.close();
        state.close();
    }

    private List<List<Object>> rows(String query, long skip, long top) {
        try (QuerySession session =
                graph.session(Reader.ofEverything("test"), Moment.NOW).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(skip, top));
            assertThat(outcome).isInstanceOf(QueryOutcome.Rows.class);
            List<List<Object>> rows = new ArrayList<>();
            ((QueryOutcome.Rows) outcome).rows().forEach(row -> rows.add(List.of(row)));
            return rows;
        }
    }

    private static Comparator<List<Object>> by(int column) {
        return Comparator.comparing(row -> (String) row.get(column));
    }

    @Test
    void aSecondOrderReplacesTheFirst() {
        List<List<Object>> expected = all.stream()
                .sorted(by(2).thenComparing(by(0)))
                .limit(7)
                .sorted(by(1).thenComparing(by(0)))
                .toList();

        assertThat(rows(
                        "findings" + COLUMNS
                                + " | top 7 by vulnerabilityId asc, name asc | sort by repository asc, name asc",
                        0,
                        1000))
                .isEqualTo(expected);
    }

    @Test
    void aTopOfATopIsOfThoseRows() {
        List<List<Object>> expected = all.stream()
                .sorted(by(2).thenComparing(by(0)))
                .limit(9)
                .sorted(by(1).reversed().thenComparing(by(0)))
                .limit(4)
                .toList();

        assertThat(rows(
                        "findings" + COLUMNS
                                + " | top 9 by vulnerabilityId asc, name asc | top 4 by repository desc, name asc",
                        0,
                        1000))
                .isEqualTo(expected);
    }

    @Test
    void pagesOfATakeFitTogether() {
        for (String query : List.of(
                "findings | take 9" + COLUMNS,
                "findings | where name in ((findings | take 9 | project name))" + COLUMNS)) {
            List<List<Object>> pages = new ArrayList<>(rows(query, 0, 4));
            pages.addAll(rows(query, 4, 4));
            pages.addAll(rows(query, 8, 4));

            assertThat(pages).as(query).hasSize(9).doesNotHaveDuplicates().isSubsetOf(all);
        }
    }

    @Test
    void aConditionAfterALimitIsAskedOfItsRows() {
        assertThat(rows("findings | take 12 | where severity != 'x' | count", 0, 10))
                .containsExactly(List.of(12L));
        assertThat(rows("findings | top 5 by name asc | where name != 'x'" + COLUMNS, 0, 10))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().sorted(by(0)).limit(5).toList());
    }
}
