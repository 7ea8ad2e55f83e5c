package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** B31: records that would make one vulnerability of two, or everything affected, or nothing. */
class PoisonedFeedTest extends Caused {
    @Test
    void b31ARecordThatNamesTwoCvesDoesNotMakeThemOne() {
        world.osv("""
                x_EVIL-1 | npm | evil | introduced 0 | "aliases": ["CVE-2025-0001", "CVE-2025-0002"],
                GHSA-aaaa-aaaa-aaaa | npm | a | introduced 0 fixed 2.0.0 | "aliases": ["CVE-2025-0001"],
                GHSA-bbbb-bbbb-bbbb | npm | b | introduced 0 fixed 3.0.0 | "aliases": ["CVE-2025-0002"],
                """);
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"), Installed.of("npm", "b", "1.0.0")))
                .containsExactly("a: CVE-2025-0001, 2.0.0", "b: CVE-2025-0002, 3.0.0");
        assertThat(world.match(Installed.of("npm", "a", "1.0.0"))
                        .matches()
                        .getFirst()
                        .match()
                        .vulnerability()
                        .aliases())
                .containsExactly("GHSA-aaaa-aaaa-aaaa");
    }

    @Test
    void b31ChainsAndCirclesOfAliasesAreFollowedOneStep() {
        world.osv("""
                x_1 | npm | a | introduced 0 | "aliases": ["x_2"],
                x_2 | npm | a | introduced 0 | "aliases": ["x_3"],
                x_3 | npm | a | introduced 0 | "aliases": ["x_1", "CVE-2025-0001"],
                """);
        List<String> found = world.found(Installed.of("npm", "a", "1.0.0"));
        assertThat(found).contains("a: CVE-2025-0001").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void b31AWithdrawnRecordIsNoneAndItsAliasStandsWhereAnotherRecordSaysSo() {
        world.osv("""
                GHSA-aaaa-aaaa-aaaa | PyPI | a | introduced 0 | "withdrawn": "2025-02-01T00:00:00Z", "aliases": ["CVE-2025-0001"],
                GHSA-bbbb-bbbb-bbbb | PyPI | b | introduced 0 | "withdrawn": "2025-02-01T00:00:00Z", "aliases": ["CVE-2025-0002"],
                PYSEC-2 | PyPI | b | introduced 0 fixed 2 | "aliases": ["CVE-2025-0002"],
                """);
        assertThat(world.found(Installed.of("PyPI", "a", "1"))).isEmpty();
        assertThat(world.found(Installed.of("PyPI", "b", "1"))).containsExactly("b: CVE-2025-0002, 2");
    }

    @Test
    void b31ARelayedRecordCannotOutvoteTheDistribution() {
        world.file(
                        "debian-tracker/data.json",
                        tracker("curl", "CVE-2025-0001", "\"status\": \"open\", \"urgency\": \"high\""))
                .osv(
                        "DEBIAN-CVE-2025-0001 | Debian:12 | curl | introduced 0 fixed 0.1 | \"modified\": \"2099-01-01T00:00:00Z\",");
        assertThat(world.found(Installed.of("Debian:12", "curl", "7.88"))).containsExactly("curl: CVE-2025-0001");
    }

    /** Two places that list the same record are not renewed at the same moment. */
    @Test
    void b31AnOldCopyDoesNotBringBackWhatWasWithdrawnSince() {
        String record = """
                {"id": "GHSA-aaaa-aaaa-aaaa", "modified": "2025-0%d-01T00:00:00Z", %s
                 "affected": [{"package": {"ecosystem": "npm", "name": "%s"}, "versions": ["1.0.0"]}]}
                """;
        String gone = "\"withdrawn\": \"2025-02-01T00:00:00Z\",";
        world.file("a/old.json", record.formatted(1, "", "a"))
                .file("b/new.json", record.formatted(2, gone, "a"))
                .file("c/old.json", record.formatted(1, "", "a"))
                .file("d/again.json", record.formatted(1, gone, "b").replace("aaaa", "bbbb"))
                .file("e/again.json", record.formatted(3, "", "b").replace("aaaa", "bbbb"));
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).isEmpty();
        assertThat(world.found(Installed.of("npm", "b", "1.0.0")))
                .as("its withdrawal was taken back")
                .hasSize(1);
    }

    @Test
    void b31AWithdrawalThatIsDatedAheadTakesOutNothingThatComesAfterIt() {
        String record = """
                {"id": "GHSA-aaaa-aaaa-aaaa", "modified": "%s", %s
                 "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}
                """;
        world.file(
                        "a/poison.json",
                        record.formatted("9999-01-01T00:00:00Z", "\"withdrawn\": \"2020-02-01T00:00:00Z\","))
                .file("b/real.json", record.formatted("2025-01-01T00:00:00Z", ""));
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).hasSize(1);
    }

    /** A second with a fraction is later than the second itself, although its text comes before. */
    @Test
    void b31TimesAreComparedAsTimes() {
        String record = """
                {"id": "GHSA-aaaa-aaaa-aaaa", "modified": "%s", %s
                 "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}
                """;
        world.file("a/gone.json", record.formatted("2025-02-01T00:00:00Z", "\"withdrawn\": \"2025-02-01T00:00:00Z\","))
                .file("b/again.json", record.formatted("2025-02-01T00:00:00.5Z", ""));
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).hasSize(1);
    }

    @Test
    void b29AWordOfOurOwnThatIsDatedAheadDoesNotCountYet() {
        String vex = """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://us.example/%s", "author": "us", "version": 1,
                 "timestamp": "%s", "statements": [{"vulnerability": {"name": "CVE-2025-0001"},
                 "products": [{"@id": "pkg:npm/%s"}], "status": "not_affected", "justification": "component_not_present"}]}
                """;
        world.osv("""
                x_1 | npm | a | introduced 0 | "aliases": ["CVE-2025-0001"],
                x_2 | npm | b | introduced 0 | "aliases": ["CVE-2025-0001"],
                """)
                .file("own/a.json", vex.formatted("a", "2999-01-01T00:00:00Z", "a"))
                .file("own/b.json", vex.formatted("b", "2025-01-01T00:00:00Z", "b"));
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).hasSize(1);
        assertThat(world.found(Installed.of("npm", "b", "1.0.0"))).isEmpty();
    }
}
