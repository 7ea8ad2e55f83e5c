package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.SUBSCRIPTION;
import static io.tidewaiter.store.Samples.advisories;
import static io.tidewaiter.store.Samples.deb;
import static io.tidewaiter.store.Samples.digest;
import static io.tidewaiter.store.Samples.identity;
import static io.tidewaiter.store.Samples.match;
import static io.tidewaiter.store.Samples.request;
import static io.tidewaiter.store.Samples.result;
import static io.tidewaiter.store.Samples.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.store.sync.SyncStore;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of images while their registry does not answer, and when it does again. */
class OutageTest {
    private static final String STAYS = "; what was read of the image before stays";
    private static final String OTHER_REGISTRY =
            "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/rg/providers/"
                    + "Microsoft.ContainerRegistry/registries/other";
    private static final InstalledPackage ZLIB = deb("zlib1g", "zlib", "1.2.13");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void complete(ScanRequest request, JobOutcome... outcomes) {
        state.scanQueue().enqueue(request);
        state.images().complete(leased(), SUBSCRIPTION, List.of(outcomes));
        clock.advance(Duration.ofSeconds(10));
    }

    private ScanQueue.Job leased() {
        return state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
    }

    private static JobOutcome scanned(int image) {
        return new JobOutcome.Scanned(result(
                image, advisories(50), List.of(ZLIB), match(ZLIB, vulnerability("CVE-2026-0002", Severity.LOW), "")));
    }

    private static JobOutcome unreachable(int image) {
        return new JobOutcome.Judged(identity(image), Assessor.failed("registry said 503"));
    }

    private static JobOutcome denied(int image) {
        return new JobOutcome.Judged(identity(image), Assessor.notApplicable(Assessor.REGISTRY_DENIED, "401"));
    }

    private List<String> rows() {
        return state.images().subAssessments(SubAssessmentQuery.of(Samples.REGISTRY)).rows().stream()
                .map(row -> row.digest().substring(row.digest().length() - 2) + " " + row.status() + " " + row.cause()
                        + " " + row.tags())
                .toList();
    }

    @Test
    void whatIsKnownOfAnImageStaysWhereItCannotBeHadAgain() {
        complete(request("team/app", "1", 1), scanned(1));
        List<String> before = rows();
        complete(request("team/app", "1", 1, clock.instant()), unreachable(1));
        complete(
                request("team/app", "1", 1, clock.instant()),
                new JobOutcome.Judged(identity(1), Assessor.notApplicable(Assessor.REGISTRY_DENIED, "401")));

        assertThat(rows()).isEqualTo(before).singleElement().asString().startsWith("01 UNHEALTHY");
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isTrue();
        assertThat(state.scanQueue().failed(10))
                .extracting(ScanQueue.FailedJob::why)
                .containsExactly("401" + STAYS, "registry said 503" + STAYS);
    }

    private static ScanRequest elsewhere(int image, Instant at) {
        return new ScanRequest(OTHER_REGISTRY, "mine/app", "1", digest(image), "", at);
    }

    private List<SubAssessmentRow> rowsElsewhere() {
        return state.images()
                .subAssessments(SubAssessmentQuery.of(OTHER_REGISTRY))
                .rows();
    }

