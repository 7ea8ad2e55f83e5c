package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import io.tidewaiter.model.match.MatchReason;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that say different things of one vulnerability: who decides, and that the others are shown. */
class ConflictTest {
    @TempDir
    private Path folder;

    private World world = new World(Path.of(System.getProperty("java.io.tmpdir")));

    @BeforeEach
    void build() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Installed curl(String version) {
        return Installed.of("Debian:12", "libcurl4", version).source("curl", version);
    }

    private static String tracker(String cve, String status, String fixed) {
        return """
                {"curl": {"%s": {"description": "a flaw", "releases": {"bookworm": {"status": "%s", "urgency": "low",
                  "repositories": {"bookworm": "1"}%s}}}}}
                """.formatted(cve, status, fixed.isEmpty() ? "" : ", \"fixed_version\": \"" + fixed + "\"");
    }

    private static String vex(String modified, String status, String product) {
        return """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/%s", "author": "Acme",
                 "timestamp": "%s", "version": 1, "statements": [{"vulnerability": {"name": "CVE-2025-0001"},
                 "status": "%s", "justification": "inline_mitigations_already_exist", "products": [{"@id": "%s"}]}]}
                """.formatted(modified, modified, status, product);
    }

    @Test
    void theDistributionsNotAffectedOverrulesARelayedMatchAndIsShown() {
        world.file("debian-tracker/data.json", tracker("CVE-2025-0001", "resolved", "0"))
                .osv("DSA-1 | Debian:12 | curl | introduced 0 fixed 9 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(curl("8"))).isEmpty();
        assertThat(world.overruled(curl("8")))
                .containsExactly("libcurl4: CVE-2025-0001: DEBIAN-CVE-2025-0001 of Debian says: Debian says that the"
                        + " package is not affected: the tracker says that no version was affected; its word decides");
        assertThat(world.explained("CVE-2025-0001", curl("8")))
                .anySatisfy(line -> assertThat(line).startsWith("OVERRULED DSA-1: "))
                .anySatisfy(line -> assertThat(line).startsWith("NO_MATCH DEBIAN-CVE-2025-0001: "));
    }

    @Test
    void theDistributionsEarlierFixOverrulesARelayedLaterOne() {
        world.file("debian-tracker/data.json", tracker("CVE-2025-0001", "resolved", "2"))
                .osv("DSA-1 | Debian:12 | curl | introduced 0 fixed 9 | \"upstream\": [\"CVE-2025-0001\"],");
        assertThat(world.found(curl("8"))).isEmpty();
        assertThat(world.overruled(curl("8"))).singleElement().asString().contains("has the fix: fixed in 2");
        assertThat(world.overruled(curl("9"))).isEmpty();
        assertThat(world.found(curl("1"))).containsExactly("libcurl4: CVE-2025-0001, 2");
        assertThat(world.match(curl("1")).matches().getFirst().match().reasons().stream()
                        .map(MatchReason::rule))
                .containsExactly(
                        "source package, version range",
                        "source package, version range; set aside: Debian decides by its own word");
    }

    @Test
    void aUsersNotAffectedTakesTheVersionOutWhateverTheFeedsSay() {
        world.file("ours/vex.json", vex("2025-02-01T00:00:00Z", "not_affected", "pkg:npm/a@1.0.0"))
                .osv("GHSA-aaaa-aaaa-aaaa | npm | a | introduced 0 fixed 2.0.0 | \"aliases\": [\"CVE-2025-0001\"],");
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).isEmpty();
        assertThat(world.overruled(Installed.of("npm", "a", "1.0.0")))
                .singleElement()
                .asString()
                .contains("of VEX of Acme says: the package is not affected; its word decides");
        assertThat(world.found(Installed.of("npm", "a", "1.0.1"))).containsExactly("a: CVE-2025-0001, 2.0.0");
        assertThat(world.explained("CVE-2025-0001", Installed.of("npm", "a", "1.0.0")))
                .anySatisfy(line -> assertThat(line).startsWith("OVERRULED GHSA-aaaa-aaaa-aaaa"))
                .anySatisfy(line -> assertThat(line).contains("not affected: inline mitigations already exist"));
        assertThat(world.explained("CVE-2025-0001", Installed.of("npm", "a", "1.0.1")))
                .anySatisfy(line -> assertThat(line).contains("it says so of other versions only"));
    }

    @Test
    void aUsersWordCountsBesideTheDistributionsOwn() {
        world.file("debian-tracker/data.json", tracker("CVE-2025-0001", "open", ""))
                .file("ours/vex.json", vex("2025-02-01T00:00:00Z", "not_affected", "pkg:deb/debian/curl"));
        assertThat(world.found(curl("8"))).isEmpty();
        assertThat(world.overruled(curl("8"))).hasSize(1);
    }

    @Test
    void aUsersLaterWordRevokesHisEarlierOne() {
        world.file("ours/1.json", vex("2025-02-01T00:00:00Z", "not_affected", "pkg:npm/a"))
                .file("ours/2.json", vex("2025-03-01T00:00:00Z", "affected", "pkg:npm/a@1.0.0"));
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).containsExactly("a: CVE-2025-0001");
    }

    @Test
    void twoFeedsOfEqualWeightBothCount() {
        world.osv("""
                GHSA-aaaa-aaaa-aaaa | PyPI | a | introduced 0 fixed 2.0 | "aliases": ["CVE-2025-0001"],
                PYSEC-1 | PyPI | a | introduced 0 fixed 1.5 | "aliases": ["CVE-2025-0001"],
                """);
        assertThat(world.found(Installed.of("PyPI", "a", "1.7"))).containsExactly("a: CVE-2025-0001, 2.0");
    }
}
