package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One record for each subscription, digest and month, whatever fails and however often. */
class MeterTest {
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";
    private static final InstalledPackage ZLIB = Samples.deb("zlib1g", "zlib", "1:1.2.13-1");

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

    private static String registry(String subscription, int number) {
        return "/subscriptions/" + subscription
                + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg" + number;
    }

    private ScanQueue.Job job(String registryId, String repository, int image) {
        state.scanQueue()
                .enqueue(new ScanRequest(registryId, repository, "1", Samples.digest(image), "", clock.instant()));
        return state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
    }

    private static ScanResult result(int image) {
        return Samples.result(
                image,
                Samples.advisories(1),
                List.of(ZLIB),
                Samples.match(ZLIB, Samples.vulnerability("CVE-2026-2", Severity.LOW), ""));
    }

    private Set<String> metered(String subscription) {
        List<String> records = state.images().usage(subscription).stream()
                .map(record -> record.subscriptionId().toLowerCase(Locale.ROOT) + " " + record.digest() + " "
                        + record.period())
                .toList();
        assertThat(records).doesNotHaveDuplicates();
        return new HashSet<>(records);
    }

    private String record(String subscription, int image) {
        return subscription + " " + Samples.digest(image) + " "
                + YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    @Test
    void aFailureAfterTheMeterAndBeforeTheCommitLeavesNothing() {
        String registry = registry(Samples.SUBSCRIPTION, 1);
        ScanQueue.Job job = job(registry, "team/app", 1);
        // The second image was never scanned, which is only found out after the first one was metered.
        List<JobOutcome> broken = List.of(new JobOutcome.Scanned(result(1)), new JobOutcome.Known(Samples.identity(2)));
        assertThatThrownBy(() -> state.images().complete(job, Samples.SUBSCRIPTION, broken))
                .hasMessageContaining("never scanned");
        assertThat(metered(Samples.SUBSCRIPTION)).isEmpty();
        assertThat(state.scanQueue().counts().leased()).isEqualTo(1);

        state.images().save(job, Samples.SUBSCRIPTION, result(1));
        state.images().save(job, Samples.SUBSCRIPTION, result(1)); // an answer that came too late, done again
        assertThat(metered(Samples.SUBSCRIPTION)).containsExactly(record(Samples.SUBSCRIPTION, 1));
    }

    @Test
    void anImageThatIsGoneBeforeItsScanEndedCostsNothing() {
        String registry = registry(Samples.SUBSCRIPTION, 1);
        ScanQueue.Job job = job(registry, "team/app", 1);
        delete(registry, "team/app", 1);
        state.images().save(job, Samples.SUBSCRIPTION, result(1));
        assertThat(metered(Samples.SUBSCRIPTION)).isEmpty();
        assertThat(state.images()
                        .subAssessments(SubAssessmentQuery.of(registry))
                        .rows())
                .isEmpty();
    }

    @Test
    void whatOnlyLiesThereOrIsGoneIsNotChargedInTheNextMonth() {
        String registry = registry(Samples.SUBSCRIPTION, 1);
        for (int image : List.of(1, 2)) {
            state.images().save(job(registry, "team/app" + image, image), Samples.SUBSCRIPTION, result(image));
        }
        Set<String> november = metered(Samples.SUBSCRIPTION);
        delete(registry, "team/app1", 1);
        clock.advance(Duration.ofDays(40));
        state.images().activate(Samples.advisories(2)); // re-evaluation reads no image
        assertThat(metered(Samples.SUBSCRIPTION)).isEqualTo(november).hasSize(2);
        // a job from before the deletion that nobody had come to
        ScanRequest late = new ScanRequest(registry, "team/app1", "1", Samples.digest(1), "", Samples.START);
        state.scanQueue().enqueue(late);
        state.images()
                .attach(
                        state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(),
                        Samples.SUBSCRIPTION,
                        Samples.identity(1));
        assertThat(metered(Samples.SUBSCRIPTION)).isEqualTo(november);
    }

    private void delete(String registry, String repository, int image) {
        clock.advance(Duration.ofSeconds(1));
        long entry = state.intakeLog().append(registry, "test", new byte[0]);
        state.intakeLog()
                .done(
                        entry,
                        List.of(),
                        List.of(new IntakeLog.Deletion(registry, repository, "", Samples.digest(image))),
                        "");
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void whateverHappensInWhicheverOrderEachIsChargedOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            String subscription = random.nextInt(4) == 0 ? OTHER : Samples.SUBSCRIPTION;
            String registry = registry(subscription, random.nextInt(2));
            int image = 1 + random.nextInt(6);
            String repository = "team/r" + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    state.images().save(job(registry, repository, image), subscription, result(image));
                    expected.add(record(subscription, image));
                }
                case 2 -> {
                    ScanQueue.Job job = job(registry, repository, image);
                    assertThatThrownBy(() -> state.images()
                                    .complete(
                                            job,
                                            subscription,
                                            List.of(
                                                    new JobOutcome.Scanned(result(image)),
                                                    new JobOutcome.Known(Samples.identity(77)))))
                            .isInstanceOf(IllegalStateException.class);
                    state.scanQueue().retryLater(job, Duration.ZERO, "again");
                    ScanQueue.Job again =
                            state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
                    state.images().save(again, subscription, result(image));
                    expected.add(record(subscription, image));
                }
                case 3 -> delete(registry, repository, image);
                case 4 -> {
                    close();
                    open();
                }
                default -> clock.advance(Duration.ofHours(random.nextInt(48)));
            }
        }
        Set<String> all = metered(Samples.SUBSCRIPTION);
        all.addAll(metered(OTHER));
        assertThat(all).as("seed " + seed).isEqualTo(expected);
    }
}
