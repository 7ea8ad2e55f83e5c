package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.kql.compile.OutputColumn;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.store.State;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Published queries about containers and findings, unchanged, on a fleet of which the answer is known.
 *
 * <p>They stand in {@code published/queries.kql}: a line {@code //# FORM address}, the query as it is published (values
 * that a workbook's reader chooses are {@code All}), a line {@code //= columns} where only some of its columns are looked
 * at, and a line {@code //> row} for each row.
 */
class PublishedQueriesTest {
    private static final InstalledPackage SSL = Fleet.deb("libssl3", "3.0.1", 0);
    private static final InstalledPackage ZLIB = Fleet.deb("zlib1g", "1.2.13", 0);
    private static final InstalledPackage CURL = Fleet.deb("curl", "7.88", 0);
    private static final InstalledPackage LOG4J = Fleet.deb("log4j-core", "2.14.1", 1);

    private static final JsonMapper SORTING = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @TempDir
    static Path folder;

    private static State state;
    private static final Map<AssessmentKey, Graph> GRAPHS = new EnumMap<>(AssessmentKey.class);

    private record Published(
            AssessmentKey form, String address, String query, List<String> columns, List<String> rows) {}

    /** Four images: one with three findings, one with one of them, one without any; and one in another registry. */
    @BeforeAll
    static void open() {
        Fleet.TestClock clock = new Fleet.TestClock();
        state = State.open(folder.resolve("state"), clock);
        Fleet fleet = new Fleet(state, clock);
        String one = fleet.registry(Fleet.ONE, "RG-One", "RegOne");
        String two = fleet.registry(Fleet.TWO, "rg-two", "regtwo");
        var ssl = Fleet.match(SSL, Fleet.vulnerability("CVE-2026-0001", Severity.CRITICAL, 0.9), "3.0.2");
        var zlib = Fleet.match(ZLIB, Fleet.vulnerability("CVE-2026-0002", Severity.MEDIUM, 0.1), "1.3");
        var log4j = Fleet.match(LOG4J, Fleet.vulnerability("CVE-2021-44228", Severity.HIGH, 0.9), "");
        var low = Fleet.match(CURL, Fleet.vulnerability("CVE-2026-0003", Severity.LOW, 0.1), "");
        fleet.scan(
                fleet.request(one, "team/one", "1", 1),
                1,
                Fleet.advisories(50),
                List.of(SSL, ZLIB, LOG4J),
                List.of(ssl, zlib, log4j));
        fleet.scan(fleet.request(one, "team/two", "1", 2), 2, Fleet.advisories(50), List.of(SSL), List.of(ssl));
        fleet.scan(fleet.request(one, "team/clean", "1", 3), 3, Fleet.advisories(50), List.of(), List.of());
        fleet.scan(fleet.request(two, "other", "1", 4), 4, Fleet.advisories(50), List.of(CURL), List.of(low));
        for (AssessmentKey form : AssessmentKey.values()) {
            Graph graph = Graph.still(
                    GraphSettings.in(folder.resolve(form.name())).withMemoryBytes(256L << 20),
                    new Graph.Subject(state.changes(), state.ruleHistory(), form, Fleet.TENANT, Fleet.VIEW),
                    clock);
            graph.catchUp();
            GRAPHS.put(form, graph);
        }
    }

    @AfterAll
    static void close() {
        GRAPHS.values().forEach(Graph::close);
        state.close();
    }

    @TestFactory
    Stream<DynamicTest> everyOneGivesTheRowsThatItAsksFor() throws IOException {
        List<Published> published = published();
        assertThat(published).hasSizeGreaterThan(12);
        return published.stream()
                .map(p -> DynamicTest.dynamicTest(
                        p.form() + " " + p.address(),
                        () -> assertThat(rows(p)).as(p.query()).containsExactlyInAnyOrderElementsOf(p.rows())));
    }

    @Test
    void columnsOfAzureThatHoldNothingHereMayBeNamed() {
        Published named = new Published(
                AssessmentKey.CLASSIC,
                "",
                "resources | where isempty(apiVersion) and isnull(systemData.createdAt) and isnull(zones)"
                        + " | summarize n = count(), aliases = make_set(aliases['x']) by extended = tostring(extendedLocation)",
                List.of(),
                List.of());
        assertThat(rows(named)).containsExactly("[, 2, []]");
        Published star =
                new Published(AssessmentKey.CLASSIC, "", "resources | getschema | count", List.of(), List.of());
        assertThat(rows(star)).containsExactly("[16]");
    }

    private static List<String> rows(Published published) {
        Graph graph = GRAPHS.get(published.form());
        try (QuerySession session =
                graph.session(Reader.ofEverything("test"), Moment.NOW).orElseThrow()) {
            QueryOutcome outcome = session.run(published.query(), new QuerySession.Part(0, 1000));
            assertThat(outcome).as(published.query()).isInstanceOf(QueryOutcome.Rows.class);
            return shown((QueryOutcome.Rows) outcome, published.columns());
        }
    }

    private static List<String> shown(QueryOutcome.Rows rows, List<String> wanted) {
        List<String> names = rows.columns().stream().map(OutputColumn::name).toList();
        assertThat(names).containsAll(wanted);
        return rows.rows().stream()
                .map(row -> (wanted.isEmpty() ? names : wanted)
                        .stream()
                                .map(name -> sorted(row[names.indexOf(name)]))
                                .toList()
                                .toString())
                .toList();
    }

    /** A bag that an aggregate made has its members in no order. */
    private static @Nullable Object sorted(@Nullable Object value) {
        return value instanceof String text && text.startsWith("{")
                ? SORTING.writeValueAsString(SORTING.readValue(text, Map.class))
                : value;
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(l -> l.startsWith(mark))
                .map(l -> l.substring(mark.length()))
                .toList();
    }

    private static List<Published> published() throws IOException {
        String text;
        try (var in = PublishedQueriesTest.class.getResourceAsStream("/published/queries.kql")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Published> all = new ArrayList<>();
        for (String part : text.split("(?m)^//# ")) {
            if (part.isBlank()) {
                continue;
            }
            List<String> lines = part.lines().toList();
            String[] head = lines.getFirst().split(" ", 2);
            String query = String.join(
                    "\n",
                    lines.stream().skip(1).filter(l -> !l.matches("//[=>] .*")).toList());
            List<String> columns = marked(lines, "//= ").stream()
                    .flatMap(l -> Stream.of(l.split(", ")))
                    .toList();
            all.add(new Published(
                    AssessmentKey.valueOf(head[0]), head[1], query.strip(), columns, marked(lines, "//> ")));
        }
        return all;
    }
}
