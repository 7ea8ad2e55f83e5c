package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private void saveVulnerable() {
        save(request("team/demo", "1", 1), vulnerable(1, 50));
    }

    private static ScanResult vulnerable(int image, int advisories) {
        return result(
                image,
                advisories(advisories),
                List.of(LIBSSL, OPENSSL, ZLIB),
                match(LIBSSL, FIRST, "3.0.12-1"),
                match(OPENSSL, FIRST, "3.0.12-1"),
                match(ZLIB, SECOND, ""));
    }

    @Test
    void givesOneHealthyRowForACleanImage() {
        save(request("team/clean", "1", 2), result(2, advisories(50), List.of(ZLIB)));

        SubAssessmentRow row = rows().getFirst();

        assertThat(rows()).hasSize(1);
        assertThat(row.status()).isEqualTo(Health.HEALTHY);
        assertThat(row.found()).isEmpty();
        assertThat(row.cause()).isEmpty();
    }

    @Test
    void givesOneUnverifiedRowWithTheCauseWhereNothingIsProven() {
        save(
                request("team/broken", "1", 3),
                Samples.result(
                        3,
                        "catalog-1",
                        advisories(50),
                        List.of(ZLIB),
                        List.of(Samples.unreadable("the gzip stream ends early"))));

        SubAssessmentRow row = rows().getFirst();

        assertThat(row.status()).isEqualTo(Health.UNVERIFIED);
        assertThat(row.cause()).isEqualTo("LayerUnreadable");
        assertThat(row.description()).contains("layer 1").contains("the gzip stream ends early");
    }

    @Test
    void keepsCoverageVisibleBesideFindings() {
        save(
                request("team/broken", "1", 3),
                Samples.result(
                        3,
                        "catalog-1",
                        advisories(50),
                        List.of(ZLIB),
                        List.of(Samples.unreadable("cut")),
                        match(ZLIB, SECOND, "")));

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(Health.UNHEALTHY);
            assertThat(row.coverage().facts()).containsExactly(Samples.unreadable("cut"));
        });
    }

    @Test
    void storesFailedAndInapplicableImagesUnmetered() {
        state.images()
                .saveVerdict(
                        job(request("a", "1", 4)),
                        SUBSCRIPTION,
                        identity(4),
                        Assessor.failed("the cell ran out of time"));
        state.images()
                .saveVerdict(
                        job(request("b", "1", 5)),
                        SUBSCRIPTION,
                        identity(5),
                        Assessor.notApplicable("UnsupportedPlatform", "a Windows image"));

        assertThat(rows())
                .extracting(row -> row.repository() + " " + row.status().label() + " " + row.cause())
                .containsExactly("a Unverified ScanFailed", "b NotApplicable UnsupportedPlatform");
        assertThat(state.images().usage(SUBSCRIPTION)).isEmpty();
        assertThat(state.images().isKnown(digest(4), "", "")).isFalse();
    }

    @Test
    void givesUpAJobWhoseDigestNobodyKnows() {
        ScanRequest byTag = new ScanRequest(REGISTRY, "team/gone", "1", "", "", Samples.START);
        state.images()
                .saveVerdict(
                        job(byTag),
                        SUBSCRIPTION,
                        new ImageIdentity("team/gone:1", null, "", "", 0),
                        Assessor.failed("the registry said 404"));

        assertThat(state.scanQueue().failed(10))
                .singleElement()
                .satisfies(failed ->
                        assertThat(failed.why()).contains("team/gone:1").contains("404"));
        assertThat(rows()).isEmpty();
    }

    @Test
    void decidesAMatchForEveryImageWithThePackage() {
        saveVulnerable();
        save(request("team/other", "1", 6), result(6, advisories(50), List.of(ZLIB), match(ZLIB, SECOND, "")));

        // Newer advisories withdraw what they said of zlib; only the other image is scanned again.
        save(request("team/other", "1", 6), result(6, advisories(51), List.of(ZLIB)));

        assertThat(rows())
                .extracting(row -> row.repository() + " "
                        + row.found().map(Finding::key).orElse(row.status().label()))
                .containsExactly("team/demo CVE-2026-0001|Debian:12|openssl|3.0.11-1", "team/other Healthy");
    }

    @Test
    void knowsNewFindingsOfImagesThatWereNotScannedAgain() {
        save(request("team/clean", "1", 2), result(2, advisories(50), List.of(ZLIB)));
        save(request("team/other", "1", 6), result(6, advisories(51), List.of(ZLIB), match(ZLIB, SECOND, "")));

        assertThat(rows()).hasSize(2).allSatisfy(row -> assertThat(row.status()).isEqualTo(Health.UNHEALTHY));
        assertThat(state.images().summary(REGISTRY).count(Health.UNHEALTHY)).isEqualTo(2);
    }

    @Test
    void keepsTheNewerAdvisoriesWordWhenAnOlderScanEndsLate() {
        AdvisorySnapshot older = advisories(50);
        AdvisorySnapshot newer = advisories(51);
        state.images().activate(older);
        state.images().activate(newer);
        save(request("team/one", "1", 1), result(1, newer, List.of(ZLIB)));
        save(request("team/two", "1", 2), result(2, older, List.of(ZLIB), match(ZLIB, SECOND, "")));
        assertThat(rows()).allSatisfy(row -> assertThat(row.found()).isEmpty());

        state.images().activate(older); // somebody went back on purpose
        save(request("team/two", "1", 2), result(2, older, List.of(ZLIB), match(ZLIB, SECOND, "")));
        assertThat(rows()).hasSize(2).allSatisfy(row -> assertThat(row.found()).isPresent());
    }

    @Test
    void remembersWhatWasKnownBefore() {
        saveVulnerable();
        Instant before = clock.instant();
        clock.advance(Duration.ofHours(1));
        save(request("team/demo", "1", 1), result(1, advisories(51), List.of(LIBSSL, OPENSSL, ZLIB)));
        List<SubAssessmentRow> then = state.images()
                .subAssessments(SubAssessmentQuery.of(REGISTRY).at(before))
                .rows();

        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(Health.HEALTHY));
        assertThat(then).hasSize(2).allSatisfy(row -> {
            assertThat(row.found()).isPresent();
            assertThat(row.tags()).containsExactly("1");
            assertThat(row.advisoryDigest()).isEqualTo(digest(50));
        });
        assertThat(state.images()
                        .subAssessments(SubAssessmentQuery.of(REGISTRY).at(Samples.START.minusSeconds(1)))
                        .rows())
                .isEmpty();
    }

    @Test
    void opensNewIntervalsOnlyWhereSomethingChanged() {
        saveVulnerable();
        Vulnerability risen = vulnerability("CVE-2026-0002", Severity.CRITICAL);
        save(
                request("team/demo", "1", 1),
                result(
                        1,
                        advisories(51),
                        List.of(LIBSSL, OPENSSL, ZLIB),
                        match(LIBSSL, FIRST, "3.0.12-1"),
                        match(OPENSSL, FIRST, "3.0.12-1"),
                        match(ZLIB, risen, "")));

        assertThat(count("package_match")).isEqualTo(4);
        assertThat(count("image_package")).isEqualTo(3);
        assertThat(count("image_presence")).isEqualTo(2);
        assertThat(count("vulnerability")).isEqualTo(3);
        assertThat(rows()).extracting(SubAssessmentRow::severity).containsExactly(Severity.HIGH, Severity.CRITICAL);
        assertThat(rows()).extracting(SubAssessmentRow::firstSeen).containsOnly(Samples.START);
    }

    @Test
    void closesPackagesThatABetterReadingNoLongerFinds() {
        saveVulnerable();
        save(
                request("team/demo", "1", 1),
                Samples.result(1, "catalog-2", advisories(50), List.of(ZLIB), List.of(), match(ZLIB, SECOND, "")));

        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.catalogVersion()).isEqualTo("catalog-2");
            assertThat(row.found().orElseThrow().key()).startsWith("CVE-2026-0002|");
        });
        assertThat(state.images().isKnown(digest(1), "catalog-2", digest(50))).isTrue();
        assertThat(state.images().isKnown(digest(1), "catalog-1", digest(50))).isFalse();
    }

    @Test
    void changesNothingWhenTheSameResultIsSavedTwice() {
        ScanQueue.Job job = job(request("team/demo", "1", 1));
        state.images().save(job, SUBSCRIPTION, vulnerable(1, 50));
        List<SubAssessmentRow> once = rows();
        List<Long> counts = counts();
        state.images().save(job, SUBSCRIPTION, vulnerable(1, 50));

        assertThat(rows()).isEqualTo(once);
        assertThat(counts()).isEqualTo(counts);
    }

    @Test
    void metersADigestOnceForEachSubscriptionAndMonth() {
        String other = "99999999-2222-3333-4444-555555555555";
        saveVulnerable();
        saveVulnerable();
        state.images().attach(job(request("team/copy", "2", 1)), SUBSCRIPTION.toUpperCase(Locale.ROOT), identity(1));
        state.images().attach(job(request("team/copy", "3", 1)), other, identity(1));
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(1);
        assertThat(state.images().usage(other)).hasSize(1);

        clock.advance(Duration.ofDays(30));
        saveVulnerable();
        assertThat(state.images().usage(SUBSCRIPTION))
                .extracting(MeterRecord::period)
                .containsExactly("2026-11", "2026-12");
    }

    @Test
    void attachesAKnownImageToAnotherPlace() {
        saveVulnerable();
        state.images().attach(job(request("team/copy", "latest", 1)), SUBSCRIPTION, identity(1));

        assertThat(rows()).hasSize(4);
        assertThat(rows()).extracting(SubAssessmentRow::name).doesNotHaveDuplicates();
        assertThat(rows().getLast().repository()).isEqualTo("team/copy");
        ScanQueue.Job unknown = job(request("team/copy", "latest", 7));
        assertThatThrownBy(() -> state.images().attach(unknown, SUBSCRIPTION, identity(7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never scanned");
    }

    @Test
    void movesATagAndKeepsTheUntaggedImage() {
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));
        save(request("team/demo", "1", 2, clock.instant()), result(2, advisories(50), List.of(ZLIB)));

        assertThat(rows())
                .extracting(row -> row.digest() + row.tags())
                .containsExactly(digest(1) + "[]", digest(2) + "[1]");
    }

    @Test
    void anOlderPushThatIsScannedLateDoesNotMoveTheTagBack() {
        save(request("team/demo", "1", 2, Samples.START.plusSeconds(5)), result(2, advisories(50), List.of(ZLIB)));
        save(request("team/demo", "1", 1), result(1, advisories(50), List.of(ZLIB)));

        assertThat(rows())
                .extracting(row -> row.digest() + row.tags())
                .containsExactly(digest(2) + "[1]", digest(1) + "[]");
    }

    @Test
    void storesEveryImageOfAnIndexUnderItsTag() {
        state.images()
                .complete(
                        job(request("team/multi", "1", 99)),
                        SUBSCRIPTION,
                        List.of(
                                new JobOutcome.Scanned(result(1, advisories(50), List.of(ZLIB))),
                                new JobOutcome.Scanned(result(2, advisories(50), List.of(ZLIB))),
                                new JobOutcome.Judged(
                                        identity(3), Assessor.notApplicable("UnsupportedPlatform", "x"))));

        assertThat(rows()).hasSize(3).allSatisfy(row -> assertThat(row.tags()).containsExactly("1"));
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(2);
    }

    private void delete(String tag, String digest) {
        long entry = state.intakeLog().append(REGISTRY, "test", new byte[0]);
        state.intakeLog()
                .done(
                        entry,
                        List.of(),
                        List.of(new IntakeLog.Deletion(REGISTRY.toLowerCase(Locale.ROOT), "team/demo", tag, digest)),
                        "deleted");
    }

    @Test
    void deletionHidesFindingsAtOnce() {
        saveVulnerable();
        String name = rows().getFirst().name();
        delete("", digest(1));

        assertThat(rows()).isEmpty();
        assertThat(state.images().subAssessment(REGISTRY, name)).isEmpty();
        assertThat(state.images().summary(REGISTRY).images()).isEmpty();
    }

    @Test
    void deletionOfATagKeepsTheManifestAndOfARepositoryNothing() {
        saveVulnerable();
        delete("1", "");
        assertThat(rows()).hasSize(2).allSatisfy(row -> assertThat(row.tags()).isEmpty());
        delete("", "");
        assertThat(rows()).isEmpty();
    }

    @Test
    void aScanThatWasUnderWayDoesNotBringADeletedImageBack() {
        ScanQueue.Job job = job(request("team/demo", "1", 1));
        clock.advance(Duration.ofSeconds(1));
        delete("", digest(1));
        state.images().save(job, SUBSCRIPTION, vulnerable(1, 50));
        assertThat(rows()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        save(request("team/demo", "1", 1, clock.instant()), vulnerable(1, 50));
        assertThat(rows()).hasSize(2);
    }

    @Test
    void findsARowByItsNameInAnyCasing() {
        saveVulnerable();
        for (SubAssessmentRow row : rows()) {
            assertThat(state.images()
                            .subAssessment(
                                    REGISTRY.toUpperCase(Locale.ROOT),
                                    row.name().toUpperCase(Locale.ROOT)))
                    .contains(row);
        }
        assertThat(state.images()
                        .subAssessment(REGISTRY + "x", rows().getFirst().name()))
                .isEmpty();
        assertThat(state.images().subAssessment(REGISTRY, "not a guid")).isEmpty();
        assertThat(state.images().subAssessment(REGISTRY, "00000000-0000-0000-0000-000000000000"))
                .isEmpty();
    }

    @Test
    void answersForEveryScopeAndNothingBesideIt() {
        saveVulnerable();
        String group = "/SUBSCRIPTIONS/" + SUBSCRIPTION + "/resourcegroups/rg-one";

        for (String scope : List.of(
                REGISTRY, group, "/subscriptions/" + SUBSCRIPTION, "/subscriptions/" + SUBSCRIPTION + "/", "/")) {
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(scope))
                            .rows())
                    .as(scope)
                    .hasSize(2);
        }
        for (String scope :
                List.of(group + "2", group.substring(0, group.length() - 1), REGISTRY + "/x", "/subscriptions/1")) {
            assertThat(state.images()
                            .subAssessments(SubAssessmentQuery.of(scope))
                            .rows())
                    .as(scope)
                    .isEmpty();
        }
        assertThat(state.images()
                        .subAssessments(SubAssessmentQuery.of(REGISTRY).ofImage(digest(1)))
                        .rows())
                .hasSize(2);
        assertThat(state.images()
                        .subAssessments(SubAssessmentQuery.of(REGISTRY).ofImage(digest(2)))
                        .rows())
                .isEmpty();
    }

    @Test
    void answersForScopesInOneOrderAndForEachRegistryOnce() {
        saveVulnerable();
        String subscription = "/subscriptions/" + SUBSCRIPTION;
        SubAssessmentQuery one = SubAssessmentQuery.of(REGISTRY);
        SubAssessmentQuery some = SubAssessmentQuery.of(
                List.of("/subscriptions/9", REGISTRY, subscription, subscription + "-beside", "/subscriptions/0"));
        List<SubAssessmentRow> all = state.images().subAssessments(one).rows();
        assertThat(state.images().subAssessments(some).rows()).isEqualTo(all);
        Page<SubAssessmentRow> first = state.images().subAssessments(some.limit(1));
        assertThat(first.rows()).isEqualTo(all.subList(0, 1));
        assertThat(state.images().subAssessments(some.after(first.after())).rows())
                .isEqualTo(all.subList(1, all.size()));
    }

    @Test
    void aPlanIsNotMadeOfMoreFindingsThanAreAllowed() {
        saveVulnerable();
        assertThat(state.images().plan(REGISTRY, 200, 2, null)).isPresent();
        assertThat(state.images().plan(REGISTRY, 200, 1, null)).isEmpty();
        assertThat(state.images().plan(REGISTRY, 200, 1, clock.instant())).isEmpty();
    }

    @Test
    void countsImagesAndFindings() {
        saveVulnerable();
        save(request("team/clean", "1", 2), result(2, advisories(50), List.of(deb("bash", "bash", "5.2"))));

        RegistrySummary summary = state.images().summary(REGISTRY.toUpperCase(Locale.ROOT));

        assertThat(summary.count(Health.UNHEALTHY)).isEqualTo(1);
        assertThat(summary.count(Health.HEALTHY)).isEqualTo(1);
        assertThat(summary.count(Severity.HIGH)).isEqualTo(1);
        assertThat(summary.count(Severity.LOW)).isEqualTo(1);
        assertThat(summary.count(Severity.CRITICAL)).isZero();
    }

    @Test
    void pagesNeitherRepeatNorSkipARow() {
        List<InstalledPackage> packages = new ArrayList<>();
        List<MatchResult.PackageMatch> found = new ArrayList<>();
        for (int i = 0; i < 125; i++) {
            InstalledPackage one = deb("lib" + i, "lib" + i, "1");
            packages.add(one);
            found.add(match(one, vulnerability("CVE-2026-" + (1000 + i), Severity.MEDIUM), ""));
        }
        MatchResult.PackageMatch[] matches = found.toArray(MatchResult.PackageMatch[]::new);
        for (int image = 1; image <= 40; image++) {
            save(request("team/r" + image % 7, "t" + image, image), result(image, advisories(50), packages, matches));
            save(request("team/clean", "t" + image, 100 + image), result(100 + image, advisories(50), List.of()));
        }
        List<SubAssessmentRow> all = state.images()
                .subAssessments(SubAssessmentQuery.of(REGISTRY).limit(100_000))
                .rows();
        assertThat(all).hasSize(5_040);

        List<String> names = new ArrayList<>();
        String after = "";
        do {
            Page<SubAssessmentRow> page = state.images()
                    .subAssessments(SubAssessmentQuery.of(REGISTRY).limit(333).after(after));
            page.rows().forEach(row -> names.add(row.name()));
            after = page.after();
            if (names.size() == 333) {
                // What comes and goes meanwhile disturbs nothing: a new image, and one that was shown is deleted.
                save(request("team/new", "1", 500, clock.instant()), result(500, advisories(50), List.of()));
                long entry = state.intakeLog().append(REGISTRY, "test", new byte[0]);
                IntakeLog.Deletion first = new IntakeLog.Deletion(REGISTRY, "team/r1", "", digest(1));
                state.intakeLog().done(entry, List.of(), List.of(first), "");
            }
        } while (!after.isEmpty());

        assertThat(names).doesNotHaveDuplicates();
        List<String> expected =
                new ArrayList<>(all.stream().map(SubAssessmentRow::name).toList());
        assertThat(names).hasSize(5_041).startsWith(expected.toArray(String[]::new));
    }

    @Test
    void refusesATokenThatItDidNotGive() {
        for (String token : List.of("x", "%%%", "AAAA", "MTIzNA")) {
            SubAssessmentQuery query = SubAssessmentQuery.of(REGISTRY).after(token);
            assertThatThrownBy(() -> state.images().subAssessments(query))
                    .as(token)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Long> counts() {
        return List.of(
                count("image"),
                count("image_package"),
                count("image_presence"),
                count("image_verdict"),
                count("package_match"),
                count("package_version"),
                count("vulnerability"),
                count("meter"));
    }

    private long count(String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + table);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(table, e);
        }
    }
}
