package io.tidewaiter.advisory.debian;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import io.tidewaiter.version.Ecosystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of the tracker's JSON and lists; the statuses are those that its generator writes. */
class DebianTrackerTest {
    @TempDir
    private Path folder;

    private static String release(String codename, String fields) {
        return "\"%s\": {\"repositories\": {\"%s\": \"1\"}, %s}".formatted(codename, codename, fields);
    }

    private static String issue(String... releases) {
        return "{\"description\": \"A flaw.\", \"debianbug\": 1, \"scope\": \"local\", \"releases\": {"
                + String.join(", ", releases) + "}}";
    }

    private Compiled compiled(String json) {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("debian-tracker/data.json", json);
        return Compiled.of(feeds, folder.resolve("a.db"));
    }

    @Test
    void everyStateOfARelease() {
        String json = "{\"curl\": {\"CVE-2025-0001\": "
                + issue(
                        release(
                                "bookworm",
                                "\"status\": \"resolved\", \"fixed_version\": \"7.88.1-10\", \"urgency\": \"low**\""),
                        release(
                                "bullseye",
                                "\"status\": \"open\", \"urgency\": \"not yet assigned\", \"nodsa\": \"Minor issue\","
                                        + " \"nodsa_reason\": \"postponed\""),
                        release(
                                "buster",
                                "\"status\": \"open\", \"urgency\": \"medium\", \"nodsa\": \"Too intrusive\","
                                        + " \"nodsa_reason\": \"ignored\""),
                        release("stretch", "\"status\": \"open\", \"urgency\": \"end-of-life\""),
                        release("jessie", "\"status\": \"undetermined\", \"urgency\": \"not yet assigned\""),
                        release("trixie", "\"status\": \"resolved\", \"fixed_version\": \"0\", \"urgency\": \"high\""),
                        release("forky", "\"status\": \"open\", \"urgency\": \"unimportant\""),
                        release(
                                "sid",
                                "\"status\": \"open\", \"urgency\": null, \"nodsa\": \"Minor\", \"nodsa_reason\": \"\""))
                + "}}";
        try (Compiled compiled = compiled(json)) {
            String who = "DEBIAN-CVE-2025-0001 of Debian: ";
            assertThat(compiled.says("Debian:12", "curl")).containsExactly(who + "introduced 0, fixed 7.88.1-10; low");
            assertThat(compiled.says("Debian:11", "curl"))
                    .containsExactly(who + "introduced 0; FIX_DEFERRED; postponed: Minor issue");
            assertThat(compiled.says("Debian:10", "curl"))
                    .containsExactly(who + "introduced 0; WILL_NOT_FIX; medium; ignored: Too intrusive");
            assertThat(compiled.says("Debian:9", "curl"))
                    .containsExactly(who + "introduced 0; END_OF_LIFE; end of life");
            assertThat(compiled.says("Debian:8", "curl"))
                    .containsExactly(who + "introduced 0; UNDER_INVESTIGATION; undetermined");
            assertThat(compiled.says("Debian:13", "curl"))
                    .containsExactly(who + "NOT_AFFECTED; high; the tracker says that no version was affected");
            assertThat(compiled.says("Debian:14", "curl"))
                    .containsExactly(who + "introduced 0; WILL_NOT_FIX; unimportant; unimportant");
            assertThat(compiled.says("Debian:sid", "curl"))
                    .containsExactly(who + "introduced 0; AFFECTED; no DSA: Minor");
            Advisory advisory = compiled.db()
                    .advisory(compiled.db()
                            .lookup(Ecosystem.parse("Debian:12"), "curl")
                            .getFirst()
                            .advisory());
            assertThat(advisory.names().stream().map(VulnerabilityNames::id)).containsExactly("CVE-2025-0001");
            assertThat(advisory.references())
                    .containsExactly("https://security-tracker.debian.org/tracker/CVE-2025-0001");
            assertThat(advisory.title()).isEqualTo("A flaw.");
        }
    }

    @Test
    void aBrokenPartIsSetAsideAndTheRestCounts() {
        String fixed = issue(release("bookworm", "\"status\": \"resolved\", \"fixed_version\": \"2\""));
        String json = "{\"a\": 7, \"b\": {\"CVE-2025-0001\": [[{}, 1]], \"CVE-2025-0002\": " + fixed
                + "}, \"c\": {\"CVE-2025-0003\": "
                + issue(release("bookworm", "\"status\": \"maybe\""))
                + ", \"CVE-2025-0004\": "
                + issue(release("bookworm", "\"status\": \"resolved\""))
                + ", \"CVE-2025-0005\": "
                + issue("\"bookworm\": [{\"deep\": {}}]")
                + ", \"TEMP-0000001-ABCDEF\": " + fixed + "}}";
        try (Compiled compiled = compiled(json)) {
            assertThat(compiled.report().count("refused parts")).isEqualTo(5);
            assertThat(compiled.report().count("refused")).isZero();
            assertThat(compiled.says("Debian:12", "b")).hasSize(1);
            assertThat(compiled.says("Debian:12", "c"))
                    .containsExactly("TEMP-0000001-ABCDEF of Debian: introduced 0, fixed 2");
        }
    }

