package io.tidewaiter.advisory.alpine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code security.alpinelinux.org/vuln/CVE-...} and of copies of its database. */
class AlpineTrackerTest {
    @TempDir
    private Path folder;

    private static String vulnerability(String id, String states) {
        return """
                {"type": "Vulnerability", "id": "%s", "description": "a flaw", "cvss3": {"score": 8.8,
                   "vector": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}, "ref": [], "state": [%s],
                 "cpeMatch": [{"type": "CPEMatch", "package": "jq", "minimumVersion": "1.5", "minimumVersionOp": ">=",
                   "maximumVersion": null, "maximumVersionOp": "==", "cpeUri": "cpe:2.3:a:jq:jq:*:*:*:*:*:*:*:*"}]}
                """.formatted(id, states);
    }

    /** A package that has several ranges is affected from the lowest of their bounds on; where one has none, from the first. */
    @Test
    void theLowestOfSeveralBounds() {
        String range = "\"cpeMatch\": [";
        String other = "{\"package\": \"jq\", \"minimumVersion\": \"%s\", \"minimumVersionOp\": \">=\"}, ";
        String text = vulnerability("CVE-2025-0001", state(false, "3.13-main", "1.6-r1"));
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file("alpine-tracker/a.json", text.replace(range, range + other.formatted("1.10")))
                .file(
                        "alpine-tracker/b.json",
                        text.replace("-0001", "-0002").replace(range, range + other.formatted("")));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Alpine:v3.13", "jq"))
                    .containsExactlyInAnyOrder(
                            "ALPINE-CVE-2025-0001 of Alpine tracker: introduced 1.5, last 1.6-r1; AFFECTED",
                            "ALPINE-CVE-2025-0002 of Alpine tracker: introduced 0, last 1.6-r1; AFFECTED");
        }
    }

    private static String state(boolean fixed, String repo, String version) {
        return """
                {"type": "VulnerabilityState", "fixed": %s, "published": true, "repo": "%s", "packageName": "jq",
                 "packageVersion": "%s"}""".formatted(fixed, repo, version);
    }

    @Test
    void whatABranchHasUnfixedUnlessSecdbKnowsIt() {
        String base = "https://security.alpinelinux.org/";
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "alpine-tracker/CVE-2025-0001.json",
                        vulnerability(
                                "CVE-2025-0001",
                                state(false, "3.13-community", "1.6-r1") + ", " + state(true, "edge-main", "1.7-r0")))
                .file(
                        "alpine-tracker/b.json",
                        vulnerability(base + "vuln/CVE-2025-0002", state(false, base + "branch/edge-main", "1.7-r0")))
                .file("alpine-tracker/c.json", vulnerability("CVE-2025-0003", state(false, "3.13-community", "1.6-r1")))
                .file(
                        "alpine-tracker/d.json",
                        vulnerability(
                                "CVE-2025-0004",
                                state(false, "3.13-community", "") + ", " + state(false, "3.12-main", "1.6-r1")))
                .file("alpine-secdb/v3.13/main.json", """
                        {"distroversion": "v3.13", "reponame": "main", "packages": [
                          {"pkg": {"name": "jq", "secfixes": {"1.6-r1": ["CVE-2025-0003"]}}}]}
                        """);
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("Alpine:v3.13", "jq"))
                    .containsExactlyInAnyOrder(
                            "ALPINE-CVE-2025-0001 of Alpine tracker: introduced 1.5, last 1.6-r1; AFFECTED",
                            "ALPINE-CVE-2025-0003 of Alpine: introduced 0, fixed 1.6-r1");
            assertThat(compiled.says("Alpine:edge", "jq"))
                    .containsExactly("ALPINE-CVE-2025-0002 of Alpine tracker: introduced 1.5, last 1.7-r0; AFFECTED");
            assertThat(compiled.says("Alpine:v3.12", "jq"))
                    .as("beside a state that is broken")
                    .containsExactly("ALPINE-CVE-2025-0004 of Alpine tracker: introduced 1.5, last 1.6-r1; AFFECTED");
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }
}
