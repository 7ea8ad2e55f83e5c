package io.tidewaiter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.flow.discover.Reconciler;
import io.tidewaiter.flow.reevaluate.Advisories;
import io.tidewaiter.flow.vex.AttachedVex;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.LayerBytes;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.MediaType;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TurnedClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job whose image cannot be pulled, and of events that name nothing. */
class ScanWorkerTest {
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final RegistryResource REGISTRY =
            new RegistryResource(SUBSCRIPTION, "rg", "reg", "local", "registry.example", "{}");

    private static final byte[] QS_TAR = new TarBuilder()
            .file("app/node_modules/qs/package.json", "{\"name\":\"qs\",\"version\":\"6.0.0\"}")
            .build();
    private static final LayerBytes QS = () -> new ByteArrayInputStream(QS_TAR);

    private final TurnedClock clock = TurnedClock.standing(Instant.parse("2026-11-24T12:00:00Z"));
    private State state;
    private Advisories advisories;
    private ScanPipeline pipeline;
    private Reconciler reconciler;
    private RegistryClient client;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        state = State.open(folder.resolve("state"), clock);
        state.resources().putSubscription(new Subscription(SUBSCRIPTION, SUBSCRIPTION, "test", "Enabled"), "test");
        state.resources().putRegistry(REGISTRY, "test");
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, true), "test");
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(feeds.resolve("CVE-2022-24999.json"), """
                {"schema_version":"1.6.0","id":"CVE-2022-24999","modified":"2024-01-01T00:00:00Z","affected":[{"package":
                {"ecosystem":"npm","name":"qs"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}""");
        Path database = folder.resolve("small.db");
        new AdvisoryCompiler().compile(feeds, database);
        advisories = new Advisories(AdvisoryDb.open(database));
        client = new RegistryClient(ClientSettings.standard(), CredentialSource.none());
        reconciler =
                new Reconciler(state, client, registry -> CredentialSource.none(), ReconcileSettings.standard(), clock);
        pipeline = new ScanPipeline(new ImageCataloger(CellProgram.ofThisProcess(), CatalogLimits.standard()), clock);
    }

    @AfterEach
    void close() {
        client.close();
        advisories.close();
        state.close();
    }

    private ScanQueue.Job job() {
        return state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
    }

    private void work(PullResult result) throws InterruptedException {
        worker((_, _) -> result).work(job());
    }

    private ScanWorker worker(ImageSource source) {
        return new ScanWorker(
                new Flow.Parts(state, pipeline, advisories, source, reconciler),
                Steps.UNHEARD,
                new AttachedVex(state, VexSettings.STANDARD, (_, _, _) -> new Answer.Unsupported<>("none")));
    }

    private void enqueue(String digest) {
        state.scanQueue().enqueue(new ScanRequest(REGISTRY.id(), "team/app", "1", digest, "", clock.instant()));
    }

    private List<SubAssessmentRow> rows() {
        return state.images()
                .subAssessments(SubAssessmentQuery.of(REGISTRY.id()))
                .rows();
    }

    @Test
    void anUnknownImageIsAskedForThriceAndGivenUpWithTheRegistrysWords() throws InterruptedException {
        enqueue(DIGEST);
        for (int seconds : new int[] {2, 4}) {
            work(new PullResult.Gone("registry said 404 (MANIFEST_UNKNOWN)"));
            assertThat(state.scanQueue().failed(10)).isEmpty();
            clock.turn(Duration.ofSeconds(seconds));
        }
        work(new PullResult.Gone("registry said 404 (MANIFEST_UNKNOWN)"));
        assertThat(state.scanQueue().failed(10))
                .singleElement()
                .satisfies(failed -> assertThat(failed.why()).contains("404"));
        assertThat(rows()).isEmpty();
        assertThat(state.images().usage(SUBSCRIPTION)).isEmpty();
    }

    @Test
    void aRefusedRegistryMakesTheImageNotApplicableAndIsNotMetered() throws InterruptedException {
        enqueue(DIGEST);
        work(new PullResult.Denied("registry said 401 (UNAUTHORIZED)"));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Health.NOT_APPLICABLE);
            assertThat(row.cause()).isEqualTo("RegistryDenied");
            assertThat(row.description()).contains("401");
        });
        assertThat(state.images().usage(SUBSCRIPTION)).isEmpty();
    }

    @Test
    void whatWaitedWhenThePlanWasSwitchedOffIsNotScanned() throws InterruptedException {
        enqueue(DIGEST);
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, false), "test");
        work(new PullResult.Failed("never asked"));
        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
        assertThat(rows()).isEmpty();
    }

    @Test
    void whatIsNoImageIsNotApplicable() throws InterruptedException {
        enqueue(DIGEST);
        work(new PullResult.Unsupported("a Helm chart"));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).isEqualTo("NotAnImage"));
    }

    @Test
    void aFailingPullIsTriedAgainAndThenSaidToHaveFailed() throws InterruptedException {
        enqueue(DIGEST);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(rows()).isEmpty();
            work(new PullResult.Failed("registry said 503"));
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Health.UNVERIFIED);
            assertThat(row.cause()).isEqualTo("ScanFailed");
            assertThat(row.description()).contains("503");
        });
        assertThat(state.scanQueue().lease(Duration.ofMinutes(1))).isEmpty();
    }

    /** An image with one npm package in a layer whose bytes come, or not, when they are asked for. */
    private static PulledImage image(boolean reachable) {
        return image(
                new LayerReadException(CoverageFact.Kind.LAYER_UNREACHABLE, "registry said 503"),
                reachable ? 0 : Integer.MAX_VALUE);
    }

    /** The same, whose layer comes after some failures. */
    private static PulledImage image(LayerReadException failure, int failures) {
        AtomicInteger left = new AtomicInteger(failures);
        return image(DIGEST, () -> {
            if (left.getAndDecrement() > 0) {
                throw failure;
            }
            return QS.open();
        });
    }

    private static PulledImage image(String digest, LayerBytes bytes) {
        PulledLayer layer = new PulledLayer(0, MediaType.OCI_LAYER, null, null, QS_TAR.length, "", bytes);
        return new PulledImage(
                new ImageIdentity("team/app:1", Digest.parse(digest), MediaType.OCI_MANIFEST, "linux/amd64", 100),
                List.of(layer),
                List.of());
    }

    private static PullResult pulled(boolean reachable, PullResult.Missing... missing) {
        return new PullResult.Pulled(List.of(image(reachable)), List.of(missing));
    }

    @Test
    void anImageIsReadAgainWhereALayerWasUnreachable() throws InterruptedException {
        enqueue(DIGEST);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(rows()).isEmpty();
            work(pulled(false));
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).isEqualTo("LayerUnreachable"));

        enqueue(DIGEST);
        work(pulled(true));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.status()).as(row.description()).isEqualTo(Health.UNHEALTHY);
            assertThat(row.found().orElseThrow().match().vulnerability().id()).isEqualTo("CVE-2022-24999");
        });
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(1);
    }

    @Test
    void anImageOfAnIndexThatWasUnreachableIsAskedForAgainAndThenSaidToHaveFailed() throws InterruptedException {
        Digest other = Digest.parse("sha256:" + "cd".repeat(32));
        Digest gone = Digest.parse("sha256:" + "ef".repeat(32));
        enqueue("sha256:" + "12".repeat(32));
        for (int attempt = 1; attempt <= 5; attempt++) {
            work(pulled(
                    true,
                    new PullResult.Missing(gone, new PullResult.Gone("registry said 404")),
                    new PullResult.Missing(other, new PullResult.Failed("registry said 503"))));
            clock.turn(Duration.ofMinutes(1));
            assertThat(rows()).as("nobody waits for the one that is there").hasSize(attempt < 5 ? 1 : 2);
            assertThat(rows().getFirst().status()).isEqualTo(Health.UNHEALTHY);
        }

        assertThat(rows())
                .extracting(row -> row.digest().substring(7, 9) + " " + row.status() + " " + row.cause())
                .containsExactly("ab UNHEALTHY FindingsPresent", "cd UNVERIFIED ScanFailed");
    }

    @Test
    void anIndexWhoseRegistryFallsSilentAfterSomeOfItIsSaidToHaveFailed() throws InterruptedException {
        Digest other = Digest.parse("sha256:" + "cd".repeat(32));
        enqueue("sha256:" + "12".repeat(32));
        work(pulled(true, new PullResult.Missing(other, new PullResult.Failed("registry said 503"))));
        for (int attempt = 2; attempt <= 5; attempt++) {
            clock.turn(Duration.ofMinutes(1));
            work(new PullResult.Failed("registry said 503"));
        }

        assertThat(rows())
                .extracting(row -> row.digest().substring(7, 9) + " " + row.cause() + " " + row.tags())
                .containsExactly("ab FindingsPresent []", "12 ScanFailed [1]");
    }

    @Test
    void anImageOfAnIndexThatIsAnothersIsToldAtOnceAndTheOthersAreNotHeldUp() throws InterruptedException {
        Digest other = Digest.parse("sha256:" + "cd".repeat(32));
        enqueue("sha256:" + "12".repeat(32));
        work(pulled(true, new PullResult.Missing(other, new PullResult.Invalid("digest mismatch: wanted sha256:cd"))));

        assertThat(rows())
                .extracting(row -> row.digest().substring(7, 9) + " " + row.status() + " " + row.cause())
                .containsExactly("ab UNHEALTHY FindingsPresent", "cd UNVERIFIED ScanFailed");
        assertThat(rows().getLast().description()).contains("digest mismatch");
        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
    }

    @Test
    void whatAnIndexCallsAnImageAndIsNoneIsNotApplicable() throws InterruptedException {
        Digest other = Digest.parse("sha256:" + "cd".repeat(32));
        enqueue("sha256:" + "12".repeat(32));
        work(pulled(true, new PullResult.Missing(other, new PullResult.Unsupported("it is a module"))));

        assertThat(rows())
                .extracting(row -> row.digest().substring(7, 9) + " " + row.status() + " " + row.cause())
                .containsExactly("ab UNHEALTHY FindingsPresent", "cd NOT_APPLICABLE NotAnImage");
    }

    @Test
    void whatIsTheSameWhenItIsAskedForAgainIsNot() throws InterruptedException {
        enqueue(DIGEST);
        work(new PullResult.Invalid("it is malformed"));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Health.UNVERIFIED);
            assertThat(row.description()).contains("malformed");
        });
        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
    }

    @Test
    void aLayerThatSomethingChangedOnTheWayIsReadOnceMoreAtOnce() throws InterruptedException {
        LayerReadException changed = new LayerReadException(CoverageFact.Kind.DIGEST_MISMATCH, "cut");
        enqueue(DIGEST);
        work(new PullResult.Pulled(List.of(image(changed, 2)), List.of()));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).isEqualTo("DigestMismatch"));
        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));

        enqueue(DIGEST);
        work(new PullResult.Pulled(List.of(image(changed, 1)), List.of()));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(Health.UNHEALTHY));
    }

    @Test
    void anImageThatAnIndexListsAndTheRegistryDoesNotHoldIsAskedForThriceAndHoldsUpNothing()
            throws InterruptedException {
        Digest gone = Digest.parse("sha256:" + "ef".repeat(32));
        enqueue("sha256:" + "12".repeat(32));
        for (int seconds : new int[] {2, 4, 0}) {
            assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(1, 0, 0));
            work(pulled(true, new PullResult.Missing(gone, new PullResult.Gone("registry said 404"))));
            assertThat(rows()).as("nobody waits for the one that is there").hasSize(1);
            clock.turn(Duration.ofSeconds(seconds));
        }

        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 1));
        assertThat(rows()).extracting(row -> row.digest().substring(7, 9)).containsExactly("ab");
        assertThat(state.scans().list("/subscriptions/" + SUBSCRIPTION, 0, 10))
                .singleElement()
                .satisfies(scan -> assertThat(scan.state() + " " + scan.why())
                        .startsWith("failed")
                        .contains("404"));
    }

    @Test
    void anImageThatAnIndexListsAndThatComesLaterIsRead() throws InterruptedException {
        enqueue("sha256:" + "12".repeat(32));
        work(pulled(
                true,
                new PullResult.Missing(
                        Digest.parse("sha256:" + "ef".repeat(32)), new PullResult.Gone("registry said 404"))));
        clock.turn(Duration.ofSeconds(2));
        work(new PullResult.Pulled(List.of(image(DIGEST, QS), image("sha256:" + "ef".repeat(32), QS)), List.of()));

        assertThat(rows()).extracting(row -> row.digest().substring(7, 9)).containsExactly("ab", "ef");
    }

    @Test
    void aRescanByHandReadsAgainOnlyWhatFailed() throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        String other = "sha256:" + "ef".repeat(32);
        LayerBytes counted = () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(QS_TAR);
        };
        PullResult.Missing failed = new PullResult.Missing(Digest.parse(other), new PullResult.Failed("503"));
        AtomicInteger attempts = new AtomicInteger();
        ScanWorker worker = worker((_, _) -> attempts.incrementAndGet() % 4 == 0
                ? new PullResult.Pulled(List.of(image(DIGEST, counted), image(other, QS)), List.of())
                : new PullResult.Pulled(List.of(image(DIGEST, counted)), List.of(failed)));
        enqueue(DIGEST);
        work(pulled(true));
        for (int rescan = 1; rescan <= 2; rescan++) {
            state.scanQueue()
                    .enqueueForced(List.of(new ScanRequest(
                            REGISTRY.id(), "team/app", "1", "sha256:" + "12".repeat(32), "", clock.instant())));
            for (int attempt = 1; attempt <= 4; attempt++) {
                worker.work(job());
                clock.turn(Duration.ofMinutes(1));
            }
            assertThat(opened).as("once for each rescan").hasValue(rescan);
            assertThat(rows()).hasSize(2);
        }
    }

    @Test
    void aJobThatKillsItsWorkerEveryTimeIsGivenUp() throws InterruptedException {
        enqueue(DIGEST);
        for (int crash = 0; crash < 8; crash++) {
            job(); // leased, and whoever had it died
            clock.turn(Duration.ofMinutes(2));
        }
        work(new PullResult.Failed("never asked"));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.description()).contains("8 attempts"));
    }

    @Test
    void anImageThatIsPushedWithItsIndexIsReadOnce() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch isRead = new CountDownLatch(1);
        CountDownLatch isPulledAgain = new CountDownLatch(1);
        byte[] tar = new TarBuilder().file("etc/hostname", "a").build();
        PulledLayer layer = new PulledLayer(0, MediaType.OCI_LAYER, null, null, tar.length, "", () -> {
            opened.incrementAndGet();
            isRead.countDown();
            if (!await(isPulledAgain)) {
                throw new IOException("nobody asked for the index");
            }
            return new ByteArrayInputStream(tar);
        });
        PullResult image = new PullResult.Pulled(
                List.of(new PulledImage(
                        new ImageIdentity("a:1", Digest.parse(DIGEST), MediaType.OCI_MANIFEST, "linux/amd64", 100),
                        List.of(layer),
                        List.of())),
                List.of());
        String index = "sha256:" + "12".repeat(32);
        ScanWorker worker = worker((_, request) -> {
            if (request.digest().equals(index)) {
                isPulledAgain.countDown();
            }
            return image;
        });
        enqueue(DIGEST);
        enqueue(index);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ScanQueue.Job job = job();
            workers.add(Thread.ofVirtual().start(() -> {
                try {
                    worker.work(job);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            assertThat(await(isRead)).isTrue();
        }
        for (Thread one : workers) {
            one.join();
        }

        assertThat(opened).hasValue(1);
        assertThat(rows()).hasSize(1);
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(1);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void eventsBecomeJobsOnceAndOnlyWhereThePlanIsOn() {
        IntakeWorker intake =
                new IntakeWorker(state.intakeLog(), state.resources(), reconciler.covered(), Steps.UNHEARD);
        byte[] push = """
                {"events":[{"id":"1","timestamp":"2026-11-24T00:00:00Z","action":"push","target":{"mediaType":
                "application/vnd.oci.image.manifest.v1+json","digest":"%s","repository":"team/app","tag":"1"}}]}""".formatted(DIGEST).getBytes(StandardCharsets.UTF_8);
        state.intakeLog().append(REGISTRY.id(), "distribution", push);
        state.intakeLog().append(REGISTRY.id(), "distribution", push);
        state.intakeLog().append(REGISTRY.id(), "distribution", "not JSON".getBytes(StandardCharsets.UTF_8));
        intake.drain();
        assertThat(state.intakeLog().pending(10)).isEmpty();
        assertThat(job().request().digest()).isEqualTo(DIGEST);
        assertThat(state.scanQueue().lease(Duration.ofMinutes(1))).isEqualTo(Optional.empty());
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, false), "test");
        clock.turn(Duration.ofSeconds(1));
        state.intakeLog().append(REGISTRY.id(), "distribution", push);
        intake.drain();
        assertThat(state.scanQueue().counts().waiting()).isZero();
    }
}
