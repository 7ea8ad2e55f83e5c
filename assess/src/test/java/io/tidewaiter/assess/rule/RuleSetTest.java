package io.tidewaiter.assess.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final List<String> CHAIN = List.of("/subscriptions/1/registry", "/subscriptions/1", "/");
    private static final int CHANGES = 3_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private Rule rule(int number) {
        boolean isExemption = random.nextInt(50) == 0;
        RuleConditions conditions = isExemption
                ? RuleConditions.NONE
                : new RuleConditions(
                        random.nextInt(3) == 0 ? Set.of() : Set.of("CVE-" + random.nextInt(9)),
                        random.nextInt(4) == 0 ? Set.of(Severity.HIGH) : Set.of(),
                        0,
                        random.nextInt(5) == 0 ? Boolean.TRUE : null,
                        Set.of(),
                        List.of(),
                        random.nextInt(6) == 0 ? Set.of("sha256:" + random.nextInt(3)) : Set.of(),
                        random.nextInt(6) == 0 ? List.of(new Glob("team/" + random.nextInt(3))) : List.of(),
                        Set.of(),
                        Set.of());
        return new Rule(
                "/rules/" + random.nextInt(400),
                "rule " + number,
                CHAIN.get(random.nextInt(CHAIN.size())),
                isExemption ? Rule.EXEMPT : Rule.DISABLED,
                "",
                random.nextInt(8) > 0,
                random.nextInt(4) == 0 ? Instant.ofEpochMilli(random.nextInt(1_000)) : null,
                conditions);
    }

    private static RuleSubject subject(int number) {
        return new RuleSubject(
                List.of("cve-" + number % 9, "GHSA-" + number),
                number % 2 == 0 ? Severity.HIGH : Severity.LOW,
                7,
                number % 3 == 0 ? FixState.FIXED : FixState.AFFECTED,
                Ecosystem.parse("Debian:12"),
                "openssl",
                "libssl3",
                "1",
                "pkg:deb/debian/libssl3@1");
    }

    /** Whatever was added and removed in between, a set answers like one that was made of the same rules at once. */
    @Test
    void aChangedSetAnswersLikeANewOne() {
        List<Rule> rules = new ArrayList<>();
        RuleSet changed = RuleSet.EMPTY;
        for (int i = 0; i < CHANGES; i++) {
            List<Rule> gone = new ArrayList<>();
            List<Rule> added = new ArrayList<>();
            for (int n = random.nextInt(3); n > 0 && !rules.isEmpty(); n--) {
                gone.add(rules.remove(random.nextInt(rules.size())));
            }
            for (int n = random.nextInt(4); n > 0; n--) {
                added.add(rule(i));
            }
            if (!gone.isEmpty() && random.nextInt(5) == 0) {
                added.add(gone.getFirst()); // what ended comes back as the same rule
            }
            rules.addAll(added);
            changed = changed.changed(gone, added);
            if (i % 20 == 0) {
                same(changed, new RuleSet(rules), random.nextInt(1_000), "seed " + seed + ", change " + i);
            }
        }
        assertThat(rules).as("seed " + seed).hasSizeGreaterThan(1_000);
    }

    private static void same(RuleSet changed, RuleSet made, long millis, String as) {
        assertThat(changed.size()).as(as).isEqualTo(made.size());
        assertThat(changed.exemption(CHAIN, millis)).as(as).isEqualTo(made.exemption(CHAIN, millis));
        assertThat(changed.nextExpiry(millis)).as(as).isLessThanOrEqualTo(made.nextExpiry(millis));
        for (int i = 0; i < 18; i++) {
            RuleSubject subject = subject(i);
            RulePlace place = new RulePlace(CHAIN, "team/" + i % 4, "sha256:" + i % 5, "debian_12");
            assertThat(changed.suppression(subject, place, millis))
                    .as(as)
                    .isEqualTo(made.suppression(subject, place, millis));
            assertThat(changed.suppressionEverywhere(subject, CHAIN, millis))
                    .as(as)
                    .isEqualTo(made.suppressionEverywhere(subject, CHAIN, millis));
            assertThat(changed.notes(subject, place, millis)).as(as).isEqualTo(made.notes(subject, place, millis));
            assertThat(changed.hiding(place, millis)).as(as).hasSameSizeAs(made.hiding(place, millis));
        }
    }
}
