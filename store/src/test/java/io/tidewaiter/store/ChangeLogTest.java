package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
import static io.tidewaiter.store.Samples.SUBSCRIPTION;
import static io.tidewaiter.store.Samples.advisories;
import static io.tidewaiter.store.Samples.deb;
import static io.tidewaiter.store.Samples.digest;
import static io.tidewaiter.store.Samples.match;
import static io.tidewaiter.store.Samples.request;
import static io.tidewaiter.store.Samples.result;
import static io.tidewaiter.store.Samples.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeLogTest {
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

    private void save(ScanRequest request, ScanResult result) {
        state.scanQueue().enqueue(request);
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, SUBSCRIPTION, result);
        clock.advance(Duration.ofSeconds(10));
    }

    private List<Change> changes() {
        return after(0);
    }

    private List<Change> after(long id) {
        return state.changes().read(sql -> ChangeLog.after(sql, id, 100)).stream()
                .map(ChangeLog.Entry::change)
                .toList();
    }

    private long last() {
        return state.changes().span().last();
    }

    @Test
    void aScanIsNotedWithItsJobItsImageAndItsMeter() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));

        assertThat(changes())
                .extracting(Change::kind)
                .containsExactly(
                        ChangeKind.JOB,
                        ChangeKind.JOB,
                        ChangeKind.ADVISORIES,
                        ChangeKind.METER,
                        ChangeKind.IMAGE,
                        ChangeKind.JOB);
        assertThat(changes()).contains(Change.image(1));
    }

    @Test
    void whatSpeaksForASharedPackageIsNotedOnceItChanges() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));
        long before = last();

        save(
                request("team/demo", "2", 2),
                result(
                        2,
                        advisories(51),
                        List.of(ZLIB),
                        match(ZLIB, vulnerability("CVE-2026-0001", Severity.HIGH), "1.3")));
        long between = last();
        save(
                request("team/demo", "3", 3),
                result(
                        3,
                        advisories(51),
                        List.of(ZLIB),
                        match(ZLIB, vulnerability("CVE-2026-0001", Severity.HIGH), "1.3")));

        assertThat(after(before)).contains(Change.packageVersion(1));
        assertThat(after(between)).extracting(Change::kind).doesNotContain(ChangeKind.PACKAGE);
    }

    @Test
    void anImageThatATagLeavesIsNoted() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));
        long before = last();

        save(request("team/demo", "1", 2), result(2, advisories(50), List.of(ZLIB)));

        assertThat(after(before)).contains(Change.image(1), Change.image(2));
    }

    @Test
    void aDeletionNotesTheImagesThatItTakes() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));
        long before = last();

        long event = state.intakeLog().append(REGISTRY, "distribution", new byte[] {1});
        state.intakeLog()
                .done(
                        event,
                        List.of(),
                        List.of(new IntakeLog.Deletion(REGISTRY, "team/demo", "", digest(1))),
                        "deleted");

        assertThat(after(before)).containsExactly(Change.image(1));
    }

    @Test
    void aRegistryIsNotedUnderItsId() {
        long before = last();

        state.resources()
                .putRegistry(new RegistryResource(SUBSCRIPTION, "rg", "reg", "here", "reg.example", "{}"), "test");

        assertThat(after(before))
                .extracting(Change::kind)
                .containsExactly(ChangeKind.REGISTRY, ChangeKind.RESOURCE); // with the resource group that it makes
    }

    @Test
    void pruningKeepsTheNewestSoThatNumbersOnlyGrow() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));
        long last = last();

        state.changes().prune(last);
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));

        ChangeLog.Span span = state.changes().span();
        assertThat(span.first()).isEqualTo(last);
        assertThat(span.last()).isGreaterThan(last);
        assertThat(span.continues(last - 1)).isTrue();
        assertThat(span.continues(last - 2)).isFalse();
    }
}
