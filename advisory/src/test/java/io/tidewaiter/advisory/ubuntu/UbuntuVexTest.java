package io.tidewaiter.advisory.ubuntu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in the shape of {@code security-metadata.canonical.com/vex/}. */
class UbuntuVexTest {
    @TempDir
    private Path folder;

    private static String document(String... statements) {
        return """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/CVE-2025-0001.json",
                 "author": "Canonical Ltd.", "timestamp": "2025-01-02T00:00:00Z", "version": 1,
                 "statements": [%s]}
                """.formatted(String.join(", ", statements));
    }

    private static String statement(String status, String reason, String distro, String name) {
        return """
                {"vulnerability": {"@id": "https://ubuntu.com/security/CVE-2025-0001", "name": "CVE-2025-0001"},
                 "products": [{"@id": "pkg:deb/ubuntu/%s@1.2-3?arch=source&distro=%s"},
                              {"@id": "pkg:deb/ubuntu/lib%s@1.2-3?arch=amd64&distro=%s"}],
                 "status": "%s", %s}
                """.formatted(name, distro, name, distro, status, reason);
    }

    @Test
    void everyStatus() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .file(
                        "ubuntu-vex/2025/CVE-2025-0001.json",
                        document(
                                statement("fixed", "\"status_notes\": \"\"", "jammy", "a"),
                                statement("fixed", "\"status_notes\": \"\"", "esm-infra/bionic", "a"),
                                statement(
                                        "not_affected",
                                        "\"justification\": \"vulnerable_code_not_present\"",
                                        "noble",
                                        "a"),
                                statement("affected", "\"action_statement\": \"deferred 2025\"", "noble", "b"),
                                statement("affected", "\"action_statement\": \"ignored, end of life\"", "noble", "c"),
                                statement("under_investigation", "\"status_notes\": \"needs triage\"", "noble", "d")))
                .file("ubuntu-vex/bad-1.json", document("{\"status\": \"fixed\"}"))
                .file("ubuntu-vex/bad-2.json", document(statement("fine", "\"x\": 1", "noble", "a")))
                .file("ubuntu-vex/bad-3.json", "{\"statements\": []}")
                .file("ubuntu-vex/bad-4.json", document().substring(0, 100));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            String who = "UBUNTU-CVE-2025-0001 of Ubuntu: ";
            assertThat(compiled.says("Ubuntu:22.04:LTS", "a")).containsExactly(who + "introduced 0, fixed 1.2-3");
            assertThat(compiled.says("Ubuntu:Pro:18.04:LTS", "a")).hasSize(1);
            assertThat(compiled.says("Ubuntu:24.04:LTS", "a"))
                    .containsExactly(who + "NOT_AFFECTED; vulnerable code not present");
            assertThat(compiled.says("Ubuntu:24.04:LTS", "b"))
                    .containsExactly(who + "introduced 0; FIX_DEFERRED; deferred 2025");
            assertThat(compiled.says("Ubuntu:24.04:LTS", "c"))
                    .containsExactly(who + "introduced 0; END_OF_LIFE; ignored, end of life");
            assertThat(compiled.says("Ubuntu:24.04:LTS", "d"))
                    .containsExactly(who + "introduced 0; UNDER_INVESTIGATION; needs triage");
            assertThat(compiled.says("Ubuntu:24.04:LTS", "liba")).isEmpty();
            assertThat(compiled.report().count("refused")).isEqualTo(4);
        }
    }

    @Test
    void theHeadMayLieInMetadataAndPocketsAreToldApart() {
        String document = """
                {"metadata": {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/1",
                 "author": "Canonical Ltd.", "timestamp": "2025-02-06T16:37:20.173026", "version": 1},
                 "statements": [%s]}
                """.formatted(String.join(
                ", ",
                statement("fixed", "\"timestamp\": \"2025-02-05\"", "fips-updates/jammy", "a"),
                statement("affected", "\"action_statement\": \"needs fixing\"", "esm-infra-legacy/trusty", "a"),
                statement("affected", "\"action_statement\": \"needs fixing\"", "realtime/noble", "a")));
        try (Compiled compiled = Compiled.of(
                new Feeds(folder.resolve("feeds")).file("ubuntu-vex/cve/2025/CVE-2025-0001.json", document),
                folder.resolve("a.db"))) {
            String who = "UBUNTU-CVE-2025-0001 of Ubuntu: introduced 0";
            assertThat(compiled.says("Ubuntu:Pro:FIPS-updates:22.04:LTS", "a")).containsExactly(who + ", fixed 1.2-3");
            assertThat(compiled.says("Ubuntu:Pro:14.04:LTS", "a")).containsExactly(who + "; AFFECTED; needs fixing");
            assertThat(compiled.says("Ubuntu:Pro:Realtime:24.04:LTS", "a")).hasSize(1);
            assertThat(compiled.says("Ubuntu:Pro:22.04:LTS", "a")).isEmpty();
            assertThat(compiled.report().count("refused")).isZero();
        }
    }
}
