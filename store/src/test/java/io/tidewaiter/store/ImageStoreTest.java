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

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
    private static final InstalledPackage LIBSSL = deb("libssl3", "openssl", "3.0.11-1");
    private static final InstalledPackage OPENSSL = deb("openssl", "openssl", "3.0.11-1");
    private static final InstalledPackage ZLIB = deb("zlib1g", "zlib", "1.2.13");
    private static final Vulnerability FIRST = vulnerability("CVE-2026-0001", Severity.HIGH);
    private static final Vulnerability SECOND = vulnerability("CVE-2026-0002", Severity.LOW);

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

    private ScanQueue.Job job(ScanRequest request) {
        state.scanQueue().enqueue(request);
        return state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
    }

    private void save(ScanRequest request, ScanResult result) {
        state.images().save(job(request), SUBSCRIPTION, result);
        clock.advance(Duration.ofSeconds(10));
    }

    private List<SubAssessmentRow> rows() {
        return state.images().subAssessments(SubAssessmentQuery.of(REGISTRY)).rows();
    }

    @Test
    void derivesFindingsFromContentsAndMatches() {
        ScanResult saved = result(
                1,
                advisories(50),
                List.of(LIBSSL, OPENSSL, ZLIB),
                match(LIBSSL, FIRST, "3.0.12-1"),
                match(OPENSSL, FIRST, "3.0.12-1"),
                match(ZLIB, SECOND, ""));
        save(request("team/demo", "1", 1), saved);

        List<SubAssessmentRow> rows = rows();

        assertThat(rows)
                .extracting(row -> row.found().orElseThrow())
                .isEqualTo(saved.assessment().findings());
        SubAssessmentRow row = rows.getFirst();
        assertThat(row.status()).isEqualTo(Health.UNHEALTHY);
        assertThat(row.finding().remediation()).isEqualTo("Update openssl (libssl3, openssl) to 3.0.12-1");
        assertThat(row.registryId()).isEqualTo(REGISTRY);
        assertThat(row.repository()).isEqualTo("team/demo");
        assertThat(row.tags()).containsExactly("1");
        assertThat(row.digest()).isEqualTo(digest(1));
        assertThat(row.operatingSystem()).isEqualTo(Samples.BOOKWORM);
        assertThat(row.platform()).isEqualTo("linux/amd64");
        assertThat(row.coverage()).isEqualTo(saved.assessment().coverage());
        assertThat(row.catalogVersion()).isEqualTo("catalog-1");
        assertThat(row.advisoryDigest()).isEqualTo(digest(50));
        assertThat(row.firstSeen()).isEqualTo(Samples.START);
        assertThat(state.scanQueue().counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
    }
}
