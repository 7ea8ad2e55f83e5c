package io.tidewaiter.flow.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.client.RetryPolicy;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.store.sync.RegistrySync.Phase;
import io.tidewaiter.testkit.TurnedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry is compared with the state: what is new is asked for, what is gone goes, and what is unclear stays. */
class ReconcilerTest {
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);

    private final TurnedClock clock = TurnedClock.standing(Instant.parse("2026-11-24T12:00:00Z"));
    private FakeRegistry fake;
    private RegistryResource registry;
    private State state;
    private RegistryClient client;
    private Reconciler reconciler;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        fake = new FakeRegistry();
        state = State.open(folder.resolve("state"), clock);
        state.resources().putSubscription(new Subscription(SUBSCRIPTION, SUBSCRIPTION, "test", "Enabled"), "test");
        plan(true);
        put("{}");
        client = new RegistryClient(
                ClientSettings.standard()
                        .withRetry(new RetryPolicy(
                                2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1), new Random(1))),
                CredentialSource.none());
        reconciler = new Reconciler(state, client, _ -> CredentialSource.none(), ReconcileSettings.standard(), clock);
    }

    @AfterEach
    void close() {
        reconciler.close();
        client.close();
        state.close();
        fake.close();
    }

    private void plan(boolean standard) {
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, standard), "test");
    }

    private void put(String properties) {
        registry = new RegistryResource(SUBSCRIPTION, "rg", "reg", "local", fake.host(), properties);
        state.resources().putRegistry(registry, "test");
    }

    private RegistrySync list() throws InterruptedException {
        clock.turn(Duration.ofSeconds(10));
        reconciler.list(registry);
        return state.syncs().of(registry.id()).orElseThrow();
    }

    /** What waits, each as repository:tag@digest; taken from the queue and judged. */
    private List<String> scanned() {
        List<String> asked = new ArrayList<>();
        Optional<ScanQueue.Job> job = state.scanQueue().lease(Duration.ofMinutes(1));
        while (job.isPresent()) {
            String digest = job.get().request().digest();
            asked.add(
                    job.get().request().repository() + ":" + job.get().request().tag() + "@" + digest.charAt(7));
            state.images()
                    .saveVerdict(
                            job.get(),
                            SUBSCRIPTION,
                            new ImageIdentity("x", Digest.parse(digest), "", "", 0),
                            Assessor.notApplicable("NotAnImage", "a test's"));
            job = state.scanQueue().lease(Duration.ofMinutes(1));
        }
        return asked.stream().sorted().toList();
    }

    private List<String> shown() {
        return state.images().subAssessments(SubAssessmentQuery.of(registry.id())).rows().stream()
                .map(row -> row.repository() + ":" + String.join(",", row.tags()) + "@"
                        + row.digest().charAt(7))
                .sorted()
                .toList();
    }

    @Test
    void findsEverythingThroughAllPagesOnceAndThenOnlyWhatIsNew() throws InterruptedException {
        for (String repository : List.of("a", "b", "c/d", "e", "f")) {
            for (String tag : List.of("1", "2", "3")) {
                fake.push(repository, tag, ONE);
            }
        }
        RegistrySync sync = list();
        assertThat(sync.phase()).isEqualTo(Phase.COMPLETE);
        assertThat(sync.counts()).isEqualTo(new RegistrySync.Counts(5, 15, 15, 0));
        assertThat(fake.busyMost.get()).isLessThanOrEqualTo(4);
        assertThat(scanned()).hasSize(15);
        assertThat(list().counts().requested()).isZero();
        fake.push("e", "4", TWO);
        fake.push("b", "1", TWO);
        list();
        assertThat(scanned()).containsExactly("b:1@2", "e:4@2");
    }

    @Test
    void aTagThatEventsInAnotherOrderLeftBehindIsSeen() throws InterruptedException {
        fake.push("a", "1", TWO);
        list();
        assertThat(scanned()).containsExactly("a:1@2");
        clock.turn(Duration.ofSeconds(1));
        state.scanQueue().enqueue(new ScanRequest(registry.id(), "a", "1", ONE, "", clock.instant()));
        assertThat(scanned()).as("the push before it, told of late").containsExactly("a:1@1");
        assertThat(shown()).contains("a:1@1");

        list();
        assertThat(scanned()).containsExactly("a:1@2");
        assertThat(shown()).contains("a:1@2");
        list();
        assertThat(scanned()).isEmpty();
    }

    @Test
    void whatTheRegistrySaysIsGoneGoes() throws InterruptedException {
        fake.push("a", "1", ONE);
        fake.push("a", "2", TWO);
        fake.push("b", "1", ONE);
        list();
        scanned();
        assertThat(shown()).containsExactly("a:1@1", "a:2@2", "b:1@1");
        fake.tags.get("a").remove("2");
        fake.untagged.add(TWO);
        list();
        assertThat(shown()).containsExactly("a:1@1", "a:@2", "b:1@1");
        fake.untagged.clear();
        list();
        assertThat(shown()).containsExactly("a:1@1", "b:1@1");
        fake.tags.remove("b");
        list();
        assertThat(shown()).containsExactly("a:1@1");
        fake.tags.get("a").clear(); // listed as null
        list();
        assertThat(shown()).isEmpty();
    }

    @Test
    void aListingThatFailsRemovesNothingAndIsTold() throws InterruptedException {
        fake.push("a", "1", ONE);
        fake.push("b", "1", TWO);
        list();
        scanned();
        fake.tags.remove("b");
        fake.broken.put("/v2/b/tags/list", 500);
        fake.broken.put("/v2/a/manifests/1", 429);
        RegistrySync partial = list();
        assertThat(partial.phase()).isEqualTo(Phase.PARTIAL);
        assertThat(partial.cause()).isEqualTo("ListingIncomplete");
        assertThat(partial.description()).contains("429").contains("500");
        assertThat(shown()).containsExactly("a:1@1", "b:1@2");
        fake.broken.put("/v2/_catalog", 500);
        assertThat(list().phase()).isEqualTo(Phase.FAILED);
        fake.broken.put("/v2/_catalog", 401);
        assertThat(list()).satisfies(sync -> {
            assertThat(sync.phase()).isEqualTo(Phase.DENIED);
            assertThat(sync.cause()).isEqualTo("RegistryDenied");
        });
        assertThat(shown()).containsExactly("a:1@1", "b:1@2");
    }

    @Test
    void aListingThatBrokeOffGoesOnWhereItStood() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            fake.push("r" + i, "1", ONE);
            if (i >= 4) {
                fake.broken.put("/v2/r" + i + "/tags/list", 503);
            }
        }
        assertThat(list()).satisfies(sync -> {
            assertThat(sync.phase()).isEqualTo(Phase.FAILED);
            assertThat(sync.position()).isEqualTo("r3");
        });
        fake.broken.clear();
        fake.asked.clear();
        assertThat(list().phase()).isEqualTo(Phase.COMPLETE);
        assertThat(fake.asked).noneMatch(line -> line.contains("/r3/")).anyMatch(line -> line.contains("/r4/"));
        assertThat(scanned()).hasSize(10);
    }

    @Test
    void aRegistryWithoutACatalogIsListedByTheNamesThatItsResourceGives() throws InterruptedException {
        fake.broken.put("/v2/_catalog", 404);
        fake.push("a", "1", ONE);
        fake.push("b", "1", TWO);
        assertThat(list().phase()).isEqualTo(Phase.FAILED);
        put("{\"tidewaiter\":{\"repositories\":[\"b\",\"../x\"]}}");
        list();
        put("{\"tidewaiter\":{\"repositories\":[\"b\"]}}");
        list();
        assertThat(scanned()).containsExactly("b:1@2");
    }

    @Test
    void withoutAPlanNothingIsAskedForAndResultsAgeOut() throws InterruptedException {
        fake.push("a", "1", ONE);
        list();
        scanned();
        plan(false);
        fake.asked.clear();
        fake.push("a", "2", TWO);
        assertThat(list().phase()).isEqualTo(Phase.FREE);
        assertThat(fake.asked).isEmpty();
        assertThat(shown()).containsExactly("a:1@1");
        clock.turn(Duration.ofDays(31));
        list();
        assertThat(shown()).isEmpty();
        plan(true);
        list();
        assertThat(scanned()).containsExactly("a:1@1", "a:2@2");
    }

    @Test
    void aClosedRegistryIsNotAskedForAnything() throws InterruptedException {
        fake.push("a", "1", ONE);
        put("{\"publicNetworkAccess\":\"Disabled\"}");
        assertThat(list()).satisfies(sync -> {
            assertThat(sync.phase()).isEqualTo(Phase.UNSUPPORTED);
            assertThat(sync.cause()).isEqualTo("RegistryNetworkClosed");
        });
        assertThat(fake.asked).isEmpty();
    }
}
