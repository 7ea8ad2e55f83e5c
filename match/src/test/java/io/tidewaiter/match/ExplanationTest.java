package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import io.tidewaiter.model.match.Explanation;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations say what decided, in the words of whoever said it, and what would change it. */
class ExplanationTest {
    private static final String CVE = "CVE-2025-0001";
    private static final String UPSTREAM = " | \"upstream\": [\"CVE-2025-0001\"],\n";

    private final World world;

    ExplanationTest(@TempDir Path folder) {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Explanation.Statement only(Installed one) {
        Explanation explanation = world.explanation(CVE, one);
        assertThat(explanation.statements()).hasSize(1);
        return explanation.statements().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "Red Hat:enterprise_linux:9, openssl, 1.1.1k-6.el9, 1:1.1.1k-6.el9, '; the epochs decide, 0 before 1'",
        "Debian:12, vim, 1:9.0-1, 2:8.0-1, '; the epochs decide, 1 before 2'",
        "Debian:12, vim, 2:8.0-0, 2:8.0-1, ''",
        "npm, vim, 1.0.0, 2.0.0, ''",
    })
    void epochsAreNamedWhereTheyDecide(String ecosystem, String name, String installed, String fixed, String words) {
        world.osv("X-1 | " + ecosystem + " | " + name + " | introduced 0 fixed " + fixed + UPSTREAM);
        assertThat(only(Installed.of(ecosystem, name, installed)).rule())
                .endsWith("version range: introduced 0, fixed " + fixed + words);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"nodsa\": \"Minor issue\", \"nodsa_reason\": \"postponed\",', not yet assigned, the fix is deferred, has deferred",
        "'\"nodsa\": \"Too old\", \"nodsa_reason\": \"ignored\",', not yet assigned, it will not be fixed, or a release that has the fix",
        "'', end-of-life, the release gets no more fixes, a release that is supported",
        "'', not yet assigned, '', of which the record knows none yet",
    })
    void theVendorsWordOnWhatHasNoFixIsSaid(String reason, String urgency, String says, String change) {
        world.file("debian-tracker/data.json", """
                {"curl": {"CVE-2025-0001": {"releases": {"bookworm": {"status": "open", %s "urgency": "%s",
                  "repositories": {"bookworm": "7.88.1-10"}}}}}}
                """.formatted(reason, urgency));
        Explanation.Statement said = only(Installed.of("Debian:12", "curl", "7.88.1-10"));
        assertThat(said.rule()).contains(says.isEmpty() ? "no end known" : "; Debian says: " + says);
        assertThat(said.change()).contains(change);
    }

    @Test
    void whatUbuntuFixedForProIsNamed() {
        world.osv("U-1 | Ubuntu:22.04:LTS | a | introduced 0" + UPSTREAM
                + "U-2 | Ubuntu:Pro:22.04:LTS | a | introduced 0 fixed 1.0-1ubuntu0.1~esm1" + UPSTREAM);
        assertThat(only(Installed.of("Ubuntu:22.04:LTS", "a", "1.0-1")).change())
                .isEqualTo("Ubuntu Pro, which has it fixed in 1.0-1ubuntu0.1~esm1");
    }

    @ParameterizedTest
    @CsvSource({"introduced 0 fixed 0", "introduced 0 fixed 0.9-1", "introduced 0"})
    void whatUbuntuProHasNoFixForIsNot(String ranges) {
        world.osv("U-1 | Ubuntu:22.04:LTS | a | introduced 0" + UPSTREAM + "U-2 | Ubuntu:Pro:22.04:LTS | a | " + ranges
                + UPSTREAM);
        assertThat(only(Installed.of("Ubuntu:22.04:LTS", "a", "1.0-1")).change())
                .isEqualTo("a fix, of which the record knows none yet");
    }

    @Test
    void whatSpeaksOfAnotherStreamOrVersionSaysOfWhich() {
        world.osv("ALSA-1 | AlmaLinux:8 | postgresql | introduced 0 fixed 16.1-1.module_el8.9.0+1+x |"
                + " \"summary\": \"postgresql:16 security update\", \"related\": [\"CVE-2025-0001\"],");
        Explanation.Statement said = only(Installed.of("AlmaLinux:8", "postgresql", "13.1-1.module_el8.9.0+1+x")
                .with("module", "postgresql:13"));
        assertThat(said.rule()).startsWith("it is of postgresql:16, another stream of the module");
        assertThat(said.change()).isEqualTo("a package of that stream");
    }

    @Test
    void recordsOfOtherPackagesAreNamedWhereNoneSpeaksOfTheImage() {
        world.osv(
                "DSA-1 | Debian:11 | nginx | introduced 0" + UPSTREAM + "DSA-2 | Debian:12 | curl | introduced 0 |\n");
        Installed nginx = Installed.of("Debian:12", "nginx", "1.22-1");
        assertThat(world.explanation(CVE, nginx).statements()).isEmpty();
        assertThat(world.explanation(CVE, nginx).elsewhere()).containsExactly("DSA-1 of Debian:11 nginx");
        assertThat(world.explanation("CVE-2099-0001", nginx).elsewhere()).isEmpty();
        assertThat(world.explanation("DSA-2", Installed.of("Debian:12", "curl", "1"))
                        .elsewhere())
                .isEmpty();
    }
}
