package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.store.State;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild reads a hundred numbers of images at a time, and eighty times that in a transaction. */
class RebuildTest {
    private static final InstalledPackage INSTALLED = Fleet.deb("lib", "1.0", 1);

    @TempDir
    Path folder;

    private final Fleet.TestClock clock = new Fleet.TestClock();
    private State state;
    private Fleet fleet;
    private String registry;
    private int images;

    @BeforeEach
    void open() {
        state = State.open(folder.resolve("state"), clock);
        fleet = new Fleet(state, clock);
        registry = fleet.registry(Fleet.ONE, "RG-One", "RegOne");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void scan(int count) {
        for (int i = 0; i < count; i++) {
            images++;
            fleet.scan(
                    fleet.request(registry, "team/app", "v" + images, images),
                    images,
                    Fleet.advisories(500),
                    List.of(INSTALLED),
                    List.of(Fleet.match(INSTALLED, Fleet.vulnerability("CVE-2026-1", Severity.HIGH, 0.5), "2.0")));
        }
    }

    /** The next image gets the number after this one. */
    private void numbersGoOnAfter(int number) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/state.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE gap AS SELECT * FROM image LIMIT 1");
            statement.execute("UPDATE gap SET id = " + number + ", digest = 'sha256:gap'");
            statement.execute("INSERT INTO image SELECT * FROM gap");
            scan(1);
            statement.execute("DELETE FROM image WHERE digest = 'sha256:gap'");
        }
    }

    private void holdsEveryImageOnce(String name) {
        GraphSettings settings = GraphSettings.in(folder.resolve(name))
                .withMemoryBytes(256L << 20)
                .withQueryTime(Duration.ofMinutes(2));
        try (Graph graph = Graph.still(settings, Fleet.subject(state), clock)) {
            graph.catchUp();
            try (QuerySession session =
                    graph.session(Reader.ofEverything("test"), Moment.NOW).orElseThrow()) {
                QueryOutcome outcome = session.run(
                        "findings | summarize rows = count(), images = dcount(digest)", new QuerySession.Part(0, 10));
                assertThat(outcome).isInstanceOf(QueryOutcome.Rows.class);
                Object[] row = ((QueryOutcome.Rows) outcome).rows().getFirst();
                assertThat(row).as(name).containsExactly((long) images, (long) images);
            }
        }
    }

    @Test
    void readsEveryImageAtTheEdgesOfItsRangesAndAcrossGaps() throws SQLException {
        holdsEveryImageOnce("none");
        scan(1);
        holdsEveryImageOnce("one");
        scan(99);
        holdsEveryImageOnce("a whole range");
        scan(1);
        holdsEveryImageOnce("one more");
        numbersGoOnAfter(498);
        holdsEveryImageOnce("the last but one of a range");
        scan(2);
        holdsEveryImageOnce("the last and the first of ranges, empty ones before");
        numbersGoOnAfter(7_999);
        holdsEveryImageOnce("the last of a transaction");
        scan(1);
        holdsEveryImageOnce("the first of the next");
    }
}
