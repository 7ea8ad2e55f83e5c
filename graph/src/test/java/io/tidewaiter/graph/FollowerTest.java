package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.form.AssessmentForm;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.Recommended;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.judge.Judgement;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
                GraphSettings.in(folder.resolve(name))
                        .withMemoryBytes(256L << 20)
                        .withQueryTime(Duration.ofMinutes(2)), // what is right is asked here, on a busy machine too
                new Graph.Subject(state.changes(), state.ruleHistory(), form, Fleet.TENANT, Fleet.VIEW),
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
        return rows(graph, Reader.ofEverything("test"), moment, query);
    }

    private static List<Object[]> rows(Graph graph, Reader reader, Moment moment, String query) {
        try (QuerySession session = graph.session(reader, moment).orElseThrow()) {
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
        followed(20261128, false, AssessmentKey.CLASSIC);
    }

    @Test
    void saysOfEveryImageWhatRestSaysWhileRulesComeAndGo() {
        followed(new Random().nextLong(), true, AssessmentKey.CLASSIC);
    }

    @Test
    void saysInTheNewerFormWhatRestSaysWhileRulesComeAndGo() {
        followed(new Random().nextLong(), true, AssessmentKey.MDVM);
    }

    @Test
    void showsExemptionsAsPolicyResources() {
        String registry = fleet.registry(Fleet.ONE, "RG-One", "RegOne");
        String id = registry + "/providers/Microsoft.Authorization/policyExemptions/Out";
        String query = "policyresources | where type == 'microsoft.authorization/policyexemptions'"
                + " | project id, tostring(properties.exemptionCategory)";
        try (Graph graph = graph("exempt", AssessmentKey.CLASSIC)) {
            state.judgements()
                    .put(
                            new Judgement.Draft(
                                    Judgement.Kind.EXEMPTION,
                                    id,
                                    registry,
                                    "Out",
                                    "{\"policyAssignmentId\":\"/a\",\"exemptionCategory\":\"Waiver\"}",
                                    false),
                            Precondition.NONE,
                            "somebody");
            graph.catchUp();
            assertThat(rows(graph, Moment.NOW, query).getFirst()).containsExactly(id, "Waiver");
            state.judgements().delete(id, Precondition.NONE, "somebody");
            graph.catchUp();
            assertThat(rows(graph, Moment.NOW, query)).isEmpty();
        }
    }

    @Test
    void aTextThatCannotBeWrittenEndsTheBatchWithItsReasonAndIsLostToNobody() throws SQLException {
        Random random = new Random(20261130);
        List<String> registries = List.of(fleet.registry(Fleet.ONE, "RG-One", "RegOne"));
        try (Graph graph = graph("broken", AssessmentKey.CLASSIC)) {
            for (int step = 0; step < 20; step += 10) { // built at first, then followed: new advisories, new texts
                for (int scans = 0; scans < 10; scans++) {
                    fleet.happen(random, registries, step);
                }
                Map<String, String> expected = texts(rest(AssessmentKey.CLASSIC, null));
                store("UPDATE vulnerability SET refs = '!' || refs");
                for (int times = 0; times < 3; times++) {
                    assertThatExceptionOfType(GraphException.class)
                            .isThrownBy(graph::catchUp)
                            .withMessageContaining("write the texts of findings");
                }
                store("UPDATE vulnerability SET refs = substr(refs, 2)");
                graph.catchUp();
                assertThat(expected).isNotEmpty();
                assertThat(differences(texts(asked(graph, Moment.NOW)), expected))
                        .isEmpty();
            }
        }
    }

    private void store(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/state.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void followed(long seed, boolean ruled, AssessmentKey form) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> registries =
                List.of(fleet.registry(Fleet.ONE, "RG-One", "RegOne"), fleet.registry(Fleet.TWO, "rg-two", "RegTwo"));
        List<Instant> times = new ArrayList<>();
        try (Graph followed = graph("followed", form)) {
            for (int step = 0; step < 43; step++) {
                fleet.happen(random, registries, step);
                if (ruled) {
                    fleet.decide(random, registries);
                }
                if (random.nextInt(3) == 0) { // noted some time after the fact, or not yet
                    for (String registry : registries) {
                        Recommendation now = recommended(registry).recommendation();
                        state.recommendations().note(registry, now, clock.instant());
                    }
                }
                if (step % 7 == 0) {
                    followed.catchUp();
                    times.add(clock.instant());
                    assertThat(differences(texts(asked(followed, Moment.NOW)), texts(rest(form, null))))
                            .as("step " + step)
                            .isEmpty();
                    assertThat(differences(recommended(followed), recommendedByRest(form, registries)))
                            .as("step " + step)
                            .isEmpty();
                    assertThat(scores(followed)).as("step " + step).isEqualTo(scoresByRest(registries));
                }
            }
            followed.catchUp();
            try (Graph rebuilt = graph("rebuilt", form)) {
                rebuilt.catchUp();
                assertThat(scores(rebuilt)).isEqualTo(scoresByRest(registries));
                int seen = 0;
                for (Instant at : times) {
                    Map<String, String> expected = texts(rest(form, at));
                    seen += expected.size();
                    assertThat(differences(texts(asked(followed, Moment.of(at))), expected))
                            .as("followed at " + at)
                            .isEmpty();
                    assertThat(differences(texts(asked(rebuilt, Moment.of(at))), expected))
                            .as("rebuilt at " + at)
                            .isEmpty();
                    for (Graph graph : List.of(followed, rebuilt)) {
                        countsEachImageOnce(graph, at);
                    }
                }
                assertThat(seen).isPositive();
            }
        }
    }

    /** How many images a vulnerability is in, by whatever else and for whomever, is told as by a list of them. */
    private static void countsEachImageOnce(Graph graph, Instant at) {
        String one = "severity == 'High' or registry =~ 'regone'";
        Map<String, String> questions = Map.of(
                "summarize n = dcount(digest) by vulnerabilityId",
                "distinct digest, vulnerabilityId | summarize n = count() by vulnerabilityId",
                "where " + one + " | summarize n = dcount(digest, 2) by registry, vulnerabilityId",
                "where " + one + " | distinct digest, registry, vulnerabilityId"
                        + " | summarize n = count() by registry, vulnerabilityId",
                "summarize n = dcountif(digest, " + one + ") by vulnerabilityId | where n > 0",
                "where " + one + " | distinct digest, vulnerabilityId | summarize n = count() by vulnerabilityId",
                "summarize n = count_distinctif(digest, " + one + "), max(firstSeen) by vulnerabilityId | where n > 0"
                        + " | project vulnerabilityId, n",
                "where " + one + " | distinct digest, vulnerabilityId | summarize n = count() by vulnerabilityId",
                "summarize n = count_distinct(digest) by status, vulnerabilityId, package",
                "distinct digest, status, vulnerabilityId, package"
                        + " | summarize n = count() by status, vulnerabilityId, package");
        for (Reader reader :
                List.of(Reader.ofEverything("test"), Reader.ofScopes("test", List.of("/subscriptions/" + Fleet.TWO)))) {
            questions.forEach((counted, listed) -> assertThat(texts(graph, reader, Moment.of(at), counted))
                    .as("%s at %s", counted, at)
                    .isEqualTo(texts(graph, reader, Moment.of(at), listed)));
        }
    }

    private static List<String> texts(Graph graph, Reader reader, Moment moment, String question) {
        return rows(graph, reader, moment, "findings | " + question).stream()
                .map(Arrays::toString)
                .sorted()
                .toList();
    }

    /** Only what differs, so that a failure can be read. */
    private static List<String> differences(Map<String, String> found, Map<String, String> expected) {
        List<String> differences = new ArrayList<>();
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            if (!Objects.equals(found.get(key), expected.get(key))) {
                differences.add(key + "\n  is        " + found.get(key) + "\n  should be " + expected.get(key));
            }
        }
        return differences;
    }

    /** What each registry is told, without what only queries add. */
    private static Map<String, String> recommended(Graph graph) {
        Map<String, String> found = new TreeMap<>();
        for (Object[] row : rows(
                graph,
                Moment.NOW,
                "securityresources | where type == 'microsoft.security/assessments' | project id, properties")) {
            JsonNode properties = JSON.readTree((String) row[1]);
            found.put((String) row[0], sorted(properties.get("status")) + sorted(properties.get("additionalData")));
        }
        return found;
    }

    /** How many registries of each subscription are healthy, unhealthy, neither. */
    private static Map<String, List<Object>> scores(Graph graph) {
        Map<String, List<Object>> found = new TreeMap<>();
        for (Object[] row : rows(
                graph,
                Moment.NOW,
                "securityresources | where type == 'microsoft.security/securescores/securescorecontrols'"
                        + " | project subscriptionId, tolong(properties.healthyResourceCount),"
                        + " tolong(properties.unhealthyResourceCount), tolong(properties.notApplicableResourceCount)")) {
            found.put((String) row[0], List.of(row[1], row[2], row[3]));
        }
        return found;
    }

    private Map<String, List<Object>> scoresByRest(List<String> registries) {
        Map<String, List<Object>> found = new TreeMap<>();
        for (String registry : registries) {
            Health status = recommended(registry).recommendation().status();
            found.put(
                    registry.split("/", -1)[2],
                    List.of(
                            status == Health.HEALTHY ? 1L : 0L,
                            status == Health.UNHEALTHY ? 1L : 0L,
                            status == Health.NOT_APPLICABLE ? 1L : 0L));
        }
        return found;
    }

    private Recommended recommended(String registry) {
        return Recommended.now(
                state.images().summary(registry),
                state.syncs().of(registry),
                state.recommendations().of(registry, null));
    }

    private Map<String, String> recommendedByRest(AssessmentKey form, List<String> registries) {
        Map<String, String> found = new TreeMap<>();
        for (String registry : registries) {
            JsonNode json = AssessmentForm.json(registry, form, recommended(registry));
            found.put(
                    json.get("id").asString(),
                    sorted(json.at("/properties/status")) + sorted(json.at("/properties/additionalData")));
        }
        return found;
    }
}
