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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a caller sees of everything is what anybody sees of a state that holds only the caller's part: two states live
 * through the same, one of them without what lies outside the scope.
 */
class ScopeTest {
    /** Places in a query where a table can be named; each is a chance to leave the scope out. */
    private static final List<String> SHAPES = List.of(
            "$T | count",
            "$T | take 1000000 | count",
            "union $T, $T | count",
            "union withsource=s ($T | take 1000), ($U) | summarize count() by s | order by s asc",
            "$T | join kind=leftouter ($U | project subscriptionId | distinct subscriptionId) on subscriptionId | count",
            "$T | join kind=inner ($T | distinct subscriptionId) on subscriptionId | count",
            "$T | where subscriptionId in (($U | project subscriptionId)) | count",
            "$T | where subscriptionId !in ((resourcecontainers | project subscriptionId)) | count",
            "let v = $T | project subscriptionId; v | union v | summarize count() by subscriptionId | order by subscriptionId asc",
            "let n = toscalar($U | count); $T | extend n | summarize any(n), count()",
            "$T | summarize dcount(subscriptionId), make_set(subscriptionId)",
            "$T | distinct subscriptionId | order by subscriptionId asc",
            "$T | lookup kind=leftouter ($U | summarize c = count() by subscriptionId) on subscriptionId | summarize sum(c)");

    private static final List<String> TABLES = List.of(
            "resources",
            "resourcecontainers",
            "authorizationresources",
            "securityresources",
            "images",
            "packages",
            "findings",
            "layers",
            "coverage",
            "usage",
            "scans");

    @TempDir
    Path folder;

    @Test
    void aCallerSeesTheirPartOfEverythingAndNothingElse() {
        long seed = 4711;
        System.out.println("seed " + seed);
        Fleet.TestClock clockOfAll = new Fleet.TestClock();
        Fleet.TestClock clockOfPart = new Fleet.TestClock();
        try (State all = State.open(folder.resolve("all"), clockOfAll);
                State part = State.open(folder.resolve("part"), clockOfPart)) {
            Fleet whole = new Fleet(all, clockOfAll);
            Fleet mine = new Fleet(part, clockOfPart);
            List<String> theirs = List.of(
                    whole.registry(Fleet.TWO, "rg-two", "RegTwo"), whole.registry(Fleet.TWO, "rg-two", "RegThree"));
            String own = whole.registry(Fleet.ONE, "RG-One", "RegOne");
            mine.registry(Fleet.ONE, "RG-One", "RegOne");
            Random random = new Random(seed);
            for (int step = 0; step < 30; step++) {
                long same = random.nextLong();
                whole.happen(new Random(same), List.of(own), 0);
                mine.happen(new Random(same), List.of(own), 0);
                whole.happen(new Random(random.nextLong()), theirs, 0);
            }
            compare(all, part, clockOfAll);
        }
    }

    private void compare(State all, State part, Fleet.TestClock clock) {
        Reader reader = Reader.ofScopes("me", List.of("/subscriptions/" + Fleet.ONE));
        try (Graph whole = graph(all, "graph-all", clock);
                Graph mine = graph(part, "graph-part", clock)) {
            whole.catchUp();
            mine.catchUp();
            int rows = 0;
            for (String query : queries()) {
                String expected = answer(mine, Reader.ofEverything("me"), query);
                assertThat(answer(whole, reader, query)).as(query).isEqualTo(expected);
                rows += expected.length();
            }
            assertThat(rows).isGreaterThan(1000);
            assertThat(answer(whole, Reader.ofScopes("nobody", List.of()), "findings | count"))
                    .contains("[0]");
        }
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        Random random = new Random(7);
        for (String shape : SHAPES) {
            for (String table : TABLES) {
                String other = TABLES.get(random.nextInt(TABLES.size()));
                queries.add(shape.replace("$T", table).replace("$U", other));
            }
        }
        queries.add("advisories | project vulnerabilityId | order by vulnerabilityId asc");
        queries.add("advisories | count");
        queries.add("securityresources | project id | order by id asc");
        return queries;
    }

    private Graph graph(State state, String name, Fleet.TestClock clock) {
        return Graph.still(
                GraphSettings.in(folder.resolve(name)).withMemoryBytes(256L << 20), Fleet.subject(state), clock);
    }

    static String answer(Graph graph, Reader reader, String query) {
        try (QuerySession session = graph.session(reader, Moment.NOW).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(0, 100_000));
            assertThat(outcome).as(query).isInstanceOf(QueryOutcome.Rows.class);
            return ((QueryOutcome.Rows) outcome)
                    .rows().stream().map(Arrays::toString).toList().toString();
        }
    }
}
