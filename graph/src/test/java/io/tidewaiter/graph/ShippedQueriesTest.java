package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.saved.ShippedQueries;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.store.State;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each query that ships, on a fleet of three images of which the answer is known. */
class ShippedQueriesTest {
    private static final InstalledPackage SSL = Fleet.deb("libssl3", "3.0.1", 0);
    private static final InstalledPackage LOG4J = Fleet.deb("log4j-core", "2.14.1", 1);

    @TempDir
    static Path folder;

    private static State state;
    private static Graph graph;

    @BeforeAll
    static void open() {
        Fleet.TestClock clock = new Fleet.TestClock();
        state = State.open(folder.resolve("state"), clock);
        Fleet fleet = new Fleet(state, clock);
        String registry = fleet.registry(Fleet.ONE, "RG-One", "RegOne");
        var exploited = Fleet.match(SSL, Fleet.vulnerability("CVE-2026-0001", Severity.CRITICAL, 0.9), "3.0.2");
        var shell = Fleet.match(LOG4J, Fleet.vulnerability("CVE-2021-44228", Severity.HIGH, 0.01), "");
        fleet.scan(
                fleet.request(registry, "team/one", "1", 1),
                1,
                Fleet.advisories(50),
                List.of(SSL, LOG4J),
                List.of(exploited, shell));
        fleet.scan(
                fleet.request(registry, "team/two", "1", 2), 2, Fleet.advisories(50), List.of(SSL), List.of(exploited));
        fleet.scan(
                fleet.request(registry, "team/three", "1", 3),
                3,
                Fleet.advisories(50),
                List.of(),
                List.of(),
                List.of(new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "a", 1, "broken")));
        clock.advance(Duration.ofDays(10));
        graph = Graph.still(
                GraphSettings.in(folder.resolve("graph")).withMemoryBytes(256L << 20), Fleet.subject(state), clock);
        graph.catchUp();
    }

    @AfterAll
    static void close() {
        graph.close();
        state.close();
    }

    private static String answer(String name) {
        return ScopeTest.answer(
                graph,
                Reader.ofEverything("test"),
                ShippedQueries.of(name).orElseThrow().text());
    }

    @Test
    void everyOneHasATitleAndRuns() {
        assertThat(ShippedQueries.all()).hasSizeGreaterThan(10).allSatisfy(q -> {
            assertThat(q.title()).isNotBlank();
            assertThat(answer(q.name())).isNotNull();
        });
    }

    @Test
    void whatIsExploitedAndFixable() {
        assertThat(answer("exploitable-and-fixable"))
                .isEqualTo("[[CVE-2026-0001, libssl3, 3.0.2, Critical, 2, 0.9, 2]]");
    }

    @Test
    void whoRunsLog4j() {
        assertThat(answer("who-runs-log4j"))
                .contains("team/one", "log4j-core, 2.14.1")
                .doesNotContain("team/two");
    }

    @Test
    void whereCoverageHasGaps() {
        assertThat(answer("coverage-gaps")).isEqualTo("[[LAYER_UNREADABLE, 1, 1]]");
        assertThat(answer("unverified-images")).contains("team/three").doesNotContain("team/one");
    }

    @Test
    void whatIsNewAndHowOldItIs() {
        assertThat(answer("drift-since")).isEqualTo("[]");
        assertThat(answer("ageing-by-severity")).isEqualTo("[[Critical, 7-30 days, 2, 2], [High, 7-30 days, 1, 0]]");
    }

    @Test
    void whichImagesAndRegistriesAreWorst() {
        assertThat(answer("worst-images"))
                .startsWith("[[RegOne, team/one,")
                .contains("team/two")
                .doesNotContain("team/three");
        assertThat(answer("registries")).contains("Unhealthy, 0, 2");
        assertThat(answer("findings-by-vulnerability"))
                .isEqualTo("[[CVE-2026-0001, High, 2], [CVE-2021-44228, High, 1]]");
    }

    @Test
    void howMuchIsScannedAndMetered() {
        assertThat(answer("scan-times")).contains(", 3, ");
        assertThat(answer("usage-by-month")).isEqualTo("[[2026-11, " + Fleet.ONE + ", 3]]");
        assertThat(answer("base-images-to-move")).isEqualTo("[]");
    }
}
