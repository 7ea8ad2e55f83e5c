package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FollowerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUB_ASSESSMENTS =
            "securityresources | where type == 'microsoft.security/assessments/subassessments' | project id, properties";

    @TempDir
    Path folder;

    private final Fleet.TestClock clock = new Fleet.TestClock();
    private State state;
    private Fleet fleet;

    @BeforeEach
    void open() {
        state = State.open(folder.resolve("state"), clock);
        fleet = new Fleet(state, clock);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Graph graph(String name, AssessmentKey form) {
        return Graph.still(
                GraphSettings.in(folder.resolve(name)).withMemoryBytes(256L << 20),
                new Graph.Subject(state.changes(), form, Fleet.TENANT, Fleet.VIEW),
                clock);
    }

    /** What REST answers at a time, by id. */
    private Map<String, JsonNode> rest(AssessmentKey form, Instant at) {
        Map<String, JsonNode> rows = new TreeMap<>();
        SubAssessmentQuery query = SubAssessmentQuery.of("/").limit(100_000);
        for (SubAssessmentRow row :
                state.images().subAssessments(at == null ? query : query.at(at)).rows()) {
            String host =
                    state.resources().registry(row.registryId()).orElseThrow().loginServer();
            JsonNode json = SubAssessmentForm.json(row, form, host);
            rows.put(json.get("id").asString(), json.get("properties"));
        }
        return rows;
    }

    private static Map<String, JsonNode> asked(Graph graph, Moment moment) {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (Object[] row : rows(graph, moment, SUB_ASSESSMENTS)) {
            rows.put((String) row[0], JSON.readTree((String) row[1]));
        }
        return rows;
    }

    private static List<Object[]> rows(Graph graph, Moment moment, String query) {
        try (QuerySession session =
                graph.session(Reader.ofEverything("test"), moment).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(0, 100_000));
            assertThat(outcome).isInstanceOf(QueryOutcome.Rows.class);
            return ((QueryOutcome.Rows) outcome).rows();
        }
    }

    private static Map<String, String> texts(Map<String, JsonNode> rows) {
        Map<String, String> texts = new TreeMap<>();
        rows.forEach((id, json) -> texts.put(id, sorted(json)));
        return texts;
    }

    private static String sorted(JsonNode json) {
        if (json.isObject()) {
            Map<String, String> members = new TreeMap<>();
            json.properties().forEach(e -> members.put(e.getKey(), sorted(e.getValue())));
            return members.toString();
        }
        if (json.isArray()) {
            List<String> items = new ArrayList<>();
            json.forEach(item -> items.add(sorted(item)));
            return items.toString();
        }
        return json.isNumber() ? String.valueOf(json.doubleValue()) : json.toString();
    }

    @Test
    void saysOfEveryImageWhatRestSaysNowAndThen() {
        long seed = 20261128;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> registries =
                List.of(fleet.registry(Fleet.ONE, "RG-One", "RegOne"), fleet.registry(Fleet.TWO, "rg-two", "RegTwo"));
        List<Instant> times = new ArrayList<>();
        try (Graph followed = graph("followed", AssessmentKey.CLASSIC)) {
            for (int step = 0; step < 60; step++) {
                fleet.happen(random, registries, step);
                if (step % 7 == 0) {
                    followed.catchUp();
                    times.add(clock.instant());
                    assertThat(texts(asked(followed, Moment.NOW))).isEqualTo(texts(rest(AssessmentKey.CLASSIC, null)));
                }
            }
            followed.catchUp();
            try (Graph rebuilt = graph("rebuilt", AssessmentKey.CLASSIC)) {
                rebuilt.catchUp();
                for (Instant at : times) {
                    Map<String, String> expected = texts(rest(AssessmentKey.CLASSIC, at));
                    assertThat(expected).isNotEmpty();
                    assertThat(texts(asked(followed, Moment.of(at))))
                            .as("followed at " + at)
                            .isEqualTo(expected);
                    assertThat(texts(asked(rebuilt, Moment.of(at))))
                            .as("rebuilt at " + at)
                            .isEqualTo(expected);
                }
            }
        }
    }
}
