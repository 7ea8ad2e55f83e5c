package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
import static io.tidewaiter.store.Samples.START;
import static io.tidewaiter.store.Samples.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.RemediationStep;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.store.judge.JudgementStore.Outcome;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {
    private static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-one";
    private static final InstalledPackage OPENSSL = Samples.deb("openssl", "openssl", "3.0.9-1");
    private static final InstalledPackage LIBSSL = Samples.deb("libssl3", "openssl", "3.0.9-1");
    private static final InstalledPackage ZLIB = Samples.deb("zlib1g", "zlib", "1.2-1");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;

    @BeforeEach
    void twoImages() {
        state = State.open(folder, clock);
        save(1, "team/one");
        save(2, "team/two");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void save(int image, String repository) {
        state.scanQueue().enqueue(Samples.request(repository, "1", image));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images()
                .save(
                        job,
                        SUBSCRIPTION,
                        Samples.result(
                                image,
                                Samples.advisories(1),
                                List.of(OPENSSL, LIBSSL, ZLIB),
                                Samples.match(OPENSSL, Samples.vulnerability("CVE-2026-1", Severity.HIGH), "3.0.11-1"),
                                Samples.match(LIBSSL, Samples.vulnerability("CVE-2026-1", Severity.HIGH), "3.0.11-1"),
                                Samples.match(ZLIB, Samples.vulnerability("CVE-2026-2", Severity.LOW), "")));
    }

    private Judgement rule(String scope, String name, String properties) {
        return rule(scope, name, properties, false);
    }

    private Judgement rule(String scope, String name, String properties, boolean pending) {
        return ((Outcome.Written) state.judgements()
                        .put(draft(Judgement.Kind.RULE, scope, name, properties, pending), Precondition.NONE, "alice"))
                .judgement();
    }

    private static Judgement.Draft draft(
            Judgement.Kind kind, String scope, String name, String properties, boolean pending) {
        String type = kind == Judgement.Kind.EXEMPTION
                ? "/providers/Microsoft.Authorization/policyExemptions/"
                : "/providers/Tidewaiter.Security/rules/";
        return new Judgement.Draft(kind, scope + type + name, scope, name, properties, pending);
    }

    private static String hides(String conditions) {
        return "{\"justification\":\"not reachable\",\"conditions\":{" + conditions + "}}";
    }

    private List<SubAssessmentRow> rows() {
        return rows(null);
    }

    private List<SubAssessmentRow> rows(Instant asOf) {
        SubAssessmentQuery query = SubAssessmentQuery.of(REGISTRY);
        List<SubAssessmentRow> rows = state.images()
                .subAssessments(asOf == null ? query : query.at(asOf))
                .rows();
        RegistrySummary summary = state.images().summary(REGISTRY, asOf);
        assertThat(summary).isEqualTo(counted(rows, summary.plan()));
        return rows;
    }

    /** What the rows come to: the oracle of the counts, which are made without them. */
    private static RegistrySummary counted(List<SubAssessmentRow> rows, List<RemediationStep> plan) {
        Map<Severity, Long> findings = new EnumMap<>(Severity.class);
        Map<String, Health> images = new java.util.TreeMap<>();
        long suppressed = 0;
        SubAssessmentRow exempt = null;
        for (SubAssessmentRow row : rows) {
            if (row.suppression() != null && row.suppression().cause().equals("Exempt")) {
                exempt = row;
            }
            if (row.found().isPresent() && row.status() == Health.UNHEALTHY) {
                findings.merge(row.severity(), 1L, Long::sum);
            } else if (row.found().isPresent()) {
                suppressed++;
            }
            boolean isImage = row.found().isEmpty() || row.status() == Health.UNHEALTHY || exempt != null;
            if (isImage) {
                images.merge(row.repository(), row.status(), (a, b) -> a == Health.UNHEALTHY ? a : b);
            }
        }
        Map<Health, Long> byHealth = new EnumMap<>(Health.class);
        images.values().forEach(health -> byHealth.merge(health, 1L, Long::sum));
        return new RegistrySummary(byHealth, findings, suppressed, plan, exempt == null ? null : exempt.suppression());
    }

    @Test
    void aRuleTakesAFindingOutOfTheCountAndLeavesATrace() {
        assertThat(state.images().summary(REGISTRY).count(Severity.HIGH)).isEqualTo(2);
        rule(GROUP, "accepted", hides("\"cves\":[\"cve-2026-1\"]"));

        List<SubAssessmentRow> rows = rows();
        assertThat(rows).hasSize(4);
        assertThat(rows.getFirst().status()).isEqualTo(Health.NOT_APPLICABLE);
        assertThat(rows.getFirst().cause()).isEqualTo("DisabledByRule");
        assertThat(rows.getFirst().description()).isEqualTo("accepted: not reachable");
        assertThat(state.images().summary(REGISTRY).suppressed()).isEqualTo(2);
        assertThat(state.images().summary(REGISTRY).count(Health.UNHEALTHY)).isEqualTo(2);
    }

    @Test
    void thePlanBeginsWithTheUpdateThatClosesMost() {
        assertThat(state.images().summary(REGISTRY).plan())
                .extracting(RemediationStep::sentence)
                .containsExactly("Update openssl to 3.0.11-1: closes 2");
        rule(GROUP, "accepted", hides("\"cves\":[\"cve-2026-1\"]"));
        assertThat(state.images().summary(REGISTRY).plan()).isEmpty();
    }

    @Test
    void anImageOfWhichNothingCountsIsHealthyAgain() {
        rule(GROUP, "all", hides("\"severities\":[\"High\",\"Low\"],\"repositories\":[\"*/one\"]"));

        List<SubAssessmentRow> rows = rows();
        assertThat(rows)
                .extracting(SubAssessmentRow::status)
                .containsExactly(
                        Health.HEALTHY,
                        Health.NOT_APPLICABLE,
                        Health.NOT_APPLICABLE,
                        Health.UNHEALTHY,
                        Health.UNHEALTHY);
        assertThat(state.images().summary(REGISTRY).count(Health.HEALTHY)).isEqualTo(1);
    }

    @Test
    void everyPageSizeShowsTheSameRows() {
        rule(GROUP, "all", hides("\"severities\":[\"High\",\"Low\"],\"repositories\":[\"*/one\"]"));
        List<String> whole = rows().stream().map(SubAssessmentRow::name).toList();
        for (int size = 1; size < 5; size++) {
            List<String> paged = new java.util.ArrayList<>();
            SubAssessmentQuery query = SubAssessmentQuery.of(REGISTRY).limit(size);
            for (Page<SubAssessmentRow> page = state.images().subAssessments(query);
                    ;
                    page = state.images().subAssessments(query.after(page.after()))) {
                page.rows().forEach(row -> paged.add(row.name()));
                if (page.after().isEmpty()) {
                    break;
                }
            }
            assertThat(paged).as("pages of " + size).isEqualTo(whole);
        }
    }

    @Test
    void aFindingIsHiddenOnlyWhereEachOfItsPackagesIs() {
        rule(GROUP, "one", hides("\"packages\":[{\"purl\":\"pkg:deb/debian/libssl3\"}]"));
        assertThat(state.images().summary(REGISTRY).suppressed()).isZero(); // openssl is of the same source
        rule(GROUP, "one", hides("\"packages\":[{\"purl\":\"pkg:deb/debian/zlib1g\",\"versions\":\"<1.2-1\"}]"));
        assertThat(rows()).extracting(SubAssessmentRow::status).containsOnly(Health.UNHEALTHY);
    }

    @Test
    void aRuleEndsInTheMomentItExpiresAndTheCounterfeitClockDoesNotBringItBack() {
        rule(
                GROUP,
                "short",
                "{\"justification\":\"until the release\",\"expiresOn\":\"2026-11-03T11:00:00Z\","
                        + "\"conditions\":{\"cves\":[\"CVE-2026-1\"]}}");
        clock.advance(Duration.ofMinutes(60).minusMillis(1));
        assertThat(state.images().summary(REGISTRY).suppressed()).isEqualTo(2);
        assertThat(state.judgements().noteExpired()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(state.images().summary(REGISTRY).suppressed()).isZero();
        assertThat(rows()).extracting(SubAssessmentRow::status).containsOnly(Health.UNHEALTHY);
        assertThat(state.judgements().noteExpired()).isEqualTo(1);
        assertThat(state.judgements().noteExpired()).isZero();

        clock.advance(Duration.ofDays(-1));
        assertThat(state.images().summary(REGISTRY).suppressed()).isZero();
        assertThat(rows(START.plus(Duration.ofMinutes(30))).getFirst().status()).isEqualTo(Health.NOT_APPLICABLE);
    }

    @Test
    void thePastIsAskedWithTheRulesOfThePast() {
        clock.advance(Duration.ofMinutes(1));
        Judgement rule =
                rule("/subscriptions/" + SUBSCRIPTION, "then", hides("\"cvssBelow\":8,\"categories\":[\"OS\"]"));
        Instant during = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        state.judgements().delete(rule.id(), Precondition.over(rule.etag()), "bob");

        assertThat(rows(START)).extracting(SubAssessmentRow::status).containsOnly(Health.UNHEALTHY);
        assertThat(rows(during)).extracting(SubAssessmentRow::status).contains(Health.HEALTHY, Health.NOT_APPLICABLE);
        assertThat(rows()).extracting(SubAssessmentRow::status).containsOnly(Health.UNHEALTHY);
        assertThat(state.judgements().get(rule.id(), during)).isPresent();
        assertThat(state.judgements().get(rule.id(), null)).isEmpty();
        assertThat(state.judgements().list(Judgement.Kind.RULE, "/", during, "", 10))
                .hasSize(1);
        assertThat(state.judgements().list(Judgement.Kind.RULE, "/", null, "", 10))
                .isEmpty();
        assertThat(state.judgements().history(rule.id(), 10)).hasSize(1);
    }

    @Test
    void ofTwoWritersWithTheSameEtagOneIsTold() {
        Judgement first = rule(GROUP, "shared", hides("\"cves\":[\"CVE-2026-1\"]"));
        Judgement.Draft other = draft(Judgement.Kind.RULE, GROUP, "SHARED", hides("\"cves\":[\"CVE-2026-2\"]"), false);

        assertThat(state.judgements().put(other, Precondition.over(first.etag()), "bob"))
                .isInstanceOf(Outcome.Written.class);
        assertThat(state.judgements().put(other, Precondition.over(first.etag()), "carol"))
                .isInstanceOf(Outcome.Mismatch.class);
        assertThat(state.judgements().delete(first.id(), Precondition.over(first.etag()), "carol"))
                .isInstanceOf(Outcome.Mismatch.class);
        assertThat(state.judgements().get(first.id(), null).orElseThrow().name())
                .isEqualTo("shared");
    }

    @Test
    void aRuleThatWaitsForASecondPersonHidesNothingUntilThen() {
        Judgement pending = rule(GROUP, "two", hides("\"cves\":[\"CVE-2026-1\"]"), true);
        assertThat(state.images().summary(REGISTRY).suppressed()).isZero();
        assertThat(state.judgements().approve(pending.id(), Precondition.NONE, "ALICE"))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(state.judgements().approve(pending.id(), Precondition.over(pending.etag()), "bob"))
                .isInstanceOf(Outcome.Written.class);
        assertThat(state.images().summary(REGISTRY).suppressed()).isEqualTo(2);
        assertThat(state.judgements().approve(pending.id(), Precondition.NONE, "bob"))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anExemptionTakesTheRegistryOutWithEverythingInIt() {
        state.judgements()
                .put(
                        draft(
                                Judgement.Kind.EXEMPTION,
                                REGISTRY,
                                "sandbox",
                                "{\"policyAssignmentId\":\"/x\",\"exemptionCategory\":\"Waiver\"}",
                                false),
                        Precondition.NONE,
                        "alice");

        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(Health.NOT_APPLICABLE);
            assertThat(row.cause()).isEqualTo("Exempt");
        });
        RegistrySummary summary = state.images().summary(REGISTRY);
        assertThat(summary.exemption()).isPresent();
        assertThat(summary.count(Health.NOT_APPLICABLE)).isEqualTo(2);
        assertThat(summary.suppressed()).isEqualTo(4);
    }

    @Test
    void aVexDocumentHidesWhatItSaysIsNotAffectedAndTellsTheRest() {
        String vex = """
                {"document":{"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:x","author":"us","timestamp":"2026-11-01T00:00:00Z",
                 "version":1,"statements":[
                  {"vulnerability":{"name":"GHSA-x","aliases":["DEBIAN-CVE-2026-1"]},"products":[{"@id":"pkg:oci/one@%s",
                   "subcomponents":[{"@id":"pkg:deb/debian/openssl"}]}],"status":"not_affected",
                   "justification":"vulnerable_code_not_in_execute_path"},
                  {"vulnerability":{"name":"CVE-2026-2"},"products":[{"@id":"pkg:deb/debian/zlib1g"}],
                   "status":"under_investigation"}]}}""".formatted(Samples.digest(1));
        state.judgements().put(draft(Judgement.Kind.VEX, GROUP, "ours", vex, false), Precondition.NONE, "alice");

        List<SubAssessmentRow> rows = rows();
        assertThat(rows.getFirst().cause()).isEqualTo("VexNotAffected");
        assertThat(rows.getFirst().description()).isEqualTo("ours: vulnerable_code_not_in_execute_path");
        assertThat(rows.get(1).status()).isEqualTo(Health.UNHEALTHY);
        assertThat(rows.get(1).notes())
                .singleElement()
                .satisfies(note -> assertThat(note.cause()).isEqualTo("VexUnderInvestigation"));
        assertThat(rows.subList(2, 4)).extracting(SubAssessmentRow::status).containsOnly(Health.UNHEALTHY);
    }

    @Test
    void countsFollowMatchesThatComeAndGo() {
        rule(GROUP, "accepted", hides("\"cves\":[\"CVE-2026-1\"]"));
        assertThat(rows()).hasSize(4);
        clock.advance(Duration.ofMinutes(1));
        state.scanQueue().enqueue(Samples.request("team/three", "1", 3));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images()
                .save(
                        job,
                        SUBSCRIPTION,
                        Samples.result(
                                3,
                                Samples.advisories(2),
                                List.of(OPENSSL, ZLIB),
                                Samples.match(OPENSSL, Samples.vulnerability("CVE-2026-3", Severity.CRITICAL), ""),
                                Samples.match(OPENSSL, Samples.vulnerability("CVE-2026-1", Severity.MEDIUM), "")));

        rows();
        RegistrySummary summary = state.images().summary(REGISTRY);
        assertThat(summary.count(Severity.CRITICAL)).isEqualTo(3);
        assertThat(summary.count(Severity.LOW)).isZero();
        assertThat(summary.suppressed()).isEqualTo(3);
        assertThat(Optional.of(summary.count(Health.UNHEALTHY))).hasValue(3L);
    }

    @Test
    void oneMoreRuleBesideThousandsIsSeenAtOnce() {
        rule(GROUP, "accepted", hides("\"cves\":[\"CVE-2026-1\"]"));
        assertThat(rows()).hasSize(4);
        for (int i = 0; i < 2_000; i++) {
            rule(GROUP, "r" + i, hides("\"cves\":[\"CVE-1999-" + i + "\"]"));
        }
        assertThat(rows()).hasSize(4);
        rule(GROUP, "last", hides("\"cves\":[\"CVE-2026-2\"]"));
        assertThat(rows()).extracting(SubAssessmentRow::status).doesNotContain(Health.UNHEALTHY);
        assertThat(state.judgements().rules().size()).isEqualTo(2_002);
    }
}
