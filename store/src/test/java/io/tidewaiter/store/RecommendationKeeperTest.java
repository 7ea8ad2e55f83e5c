package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
import static io.tidewaiter.store.Samples.START;
import static io.tidewaiter.store.Samples.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.store.recommend.Evaluation;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationKeeperTest {
    private static final InstalledPackage OPENSSL = Samples.deb("openssl", "openssl", "3.0.9-1");
    private static final RegistryResource RESOURCE =
            new RegistryResource(SUBSCRIPTION, "RG-One", "RegOne", "here", "reg.example", "{}");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;
    private RecommendationKeeper keeper;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        keeper = new RecommendationKeeper(state);
        keeper.look();
        state.resources().putRegistry(RESOURCE, "alice");
        keeper.look();
    }

    @AfterEach
    void close() {
        state.close();
    }

    /** Later, by that many minutes after the start. */
    private void at(int minutes) {
        clock.advance(Duration.between(clock.instant(), minute(minutes)));
    }

    private static Instant minute(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private void save(int image, MatchResult.PackageMatch... matches) {
        state.scanQueue().enqueue(Samples.request("team/" + image, "1", image));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, SUBSCRIPTION, Samples.result(image, Samples.advisories(1), List.of(OPENSSL), matches));
    }

    private void saveUnhealthy(int image) {
        save(image, Samples.match(OPENSSL, Samples.vulnerability("CVE-2026-1", Severity.HIGH), "3.0.11-1"));
    }

    private Optional<Evaluation> known() {
        return state.recommendations().of(REGISTRY, null);
    }

    private void assertStands(Health status, int changed) {
        assertThat(known().orElseThrow())
                .returns(status, Evaluation::status)
                .returns(START, Evaluation::first)
                .returns(minute(changed), Evaluation::changed);
    }

    @Test
    void theDateOfAStatusIsThatOfTheChangeThatTurnedIt() {
        assertStands(Health.NOT_APPLICABLE, 0);
        at(1);
        save(1);
        at(2);
        keeper.look();
        assertStands(Health.HEALTHY, 1);
        at(3);
        save(2);
        keeper.look();
        assertStands(Health.HEALTHY, 1);
        at(4);
        saveUnhealthy(3);
        keeper.look();
        assertStands(Health.UNHEALTHY, 4);
    }

    @Test
    void whatIsReadOfThePastHasTheDatesThatItHad() {
        at(1);
        saveUnhealthy(1);
        keeper.look();
        at(2);
        long event = state.intakeLog().append(REGISTRY, "test", new byte[0]);
        state.intakeLog()
                .done(event, List.of(), List.of(new IntakeLog.Deletion(REGISTRY, "team/1", "", Samples.digest(1))), "");
        keeper.look();

        assertThat(state.recommendations().of(REGISTRY, minute(0)))
                .hasValueSatisfying(then -> assertThat(then.status()).isEqualTo(Health.NOT_APPLICABLE));
        assertThat(state.recommendations().of(REGISTRY, minute(1)))
                .hasValueSatisfying(then -> assertThat(then)
                        .returns(Health.UNHEALTHY, Evaluation::status)
                        .returns(minute(1), Evaluation::changed));
        assertStands(Health.NOT_APPLICABLE, 2);
        assertThat(state.recommendations().of(REGISTRY, START.minusSeconds(1))).isEmpty();
    }

    @Test
    void aRuleAndItsEndTurnAStatus() {
        at(1);
        saveUnhealthy(1);
        keeper.look();
        at(2);
        String scope = "/subscriptions/" + SUBSCRIPTION;
        state.judgements()
                .put(
                        new Judgement.Draft(
                                Judgement.Kind.RULE,
                                scope + "/providers/Tidewaiter.Security/rules/quiet",
                                scope,
                                "quiet",
                                "{\"justification\":\"x\",\"expiresOn\":\"" + minute(5)
                                        + "\",\"conditions\":{\"cves\":[\"CVE-2026-1\"]}}",
                                false),
                        Precondition.NONE,
                        "alice");
        keeper.look();
        assertStands(Health.HEALTHY, 2);
        at(6);
        state.judgements().noteExpired();
        keeper.look();
        assertThat(known().orElseThrow().status()).isEqualTo(Health.UNHEALTHY);
        assertThat(known().orElseThrow().changed()).isBetween(minute(5), minute(6));
    }

    @Test
    void aRegistryThatRefusesUsWasRefusingUsThenToo() {
        at(1);
        sync(RegistrySync.Phase.DENIED, "RegistryDenied", "it wants a password");
        keeper.look();
        at(2);
        sync(RegistrySync.Phase.COMPLETE, "", "");
        save(1);
        keeper.look();

        assertStands(Health.HEALTHY, 2);
        Recommended then = Recommended.then(
                state.images().summary(REGISTRY, minute(1)),
                state.recommendations().of(REGISTRY, minute(1)));
        assertThat(then.recommendation().cause()).isEqualTo("RegistryDenied");
        assertThat(then.recommendation().description()).isEqualTo("it wants a password");
        assertThat(then.since().orElseThrow().changed()).isEqualTo(START); // one cause took the place of another
    }

    private void sync(RegistrySync.Phase phase, String cause, String description) {
        state.syncs()
                .put(new RegistrySync(
                        REGISTRY, "", phase, cause, description, START, null, null, "", RegistrySync.Counts.NONE));
    }

    @Test
    void aRegistryThatIsMadeAnewBeginsAnew() {
        at(1);
        saveUnhealthy(1);
        keeper.look();
        at(2);
        state.resources().deleteRegistry(REGISTRY, "alice");
        keeper.look();
        assertThat(known()).isEmpty();
        at(3);
        state.resources().putRegistry(RESOURCE, "alice");
        keeper.look();
        assertThat(known().orElseThrow()).returns(minute(3), Evaluation::first).returns(minute(3), Evaluation::changed);
    }

    @Test
    void aKeeperThatStartsLaterFindsWhatTurnedBefore() {
        at(1);
        saveUnhealthy(1);
        at(9);
        new RecommendationKeeper(state).look();
        assertStands(Health.UNHEALTHY, 1);
    }

    @Test
    void aChangeIsNotedOncePerTurn() {
        at(1);
        saveUnhealthy(1);
        keeper.look();
        keeper.look();
        saveUnhealthy(2);
        keeper.look();
        List<Change> noted = state.changes().read(sql -> ChangeLog.after(sql, 0, 1_000)).stream()
                .map(ChangeLog.Entry::change)
                .filter(change -> change.kind() == ChangeKind.RECOMMENDATION)
                .toList();
        assertThat(noted).hasSize(2); // of the empty registry, and of the unhealthy one
    }
}
