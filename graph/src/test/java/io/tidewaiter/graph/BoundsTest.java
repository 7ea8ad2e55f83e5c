package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.store.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundsTest {
    @TempDir
    Path folder;

    private final Fleet.TestClock clock = new Fleet.TestClock();
    private State state;
    private Graph graph;

    @BeforeEach
    void open() {
        state = State.open(folder.resolve("state"), clock);
        Fleet fleet = new Fleet(state, clock);
        String registry = fleet.registry(Fleet.ONE, "RG-One", "RegOne");
        Random random = new Random(1);
        for (int step = 0; step < 20; step++) {
            fleet.happen(random, List.of(registry), step);
        }
        graph = Graph.still(
                GraphSettings.in(folder.resolve("graph"))
                        .withMemoryBytes(128L << 20)
                        .withQueryTime(Duration.ofSeconds(2)),
                Fleet.subject(state),
                clock);
        graph.catchUp();
    }

    @AfterEach
    void close() {
        graph.close();
        state.close();
    }

    private QueryOutcome run(String query) {
        try (QuerySession session =
                graph.session(Reader.ofEverything("test"), Moment.NOW).orElseThrow()) {
            return session.run(query, new QuerySession.Part(0, 1000));
        }
    }

    @Test
    void aCrossJoinOfEverythingEndsWithAnErrorAndNotWithTheProcess() {
        String crossed = "packages | extend a = 1" + " | join kind=inner (packages | extend a = 1) on a".repeat(6)
                + " | summarize sum(strlen(path))";

        assertThat(run(crossed)).isInstanceOf(QueryOutcome.TooMuch.class);
        assertThat(run("findings | count")).isInstanceOf(QueryOutcome.Rows.class);
    }

    @Test
    void aBillionRowsAreAskedForAndThoseThereAreCome() {
        assertThat(run("findings | take 1000000000")).isInstanceOf(QueryOutcome.Rows.class);
        assertThat(run("range x from 1 to 100000000000 step 1 | summarize make_list(x)"))
                .isInstanceOf(QueryOutcome.TooMuch.class);
    }

    @Test
    void whatIsDeepEndsWithAnAnswerAndNotWithTheProcess() {
        assertThat(run("print x = strcat('a'" + ", 'b'".repeat(900) + ")")).isInstanceOf(QueryOutcome.Rows.class);
        assertThat(run("print x = strcat('a'" + ", 'b'".repeat(9000) + ")")).isInstanceOf(QueryOutcome.Rows.class);
        assertThat(run("print x = dynamic([1])" + " | mv-expand x".repeat(240)))
                .isNotInstanceOf(QueryOutcome.Failed.class);
        assertThat(run("findings" + " | summarize c = count() by name | extend c = 1".repeat(40)))
                .isInstanceOf(QueryOutcome.Refused.class);
        assertThat(run("findings | count")).isInstanceOf(QueryOutcome.Rows.class);
    }

    @Test
    void textOfAQueryIsNeverSql() {
        for (String text : List.of(
                "findings | where repository == \"x'; DROP TABLE finding; --\" | count",
                "findings | where repository == \"') UNION SELECT * FROM meta --\" | count",
                "findings | extend ['a\"; DROP TABLE finding; --'] = 1 | take 1")) {
            assertThat(run(text)).as(text).isInstanceOf(QueryOutcome.Rows.class);
        }
        assertThat(((QueryOutcome.Rows) run("findings | count")).rows().getFirst()[0])
                .isNotEqualTo(0L);
    }

    @Test
    void theEngineHasNoFilesNoNetworkAndNoExtensions() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(connection).isNotNull(); // the engine itself would read files
        }
        for (String table : List.of("read_csv('/etc/passwd')", "duckdb_settings()", "meta", "finding", "detail")) {
            assertThat(run("['" + table.replace("'", "\\'") + "'] | take 1")).isInstanceOf(QueryOutcome.Refused.class);
        }
    }

    @Test
    void oneCallerWhoAsksManyThingsDoesNotKeepAnotherOut() throws InterruptedException {
        AtomicInteger before = new AtomicInteger();
        Thread[] many = new Thread[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = Thread.ofVirtual().start(() -> {
                try (QuerySession session =
                        graph.session(Reader.ofEverything("greedy"), Moment.NOW).orElseThrow()) {
                    session.run("packages | join kind=inner packages on registry | count", new QuerySession.Part(0, 1));
                    before.incrementAndGet();
                }
            });
        }
        try (QuerySession session =
                graph.session(Reader.ofEverything("modest"), Moment.NOW).orElseThrow()) {
            assertThat(session.run("findings | count", new QuerySession.Part(0, 1)))
                    .isInstanceOf(QueryOutcome.Rows.class);
            assertThat(before.get()).isLessThan(20);
        }
        for (Thread thread : many) {
            thread.join();
        }
    }
}