    /** An issue without a CVE is named alike by Debian and by Freexian, which are two records. */
    @Test
    void anIssueWithoutACveIsARecordOfEachTracker() {
        String name = "TEMP-0000001-ABCDEF";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("debian-tracker/data.json", temporary(name, "buster", "2"))
                .file("debian-elts/data.json", temporary(name, "buster", "3"));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Debian:10", "a")).containsExactly(name + " of Debian: introduced 0, fixed 2");
            assertThat(compiled.says("Debian:ELTS:10", "a"))
                    .containsExactly("ELTS-" + name + " of Debian ELTS: introduced 0, fixed 3");
            for (String release : List.of("Debian:10", "Debian:ELTS:10")) {
                assertThat(compiled.db()
                                .advisory(compiled.db()
                                        .lookup(Ecosystem.parse(release), "a")
                                        .getFirst()
                                        .advisory())
                                .names())
                        .extracting(VulnerabilityNames::id)
                        .containsExactly(name);
            }
        }
    }

    private static String temporary(String name, String codename, String fixed) {
        return "{\"a\": {\"%s\": %s}}"
                .formatted(
                        name,
                        issue(release(codename, "\"status\": \"resolved\", \"fixed_version\": \"" + fixed + "\"")));
    }

    @Test
    void halfADocumentIsNone() {
        String whole = "{\"a\": {\"CVE-2025-0001\": "
                + issue(release("bookworm", "\"status\": \"resolved\", \"fixed_version\": \"2\"")) + "}}";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("debian-tracker/half.json", whole.substring(0, whole.length() - 1))
                .file("debian-tracker/html.json", "<!DOCTYPE html><html>Service unavailable</html>")
                .file("debian-tracker/DSA/list", "<html>\nService unavailable\n")
                .record("A-1", "npm", "x", "introduced 0", "");
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.report().count("refused")).isEqualTo(3);
            assertThat(compiled.says("Debian:12", "a")).isEmpty();
            assertThat(compiled.says("npm", "x")).hasSize(1);
        }
    }

    @Test
    void noticesGiveTheFixesOfTheirVulnerabilities() {
        Feeds feeds = new Feeds(folder.resolve("feeds")).file("debian-tracker/DSA/list", """
                        [12 Jan 2024] DSA-5600-1 php-phpseclib - security update
                        \t{CVE-2023-48795 CVE-2023-52892}
                        \t[bullseye] - php-phpseclib 2.0.30-2+deb11u1
                        \t[bookworm] - php-phpseclib 2.0.42-1+deb12u1
                        \tNOTE: see also the other one
                        [13 Jan 2024] DSA-5600-2 php-phpseclib - regression update
                        \t[bookworm] - php-phpseclib 2.0.42-1+deb12u2
                        [13 Jan 2024] DSA-5601-1 gone - security update
                        \t{CVE-2024-0001}
                        \t[bookworm] - gone <end-of-life>
                        """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Debian:12", "php-phpseclib"))
                    .containsExactly("DSA-5600-1 of Debian: introduced 0, fixed 2.0.42-1+deb12u1");
            Advisory notice = compiled.db()
                    .advisory(compiled.db()
                            .lookup(Ecosystem.parse("Debian:11"), "php-phpseclib")
                            .getFirst()
                            .advisory());
            assertThat(notice.published()).isEqualTo("2024-01-12T00:00:00Z");
            assertThat(notice.names().stream().map(VulnerabilityNames::id))
                    .containsExactly("CVE-2023-48795", "CVE-2023-52892");
            assertThat(compiled.says("Debian:12", "gone")).isEmpty();
        }
    }

    /** Precedence: the tracker, then whoever says the same; who says anything else is kept and does not count. */
    @Test
    void theTrackersWordComesBeforeOsv() {
        String json = "{\"curl\": {\"CVE-2025-0001\": "
                + issue(release("bookworm", "\"status\": \"resolved\", \"fixed_version\": \"0\""))
                + ", \"CVE-2025-0002\": "
                + issue(release("bookworm", "\"status\": \"resolved\", \"fixed_version\": \"2\"")) + "}}";
        String both = "\"upstream\": [\"CVE-2025-0001\", \"CVE-2025-0002\"],";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("debian-tracker/data.json", json)
                .record("DEBIAN-CVE-2025-0001", "Debian:12", "curl", "introduced 0 fixed 9", "")
                .record("DEBIAN-CVE-2025-0003", "Debian:12", "curl", "introduced 0 fixed 9", "")
                .record("DSA-1-1", "Debian:12", "curl", "introduced 0 fixed 9", both)
                .record("DSA-2-1", "Debian:12", "curl", "introduced 0 fixed 2", "\"upstream\": [\"CVE-2025-0002\"],")
                .record("DSA-3-1", "Debian:11", "curl", "introduced 0 fixed 9", both);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Debian:12", "curl"))
                    .containsExactly(
                            "DEBIAN-CVE-2025-0001 of Debian: NOT_AFFECTED; the tracker says that no version was affected",
                            "DEBIAN-CVE-2025-0002 of Debian: introduced 0, fixed 2",
                            "DEBIAN-CVE-2025-0003 of Debian: introduced 0, fixed 9",
                            "DSA-1-1 of Debian: introduced 0, fixed 9; outvoted",
                            "DSA-2-1 of Debian: introduced 0, fixed 2");
            assertThat(compiled.says("Debian:11", "curl")).hasSize(1);
            assertThat(compiled.report().count("entries superseded")).isEqualTo(2);
        }
    }
}
