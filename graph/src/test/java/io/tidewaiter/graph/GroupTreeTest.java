package io.tidewaiter.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.graph.query.QueryOutcome;
import io.tidewaiter.graph.query.QuerySession;
import io.tidewaiter.graph.table.Moment;
import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.arm.Precondition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows tell where they lie as the state has it, whether the graph followed or was made anew. */
class GroupTreeTest {
    private static final String GROUPS = "/providers/Microsoft.Management/managementGroups/";
    private static final List<String> NAMES = List.of(Fleet.TENANT, "a", "B", "c.d", "e(f)");
    private static final String TOLD =
            "resourcecontainers" + " | project id, name, tenantId, properties = tostring(properties) | order by id asc";

    @TempDir
    Path folder;

    private final Fleet.TestClock clock = new Fleet.TestClock();
    private State state;

    @BeforeEach
    void open() {
        state = State.open(folder.resolve("state"), clock);
        state.resources().tree().rootedAt(Fleet.TENANT);
        subscription(Fleet.ONE);
        subscription(Fleet.TWO);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void subscription(String id) {
        state.resources().putSubscription(new Subscription(id, Fleet.TENANT, "Sub " + id, "Enabled"), "test");
    }

    private Graph graph(String name) {
        return Graph.still(
                GraphSettings.in(folder.resolve(name)).withMemoryBytes(256L << 20), Fleet.subject(state), clock);
    }

    private static List<String> told(Graph graph, Moment moment, String query) {
        try (QuerySession session =
                graph.session(Reader.ofEverything("test"), moment).orElseThrow()) {
            QueryOutcome outcome = session.run(query, new QuerySession.Part(0, 10_000));
            assertThat(outcome).isInstanceOf(QueryOutcome.Rows.class);
            return ((QueryOutcome.Rows) outcome)
                    .rows().stream().map(Arrays::toString).toList();
        }
    }

    private void put(String id, String type, String body) {
        state.resources().arm().put(new ArmResourceStore.Wanted(id, type, body), Precondition.NONE, "test");
    }

    private void group(String name, String parent, String displayName) {
        String details = parent.isEmpty() ? "" : ",\"details\":{\"parent\":{\"id\":\"" + GROUPS + parent + "\"}}";
        put(
                GROUPS + name,
                ManagementTree.GROUP,
                "{\"properties\":{\"displayName\":\"" + displayName + "\"" + details + "}}");
    }

    private String member(String group, String subscription) {
        return GROUPS + group + "/subscriptions/" + subscription;
    }

    private void happen(Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(random.nextInt(1, NAMES.size()));
        String subscription = random.nextBoolean() ? Fleet.ONE : Fleet.TWO;
        switch (random.nextInt(6)) {
            case 0 -> state.resources().arm().delete(GROUPS + other, Precondition.NONE, "test");
            case 1 -> put(member(other, subscription), ManagementTree.MEMBER, "{}");
            case 2 ->
                NAMES.forEach(n -> state.resources().arm().delete(member(n, subscription), Precondition.NONE, "test"));
            default ->
                group( // circles included, which only the server refuses
                        name,
                        name.equals(Fleet.TENANT) || random.nextInt(3) == 0 ? "" : other.toUpperCase(Locale.ROOT),
                        random.nextInt(4) == 0 ? "" : "Shown " + random.nextInt(3));
        }
    }

    @Test
    void rowsAreTheSameFollowedAndMadeAnew() {
        Random random = new Random(7);
        try (Graph followed = graph("followed")) {
            followed.catchUp();
            for (int step = 0; step < 24; step++) {
                clock.advance(Duration.ofSeconds(1));
                happen(random);
                if (random.nextBoolean()) {
                    followed.catchUp();
                    List<String> now = told(followed, Moment.NOW, TOLD);
                    Instant at = clock.instant();
                    assertThat(told(followed, Moment.of(at), TOLD)).isEqualTo(now);
                    try (Graph rebuilt = graph("rebuilt" + step)) {
                        rebuilt.catchUp();
                        assertThat(now).as("step " + step).isEqualTo(told(rebuilt, Moment.NOW, TOLD));
                    }
                }
            }
        }
    }

    @Test
    void manySubscriptionsFitIntoMemory() {
        int count = 1000;
        IntStream.range(0, count)
                .mapToObj("%08d-2222-3333-4444-555555555555"::formatted)
                .forEach(this::subscription);
        String shown = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
                + " | summarize count() by tostring(properties.managementGroupAncestorsChain[-1].displayName)";
        try (Graph followed = graph("followed")) {
            followed.catchUp();
            assertThat(told(followed, Moment.NOW, shown)).containsExactly("[Tenant Root Group, " + (count + 2) + "]");
            group(Fleet.TENANT, "", "All of it");
            followed.catchUp();
            assertThat(told(followed, Moment.NOW, shown)).containsExactly("[All of it, " + (count + 2) + "]");
        }
    }
}