    /** Whoever has a registry can say that it has another's image, before or after that was read. */
    @Test
    void anImageThatARegistryOnlyClaimsToHaveIsNotShownThere() {
        complete(request("team/app", "1", 1), scanned(1));
        complete(elsewhere(1, clock.instant()), denied(1));
        assertThat(rowsElsewhere()).isEmpty();
        assertThat(state.scanQueue().failed(1))
                .singleElement()
                .satisfies(job -> assertThat(job.why()).startsWith("401").contains("another registry"));

        complete(elsewhere(2, clock.instant()), denied(2));
        assertThat(rowsElsewhere())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).isEqualTo(Assessor.REGISTRY_DENIED));
        complete(request("team/app", "2", 2, clock.instant()), scanned(2));
        assertThat(rowsElsewhere()).isEmpty();
        for (int i = 0; i < 2; i++) { // the image, and its tag
            ScanQueue.Job again = leased();
            assertThat(again.request().registryId()).isEqualTo(OTHER_REGISTRY);
            state.images().complete(again, SUBSCRIPTION, List.of(new JobOutcome.Known(identity(2))));
        }
        assertThat(rowsElsewhere()).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Health.UNHEALTHY);
            assertThat(row.tags()).containsExactly("1");
        });
    }

    /** The images of an index are stored as they come. */
    @Test
    void whoeverWaitsForWorkIsWokenForARegistryThatIsAskedAgain() throws Exception {
        complete(elsewhere(2, clock.instant()), denied(2));
        state.scanQueue().enqueue(request("team/multi", "1", 99, clock.instant()));
        ScanQueue.Job job = leased();
        FutureTask<Boolean> woken = new FutureTask<>(() -> state.scanQueue().awaitWork(Duration.ofMinutes(5)));
        Thread waiter = Thread.ofPlatform().daemon(true).start(woken);
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        state.images().storeSoFar(job, SUBSCRIPTION, List.of(scanned(2)));
        assertThat(woken.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatTurnsOutToBeNoImageIsNoneAnyMore() {
        complete(request("team/app", "1", 1), scanned(1));
        complete(
                request("team/app", "1", 1, clock.instant()),
                new JobOutcome.Judged(identity(1), Assessor.notApplicable("NotAnImage", "a Helm chart")));

        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isFalse();
    }

    @Test
    void anIndexThatWasUnreachableMakesPlaceForItsImages() {
        complete(request("team/multi", "1", 99), unreachable(99));
        assertThat(rows()).containsExactly("63 UNVERIFIED ScanFailed [1]");
        complete(request("team/multi", "1", 99, clock.instant()), scanned(1), scanned(2));

        assertThat(rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("UNHEALTHY").endsWith("[1]"));
    }

    @Test
    void aTagStaysAtWhatIsNotReadAgainYetUntilTheJobEnds() {
        complete(request("team/multi", "1", 99), scanned(1), scanned(2));
        state.scanQueue().enqueue(request("team/multi", "1", 99, clock.instant()));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().storeSoFar(job, SUBSCRIPTION, List.of(scanned(3)));
        assertThat(rows())
                .extracting(row -> row.substring(0, 2) + row.substring(row.indexOf('[')))
                .containsExactly("01[1]", "02[1]", "03[1]");
        state.images().complete(job, SUBSCRIPTION, List.of(scanned(3), scanned(1)));
        assertThat(rows())
                .extracting(row -> row.substring(0, 2) + row.substring(row.indexOf('[')))
                .containsExactly("01[1]", "02[]", "03[1]");
    }

    @Test
    void anIndexThatFailsAfterSomeOfItsImagesWereStoredIsSaidToHaveFailedAndKeepsItsTag() {
        complete(request("team/multi", "1", 98), scanned(4));
        state.scanQueue().enqueue(request("team/multi", "1", 99, clock.instant()));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().storeSoFar(job, SUBSCRIPTION, List.of(scanned(1)));
        state.images().complete(job, SUBSCRIPTION, List.of(unreachable(99)));

        assertThat(rows())
                .extracting(row -> row.substring(0, 2) + row.substring(row.lastIndexOf(' ')))
                .containsExactly("04 []", "01 []", "63 [1]");
        assertThat(rows()).contains("63 UNVERIFIED ScanFailed [1]"); // which a listing asks for again

        complete(request("team/multi", "1", 99, clock.instant()), scanned(1), scanned(2));
        assertThat(rows())
                .extracting(row -> row.substring(0, 2) + row.substring(row.lastIndexOf(' ')))
                .containsExactly("04 []", "01 [1]", "02 [1]");
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(3);
    }

    @Test
    void untilAllOfAnIndexIsThereAListingAsksForIt() {
        state.scanQueue().enqueue(request("team/multi", "1", 99));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().storeSoFar(job, SUBSCRIPTION, List.of(scanned(1)));
        assertThat(asked()).containsOnly(digest(1));
        state.images().complete(job, SUBSCRIPTION, List.of(scanned(1), scanned(2)));
        assertThat(asked()).containsOnly(digest(99));

        state.scanQueue().enqueue(request("team/multi", "1", 99, clock.instant()));
        ScanQueue.Job again = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().storeSoFar(again, SUBSCRIPTION, List.of(scanned(1)));
        assertThat(asked()).as("it was there before").containsOnly(digest(99));
    }

    private List<String> asked() {
        return state.syncs().places(Samples.REGISTRY, "team/multi").stream()
                .map(SyncStore.Place::asked)
                .toList();
    }

    @Test
    void anImageWithALayerThatWasUnreachableIsNotKnown() {
        CoverageFact layer = new CoverageFact(CoverageFact.Kind.LAYER_UNREACHABLE, "", 0, "registry said 503");
        ScanResult partial = Samples.result(1, "catalog-1", advisories(50), List.of(ZLIB), List.of(layer));
        complete(request("team/app", "1", 1), new JobOutcome.Scanned(partial));

        assertThat(rows()).containsExactly("01 UNVERIFIED LayerUnreachable [1]");
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isFalse();
        complete(request("team/app", "1", 1, clock.instant()), scanned(1));
        assertThat(rows()).singleElement().asString().contains(Health.UNHEALTHY.name());
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isTrue();
    }

    private static JobOutcome partial(int image, CoverageFact.Kind... kinds) {
        List<CoverageFact> facts = Stream.of(kinds)
                .map(kind -> new CoverageFact(kind, "", 0, "it said " + kind))
                .toList();
        return new JobOutcome.Scanned(Samples.result(image, "catalog-1", advisories(50), List.of(), facts));
    }

    @Test
    void whatWasReadWholeIsNotReplacedByWhatCameInPart() {
        complete(request("team/app", "1", 1), scanned(1));
        List<String> before = rows();
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LAYER_UNREACHABLE));
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LAYER_MISSING));
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LAYER_DENIED));
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LAYER_UNREADABLE));
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.CELL_FAILED));
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LIMIT_REACHED));
        complete(request("other/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.DIGEST_MISMATCH));

        assertThat(rows()).hasSize(2).allSatisfy(row -> assertThat(row).isEqualTo(before.getFirst()));
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isTrue();
        assertThat(state.scanQueue().failed(10))
                .extracting(ScanQueue.FailedJob::why)
                .containsExactly(
                        "it said DIGEST_MISMATCH" + STAYS,
                        "it said LIMIT_REACHED" + STAYS,
                        "it said CELL_FAILED" + STAYS,
                        "it said LAYER_UNREADABLE" + STAYS,
                        "it said LAYER_DENIED" + STAYS,
                        "it said LAYER_MISSING" + STAYS,
                        "it said LAYER_UNREACHABLE" + STAYS);
    }

    @Test
    void aReadingOfLessDoesNotReplaceOneOfMore() {
        complete(request("team/app", "1", 1), partial(1, CoverageFact.Kind.LAYER_MISSING));
        complete(
                request("team/app", "1", 1, clock.instant()),
                partial(1, CoverageFact.Kind.LAYER_MISSING, CoverageFact.Kind.LAYER_UNREACHABLE));
        assertThat(rows()).containsExactly("01 UNVERIFIED LayerMissing [1]");
        complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.LAYER_UNREACHABLE));
        assertThat(rows()).containsExactly("01 UNVERIFIED LayerUnreachable [1]");
    }

    @Test
    void whatOtherCodeCannotReadAnyMoreIsSaidToBeSo() {
        complete(request("team/app", "1", 1), scanned(1));
        CoverageFact broken = new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "", 0, "it is two archives in one");
        complete(
                request("team/app", "1", 1, clock.instant()),
                new JobOutcome.Scanned(Samples.result(1, "catalog-2", advisories(50), List.of(ZLIB), List.of(broken))));
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isFalse();
        assertThat(state.scanQueue().failed(10)).isEmpty();
    }

    @Test
    void anImageOverWhichACellDiedIsReadAgainSoOftenAndNoOftener() {
        for (int reading = 1; reading <= 3; reading++) {
            assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50)))
                    .isFalse();
            complete(request("team/app", "1", 1, clock.instant()), partial(1, CoverageFact.Kind.CELL_FAILED));
            assertThat(passing()).isEqualTo(reading < 3);
        }
        assertThat(rows()).containsExactly("01 UNVERIFIED CellFailed [1]");
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isTrue();

        complete(request("team/app", "1", 1, clock.instant()), scanned(1)); // by hand
        assertThat(rows()).singleElement().asString().startsWith("01 UNHEALTHY");
        complete(request("team/app", "1", 1, clock.instant()), new JobOutcome.Known(identity(1)));
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isTrue();
    }

    private boolean passing() {
        return state.syncs().places(Samples.REGISTRY, "team/app").stream().allMatch(SyncStore.Place::passing);
    }

    @Test
    void aLayerThatWasRefusedIsAskedForByTheNextListing() {
        complete(request("team/app", "1", 1), partial(1, CoverageFact.Kind.LAYER_DENIED));
        assertThat(passing()).isTrue();
        complete(request("team/app", "1", 1, clock.instant()), scanned(1));
        assertThat(passing()).isFalse();
    }

    @Test
    void whatOneRegistryDoesNotHoldAnotherMay() {
        for (CoverageFact.Kind kind : List.of(
                CoverageFact.Kind.DIGEST_MISMATCH,
                CoverageFact.Kind.LAYER_UNREADABLE,
                CoverageFact.Kind.LAYER_DENIED,
                CoverageFact.Kind.LAYER_MISSING)) {
            complete(request("team/app", "1", 1, clock.instant()), partial(1, kind));
            assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50)))
                    .as("after " + kind)
                    .isFalse();
        }
        complete(request("team/app", "1", 1, clock.instant()), scanned(1));
        assertThat(rows()).singleElement().asString().startsWith("01 UNHEALTHY");
    }

    @Test
    void theImagesOfAnIndexStayWhereItCannotBeHadAgain() {
        complete(request("team/multi", "1", 99), scanned(1), scanned(2));
        List<String> before = rows();
        complete(request("team/multi", "1", 99, clock.instant()), unreachable(99));
        complete(request("team/multi", "", 99, clock.instant()), unreachable(99));

        assertThat(rows())
                .isEqualTo(before)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).endsWith("[1]"));
        assertThat(state.scanQueue().failed(10))
                .extracting(ScanQueue.FailedJob::why)
                .containsOnly("registry said 503");

        complete(request("team/multi", "1", 98, clock.instant()), unreachable(98));
        assertThat(rows()).as("the tag moved").contains("62 UNVERIFIED ScanFailed [1]");
    }

    @Test
    void aLayerThatDidNotComeIsSeenBesideWhatIsWorse() {
        complete(
                request("team/app", "1", 1),
                partial(1, CoverageFact.Kind.DIGEST_MISMATCH, CoverageFact.Kind.LAYER_UNREACHABLE));
        complete(request("team/app", "2", 2), partial(2, CoverageFact.Kind.LAYER_UNREADABLE));

        assertThat(state.syncs().places(Samples.REGISTRY, "team/app"))
                .extracting(place -> place.tag() + " " + place.cause() + " " + place.passing())
                .contains("1 DigestMismatch true", "2 LayerUnreadable false");
    }
}
