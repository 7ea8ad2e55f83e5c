package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.scan.ScanRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanQueueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;
    private ScanQueue queue;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        queue = state.scanQueue();
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void leasesWhatHasWaitedLongestFirst() {
        queue.enqueue(request("a", "1", 1));
        clock.advance(MINUTE);
        queue.enqueue(request("b", "1", 2));

        ScanQueue.Job first = queue.lease(MINUTE).orElseThrow();
        assertThat(first.request()).isEqualTo(request("a", "1", 1));
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(queue.lease(MINUTE).orElseThrow().request().repository()).isEqualTo("b");
        assertThat(queue.lease(MINUTE)).isEmpty();
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(0, 2, 0));
    }

    @Test
    void addsNothingThatIsWaitingAlready() {
        ScanRequest request = request("a", "1", 1);
        queue.enqueue(request);
        queue.enqueue(request);
        queue.enqueue(new ScanRequest(
                request.registryId().toLowerCase(Locale.ROOT), "a", "1", request.digest(), "", clock.instant()));
        assertThat(queue.counts().waiting()).isEqualTo(1);

        queue.enqueue(request("a", "2", 1));
        queue.enqueue(request("b", "1", 1));
        assertThat(queue.counts().waiting()).isEqualTo(3);
    }

    @Test
    void addsWhatIsOnlyBeingWorkedOn() {
        queue.enqueue(request("a", "1", 1));
        ScanQueue.Job job = queue.lease(MINUTE).orElseThrow();
        queue.enqueue(request("a", "1", 1));
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(1, 1, 0));

        queue.retryLater(job, Duration.ZERO, "the new one does it");
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(1, 0, 0));
    }

    @Test
    void aRescanByHandThatGivesWayToANewerRequestIsDoneByThatOne() {
        queue.enqueueForced(List.of(request("a", "1", 1)));
        ScanQueue.Job job = queue.lease(MINUTE).orElseThrow();
        queue.enqueue(request("a", "1", 1));

        queue.retryLater(job, Duration.ZERO, "the new one does it");
        assertThat(queue.lease(MINUTE).orElseThrow().forced()).isTrue();
    }

    @Test
    void leasesAgainWhenALeaseHasRunOut() {
        queue.enqueue(request("a", "1", 1));
        ScanQueue.Job first = queue.lease(MINUTE).orElseThrow();
        clock.advance(MINUTE.minusMillis(1));
        assertThat(queue.lease(MINUTE)).isEmpty();
        clock.advance(Duration.ofMillis(1));

        ScanQueue.Job second = queue.lease(MINUTE).orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);

        // The first worker lives after all: what it says of the job no longer counts.
        queue.fail(first, "too late");
        queue.retryLater(first, Duration.ZERO, "too late");
        queue.renew(first, Duration.ofDays(1));
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(0, 1, 0));
        clock.advance(MINUTE);
        assertThat(queue.lease(MINUTE)).isPresent();
    }

    @Test
    void aRenewedLeaseLasts() {
        queue.enqueue(request("a", "1", 1));
        ScanQueue.Job job = queue.lease(MINUTE).orElseThrow();
        clock.advance(Duration.ofSeconds(50));
        queue.renew(job, MINUTE);
        clock.advance(Duration.ofSeconds(50));
        assertThat(queue.lease(MINUTE)).isEmpty();
    }

    @Test
    void triesAgainLaterAndGivesUpVisibly() {
        queue.enqueue(request("a", "1", 1));
        queue.retryLater(queue.lease(MINUTE).orElseThrow(), MINUTE, "429");
        assertThat(queue.lease(MINUTE)).isEmpty();
        clock.advance(MINUTE);
        ScanQueue.Job again = queue.lease(MINUTE).orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);

        queue.fail(again, "the registry said 404");

        clock.advance(Duration.ofDays(1));
        assertThat(queue.lease(MINUTE)).isEmpty();
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(0, 0, 1));
        assertThat(queue.failed(10)).singleElement().satisfies(failed -> {
            assertThat(failed.request()).isEqualTo(request("a", "1", 1));
            assertThat(failed.why()).isEqualTo("the registry said 404");
            assertThat(failed.attempt()).isEqualTo(2);
        });
    }

    @Test
    void leasesEndWithTheProcessThatHeldThem() {
        queue.enqueue(request("a", "1", 1));
        assertThat(queue.lease(Duration.ofDays(1))).isPresent();
        state.close();
        open();
        assertThat(queue.lease(MINUTE).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void waitsNoLongerThanAsked() throws InterruptedException {
        assertThat(queue.awaitWork(Duration.ofMillis(20))).isFalse();
        queue.enqueue(request("a", "1", 1));
        assertThat(queue.awaitWork(Duration.ofMinutes(10))).isTrue();
        assertThat(queue.lease(Duration.ofDays(1))).isPresent();
        assertThat(queue.awaitWork(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void newWorkWakesWhoeverWaits() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Boolean> woken = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            try {
                return queue.awaitWork(Duration.ofMinutes(5));
            } catch (InterruptedException e) {
                return false;
            }
        });
        started.await();
        long entry = state.intakeLog().append(Samples.REGISTRY, "test", new byte[] {1});
        state.intakeLog().done(entry, List.of(request("a", "1", 1)), List.of(), "");
        assertThat(woken.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
