package io.tidewaiter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSubject;
import io.tidewaiter.assess.rule.StandingRules;
import io.tidewaiter.assess.rule.Suppression;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingResourcesTest {
    private static final RulePlace PLACE =
            new RulePlace(List.of("/subscriptions/1", "/"), "team/app", "sha256:1", "debian_12");

    @TempDir
    Path folder;

    private State state;

    @BeforeEach
    void open() {
        state = State.open(folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Optional<Suppression> said(String packageName, String purl) {
        RuleSubject subject = new RuleSubject(
                List.of("CVE-2026-1"),
                Severity.HIGH,
                7,
                FixState.FIXED,
                Ecosystem.parse("Debian:12"),
                "linux",
                packageName,
                "6.1.76-1",
                purl);
        return state.judgements().rules().suppression(subject, PLACE, 0);
    }

    @Test
    void whatBringsNoKernelDoesNotCountUnlessSomebodyRemovesTheRule() {
        assertThat(StandingResources.write(state)).isEqualTo(1);
        assertThat(StandingResources.write(state)).isZero();
        assertThat(said("linux-libc-dev", "pkg:deb/debian/linux-libc-dev@6.1.76-1"))
                .hasValueSatisfying(why -> assertThat(why.sentence()).contains("only header files of a kernel"));
        assertThat(said("linux-image-amd64", "pkg:deb/debian/linux-image-amd64@6.1.76-1"))
                .isEmpty();
        assertThat(said("linux-headers-generic", "pkg:conan/linux-headers-generic@6.1.76"))
                .isEmpty();

        String id = "/providers/Tidewaiter.Security/rules/" + StandingRules.NAME;
        assertThat(state.judgements().get(id, null)).isPresent();
        state.judgements().delete(id, Precondition.NONE, "alice");
        assertThat(StandingResources.write(state)).isZero();
        assertThat(said("linux-libc-dev", "pkg:deb/debian/linux-libc-dev@6.1.76-1"))
                .isEmpty();
    }
}
