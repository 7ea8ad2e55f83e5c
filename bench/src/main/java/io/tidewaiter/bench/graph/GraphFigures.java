package io.tidewaiter.bench.graph;

import com.sun.management.OperatingSystemMXBean;
import io.tidewaiter.graph.Graph;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.server.query.GraphView;
import io.tidewaiter.store.State;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code bench/run graph FOLDER IMAGES ROUNDS}: builds the graph of a fleet, asks twenty questions,
 * and lets scans arrive. */
public final class GraphFigures {
    private static final String FOUND =
            "securityresources | where type == 'microsoft.security/assessments/subassessments' ";

    private static final List<String> QUERIES = List.of(
            FOUND + "| count",
            FOUND
                    + "| where properties.status.code == 'Unhealthy' | summarize count() by tostring(properties.status.severity)",
            FOUND + "| summarize count() by id = tostring(properties.id) | top 10 by count_",
            FOUND
                    + "| where properties.additionalData.patchable == true | summarize count() by tostring(properties.category)",
            FOUND + "| extend cvss = todouble(properties.additionalData.cvss['3.0'].base) | where cvss >= 9 | count",
            FOUND + "| where properties.id == 'CVE-2016-10020' | project id, properties.resourceDetails.id",
            FOUND + "| where properties.displayName contains 'number 1234 ' | count",
            FOUND + "| summarize dcount(tostring(properties.additionalData.imageDigest)) by subscriptionId",
            FOUND
                    + "| extend repo = tostring(properties.additionalData.repositoryName) | summarize c = count() by repo | top 20 by c",
            FOUND
                    + "| where todatetime(properties.timeGenerated) > datetime(2025-10-10) | summarize count() by resourceGroup",
            FOUND + "| take 100",
            FOUND + "| project id, name, sev = properties.status.severity | order by id asc | take 100",
            "findings | summarize images = dcount(digest) by vulnerabilityId | top 20 by images",
            "findings | where knownExploited and patchable | summarize count() by package, severity",
            "findings | where package == 'log4j-core' | count",
            "findings | summarize count() by severity, bin(firstSeen, 1d)",
            "images | summarize count() by os, health",
            "packages | where name == 'log4j-core' | summarize dcount(digest)",
            "packages | summarize count() by name | top 20 by count_",
            "securityresources | where type == 'microsoft.security/assessments' | summarize count() by tostring(properties.status.code)");

    private GraphFigures() {}

    /** The figures of a folder, which is filled first where it is empty. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int images = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        if (!Files.exists(folder.resolve("state.db"))) {
            State.open(folder, Clock.systemUTC()).close();
            long start = System.nanoTime();
            long findings = FleetState.fill(folder, images);
            say(String.format(
                    Locale.ROOT, "filled the state: %d images, %d pairs, %.1f s", images, findings, seconds(start)));
        }
        GraphSettings settings = GraphSettings.in(folder.resolve("graph"));
        try (State state = State.open(folder, Clock.systemUTC());
                Graph graph = Graph.still(settings, subject(state), Clock.systemUTC())) {
            long start = System.nanoTime();
            double computed = processor();
            graph.catchUp();
            double took = seconds(start);
            computed = processor() - computed;
            long findings = (Long) ask(graph, "findings | count").getFirst()[0];
            say(String.format(
                    Locale.ROOT,
                    "graph: %d findings in %.1f s (processors %.1f s), %.0f a second, file %d MB, resident %d MB",
                    findings,
                    took,
                    computed,
                    findings / took,
                    Files.size(folder.resolve("graph").resolve("graph.duckdb")) >> 20,
                    resident()));
            questions(graph, rounds);
            say(String.format(Locale.ROOT, "resident %d MB", resident()));
        }
        try (State state = State.open(folder, Clock.systemUTC());
                Graph graph = Graph.open(settings, subject(state), Clock.systemUTC())) {
            List<Double> delays = new Visibility(state, graph).delays();
            say(String.format(
                    Locale.ROOT,
                    "visible after: p50 %.0f ms, p95 %.0f ms, max %.0f ms; resident %d MB",
                    at(delays, 0.5),
                    at(delays, 0.95),
                    delays.getLast(),
                    resident()));
        }
    }

    private static Graph.Subject subject(State state) {
        return new Graph.Subject(
                state.changes(), state.ruleHistory(), AssessmentKey.CLASSIC, "tenant", new GraphView());
    }

    private static void questions(Graph graph, int rounds) {
        List<Double> all = new ArrayList<>();
        for (String query : QUERIES) {
            List<Double> times = new ArrayList<>();
            int rows = 0;
            double before = processor();
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                rows = ask(graph, query).size();
                times.add(seconds(start) * 1000);
            }
            times.sort(null);
            all.addAll(times);
            say(String.format(
                    Locale.ROOT,
                    "%6.0f ms (median) %6.0f ms (max) %6.0f ms (processors, mean) %5d rows  %s",
                    at(times, 0.5),
                    times.getLast(),
                    (processor() - before) * 1000 / rounds,
                    rows,
                    query));
        }
        all.sort(null);
        say(String.format(
                Locale.ROOT, "all: p50 %.0f ms, p95 %.0f ms, max %.0f ms", at(all, 0.5), at(all, 0.95), all.getLast()));
    }

    private static List<Object[]> ask(Graph graph, String query) {
        try (QuerySession session =
                graph.session(Reader.ofEverything("bench"), Moment.NOW).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(0, 1000));
            if (outcome instanceof QueryOutcome.Rows rows) {
                return new ArrayList<>(rows.rows());
            }
            say(String.format(Locale.ROOT, "%s: %s", query, outcome));
            return List.of();
        }
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What all threads have computed, in seconds: what repeats on a machine that others use too. */
    private static double processor() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        return 0;
    }

    private static void say(String figure) {
        System.out.println(figure);
    }
}
