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
    private static final int COMPOSED = 48;

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
            "$T | lookup kind=leftouter ($U | summarize c = count() by subscriptionId) on subscriptionId | summarize sum(c)",
            "union * | summarize count() by subscriptionId | order by subscriptionId asc",
            "union withsource=s * | summarize count() by s | order by s asc",
            "let seen = view () { $T | project subscriptionId }; union seen*, (print subscriptionId = 'x')"
                    + " | summarize count() by subscriptionId | order by subscriptionId asc",
            "let m = materialize($T | project subscriptionId); union m, m | summarize count() by subscriptionId"
                    + " | order by subscriptionId asc",
            "find where subscriptionId != '' project subscriptionId | summarize count() by source_, subscriptionId"
                    + " | order by source_ asc, subscriptionId asc",
            "find withsource=s in ($T, $U) where subscriptionId has '0' project subscriptionId"
                    + " | summarize count() by s | order by s asc",
            "search in ($T, $U) subscriptionId: '0' | summarize count() by $table | order by $table asc",
            "search 'registries' | summarize count() by $table | order by $table asc",
            "$T | as t | union (t | project subscriptionId) | count",
            "let f = (x:(subscriptionId:string)) { x | summarize c = count() }; f($T) | union (f($U))"
                    + " | order by c asc",
            "$T | partition by subscriptionId (summarize c = count()) | summarize sum(c)",
            "$T | top-nested of subscriptionId by count() | order by subscriptionId asc",
            "range n from 1 to 2 step 1 | extend k = 1 | join kind=fullouter ($T | summarize c = count() | extend k = 1)"
                    + " on k | summarize sum(c)");

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
            "scans",
            "policyresources",
            "resourcechanges");

    private static final List<String> SOURCES = List.of(
            "$T",
            "(union withsource=s $T, $U)",
            "(union *)",
            "(find in ($T, $U) where subscriptionId != '' project subscriptionId, resourceGroup)",
            "(search in ($T, $U) 'team' or 'reg')",
            "(let0 | union $T)",
            "($T | union kind=outer ($U | where isnotempty(subscriptionId)))");

    private static final List<String> STEPS = List.of(
            "where subscriptionId != 'none'",
            "where subscriptionId in~ (($U | project subscriptionId))",
            "extend n = toscalar($U | summarize dcount(subscriptionId))",
            "join kind=leftouter hint.strategy=broadcast ($U | summarize c = count() by subscriptionId) on subscriptionId",
            "join kind=rightanti ($U | distinct subscriptionId) on subscriptionId",
            "lookup ($U | summarize d = count() by subscriptionId) on subscriptionId",
            "union (let0), ($U | project subscriptionId)",
            "mv-apply g = pack_array(subscriptionId) to typeof(string) on (where g != '')");

    private static final List<String> ENDS = List.of(
            "count",
            "summarize count() by subscriptionId | order by subscriptionId asc",
            "distinct subscriptionId | order by subscriptionId asc",
            "summarize dcountif(subscriptionId, isnotempty(subscriptionId))",
            "summarize make_set(subscriptionId)",
            "top-hitters 10 of subscriptionId | order by subscriptionId asc");

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
            List<Same> then = new ArrayList<>();
            for (int step = 0; step < 30; step++) {
                long same = random.nextLong();
                whole.happen(new Random(same), List.of(own), 0);
                mine.happen(new Random(same), List.of(own), 0);
                whole.happen(new Random(random.nextLong()), theirs, 0);
                then.add(new Same(Moment.of(clockOfAll.instant()), Moment.of(clockOfPart.instant())));
            }
            then.add(new Same(Moment.NOW, Moment.NOW));
            compare(all, part, clockOfAll, then);
        }
    }

    /** A time in both lives. */
    private record Same(Moment ofAll, Moment ofPart) {}

    private void compare(State all, State part, Fleet.TestClock clock, List<Same> then) {
        Reader reader = Reader.ofScopes("me", List.of("/subscriptions/" + Fleet.ONE));
        Reader everything = Reader.ofScopes("me", List.of("/subscriptions")); // the root of the groups lies in none
        try (Graph whole = graph(all, "graph-all", clock);
                Graph mine = graph(part, "graph-part", clock)) {
            whole.catchUp();
            mine.catchUp();
            int rows = 0;
            for (String query : queries()) {
                String expected = answer(mine, everything, query);
                assertThat(answer(whole, reader, query)).as(query).isEqualTo(expected);
                rows += expected.length();
            }
            Same middle = then.get(then.size() / 2);
            for (String table : TABLES) {
                String query = table + " | summarize count() by subscriptionId | order by subscriptionId asc";
                assertThat(answer(whole, reader, query, middle.ofAll()))
                        .as(query)
                        .isEqualTo(answer(mine, everything, query, middle.ofPart()));
            }
            composed(then, (query, at) -> {
                String expected = answer(mine, everything, query, at.ofPart());
                assertThat(answer(whole, reader, query, at.ofAll())).as(query).isEqualTo(expected);
                return !expected.equals(answer(whole, everything, query, at.ofAll()));
            });
            assertThat(rows).isGreaterThan(1000);
            assertThat(answer(whole, Reader.ofScopes("nobody", List.of()), "findings | count"))
                    .contains("[0]");
        }
    }

    /** Whether a query at a time would show it if the scope were left out; asserts that it is not. */
    private interface Check {
        boolean wouldShow(String query, Same at);
    }

    /** Queries drawn by chance: tables named in every way, one after the other and within each other. */
    private static void composed(List<Same> then, Check check) {
        Random random = new Random(4712);
        int showing = 0;
        for (int i = 0; i < COMPOSED; i++) {
            StringBuilder query = new StringBuilder("let let0 = view () { $V | project subscriptionId };\n");
            query.append(drawn(SOURCES, random)).append(" | project subscriptionId");
            for (int steps = random.nextInt(3); steps > 0; steps--) {
                query.append("\n| ").append(drawn(STEPS, random)).append("\n| project subscriptionId");
            }
            query.append("\n| ").append(drawn(ENDS, random));
            String text = query.toString()
                    .replace("$T", drawn(TABLES, random))
                    .replace("$U", drawn(TABLES, random))
                    .replace("$V", drawn(TABLES, random));
            Same at = random.nextBoolean() ? then.getLast() : drawn(then, random);
            showing += check.wouldShow(text, at) ? 1 : 0;
        }
        assertThat(showing).as("queries that would show the scope left out").isGreaterThan(COMPOSED / 3);
    }

    private static <T> T drawn(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        Random random = new Random(7);
        for (String shape : SHAPES) {
            for (String table : TABLES) {
                String other = TABLES.get(random.nextInt(TABLES.size()));
                queries.add(shape.replace("$table", "\0")
                        .replace("$T", table)
                        .replace("$U", other)
                        .replace("\0", "$table"));
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
        return answer(graph, reader, query, Moment.NOW);
    }

    static String answer(Graph graph, Reader reader, String query, Moment moment) {
        try (QuerySession session = graph.session(reader, moment).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(0, 100_000));
            assertThat(outcome).as(query).isInstanceOf(QueryOutcome.Rows.class);
            return ((QueryOutcome.Rows) outcome)
                    .rows().stream().map(Arrays::toString).toList().toString();
        }
    }
}
