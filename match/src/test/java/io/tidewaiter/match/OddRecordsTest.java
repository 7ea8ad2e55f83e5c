package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import io.tidewaiter.model.match.Explanation;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are valid and unusual. */
class OddRecordsTest {
    @TempDir
    private Path folder;

    private World world = new World(Path.of(System.getProperty("java.io.tmpdir"), "none"));

    @BeforeEach
    void build() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private World record(String affected) {
        return world.file("x.json", """
                {"schema_version": "1.7.0", "id": "CVE-2025-0001", "modified": "2025-01-01T00:00:00Z", "affected": [%s]}
                """.formatted(affected));
    }

    @Test
    void severalEntriesOfOnePackageEachCount() {
        record("""
                {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.2.0"}]}]},
                {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "2.0.0"}, {"fixed": "2.1.0"}]}]},
                {"package": {"ecosystem": "npm", "name": "a"}, "versions": ["3.0.0"]}
                """);
        assertThat(world.found(Installed.of("npm", "a", "1.1.0"))).containsExactly("a: CVE-2025-0001, 1.2.0");
        assertThat(world.found(Installed.of("npm", "a", "2.0.5"))).containsExactly("a: CVE-2025-0001, 2.1.0");
        assertThat(world.found(Installed.of("npm", "a", "3.0.0"))).containsExactly("a: CVE-2025-0001");
        assertThat(world.found(Installed.of("npm", "a", "1.5.0"))).isEmpty();
    }

    @Test
    void anEntryThatHasNeitherVersionsNorRangesMatchesNothing() {
        record("""
                {"package": {"ecosystem": "npm", "name": "a"}}, {"package": {"ecosystem": "npm", "name": "b"}, "ranges": [], "versions": []}
                """);
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"), Installed.of("npm", "b", "1.0.0")))
                .isEmpty();
    }

    /** The purl of an entry is another way to say its name; it narrows nothing. */
    @Test
    void aPurlWithQualifiersBesideTheName() {
        record("""
                {"package": {"ecosystem": "Debian:12", "name": "curl", "purl": "pkg:deb/debian/curl?arch=source&distro=bookworm"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}
                """);
        assertThat(world.found(Installed.of("Debian:12", "libcurl4", "1").source("curl", "1")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Debian:12, Debian:12, 1",
        "Debian, Debian:12, 1",
        "Debian:11, Debian:12, 0",
        "Ubuntu:22.04:LTS, Ubuntu:22.04:LTS, 1",
        "Ubuntu:22.04, Ubuntu:22.04:LTS, 1",
        "Ubuntu:Pro:22.04:LTS, Ubuntu:22.04:LTS, 0",
        "Ubuntu:Pro:22.04:LTS:Realtime:Kernel, Ubuntu:Pro:Realtime:22.04:LTS, 1",
        "Ubuntu:Pro:22.04:LTS:Realtime:Kernel, Ubuntu:22.04:LTS, 0",
        "Ubuntu:22.04:LTS:for:NVIDIA:BlueField, Ubuntu:Nvidia-BlueField:22.04:LTS, 1",
        "Ubuntu:22.04:LTS:for:NVIDIA:BlueField, Ubuntu:22.04:LTS, 0",
        "Alpine:v3.20, Alpine:v3.20, 1",
        "Alpine:v3.2, Alpine:v3.20, 0",
        "Alpine:3.20, Alpine:v3.20, 1",
        "Red Hat:enterprise_linux:9::appstream, Red Hat:enterprise_linux:9, 1",
        "Red Hat:enterprise_linux:9, Red Hat:enterprise_linux:9, 1",
        "Red Hat:enterprise_linux:9.4, Red Hat:enterprise_linux:9, 0",
        "Red Hat:enterprise_linux:10.1, Red Hat:enterprise_linux:10, 1",
        "Rocky Linux, Rocky Linux:9, 1",
        "AlmaLinux:8, AlmaLinux:9, 0",
    })
    void suffixesOfEcosystems(String said, String installed, int matches) {
        record("""
                {"package": {"ecosystem": "%s", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}
                """.formatted(said));
        assertThat(world.found(Installed.of(installed, "a", "1.0-1"))).hasSize(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "PyPI, Flask_Login, flask-login",
        "PyPI, flask.login, Flask-Login",
        "NuGet, Newtonsoft.Json, newtonsoft.json",
        "Packagist, Symfony/HTTP-Kernel, symfony/http-kernel",
        "Hex, Phoenix, phoenix",
        "VSCode, EffetMer.Tool, effetmer.tool",
    })
    void namesAreOneHoweverTheyAreWritten(String ecosystem, String said, String installed) {
        record("""
                {"package": {"ecosystem": "%s", "name": "%s"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}
                """.formatted(ecosystem, said));
        assertThat(world.found(Installed.of(ecosystem, installed, "1.0.0"))).hasSize(1);
    }

    @Test
    void aRegistrysAddressBehindTheColon() {
        record("""
                {"package": {"ecosystem": "Packagist:https://packages.drupal.org/8", "name": "drupal/ctools"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "4.1.0"}]}]},
                {"package": {"ecosystem": "Maven:https://maven.google.com", "name": "androidx.core:core"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]},
                {"package": {"ecosystem": "Maven:https://repo.maven.apache.org/maven2", "name": "org.acme:a"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]},
                {"package": {"ecosystem": "VSCode:https://open-vsx.org", "name": "acme.tool"},
                 "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]},
                {"package": {"ecosystem": "Packagist:https://packagist.org", "name": "acme/a"},
                 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}]}
                """);
        assertThat(world.found(Installed.of("Packagist", "drupal/ctools", "4.0.0")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Maven", "androidx.core:core", "1.1")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Maven", "org.acme:a", "1.1"))).hasSize(1);
        assertThat(world.found(Installed.of("Packagist", "acme/a", "1.1"))).hasSize(1);
        assertThat(world.found(Installed.of("VSCode", "acme.tool", "1.1.0"))).hasSize(1);
    }

    @Test
    void anUnknownEcosystemIsKeptAndSaysThatItCannotTell() {
        record("""
                {"package": {"ecosystem": "Brand New", "name": "a"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1"}, {"fixed": "2"}]}]},
                {"package": {"ecosystem": "Brand New", "name": "b"}, "versions": ["one"]}
                """);
        assertThat(world.facts(Installed.of("Brand New", "a", "1.5")))
                .singleElement()
                .asString()
                .startsWith("CANNOT_TELL");
        assertThat(world.found(Installed.of("Brand New", "b", "one"))).hasSize(1);
        assertThat(world.facts(Installed.of("Brand New", "b", "two"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"introduced\": \"2.0.0\"}, {\"fixed\": \"2.5.0\"}, {\"introduced\": \"0\"}, {\"fixed\": \"1.5.0\"}', 1.0.0 2.1.0, 1.5.0 1.9.0 2.5.0",
        "'{\"introduced\": \"0\"}, {\"fixed\": \"1.5.0\"}, {\"fixed\": \"1.4.0\"}', 1.3.0, 1.4.0 1.5.0",
        "'{\"introduced\": \"1.0.0\"}, {\"introduced\": \"0\"}, {\"last_affected\": \"1.5.0\"}', 0.1.0 1.5.0, 1.5.1",
        "'{\"introduced\": \"0\"}, {\"limit\": \"*\"}', 0.1.0 99.0.0, ",
        "'{\"introduced\": \"0\"}, {\"limit\": \"2.0.0\"}, {\"fixed\": \"3.0.0\"}', 1.0.0, 2.0.0 2.5.0",
        "'{\"introduced\": \"1.0.0\"}, {\"fixed\": \"1.0.0\"}', , 0.9.0 1.0.0 1.0.1",
        "'{\"introduced\": \"0\"}, {\"fixed\": \"0\"}', , 0.0.0 1.0.0",
    })
    void eventsInAnyOrder(String events, String in, String out) {
        record("""
                {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [%s]}]}
                """.formatted(events));
        for (String version : in == null ? new String[0] : in.split(" ")) {
            assertThat(world.found(Installed.of("npm", "a", version)))
                    .as(version)
                    .hasSize(1);
        }
        for (String version : out == null ? new String[0] : out.split(" ")) {
            assertThat(world.found(Installed.of("npm", "a", version)))
                    .as(version)
                    .isEmpty();
        }
    }

    /** GitHub writes the end that it knows beside an open range. */
    @Test
    void theLastKnownAffectedVersionOfGitHubEndsAnOpenRange() {
        record("""
                {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}]}],
                 "database_specific": {"last_known_affected_version_range": "<= 1.2.3"}},
                {"package": {"ecosystem": "npm", "name": "b"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}],
                 "database_specific": {"last_known_affected_version_range": "< 1.2.3"}}
                """);
        assertThat(world.found(Installed.of("npm", "a", "1.2.3"))).containsExactly("a: CVE-2025-0001");
        assertThat(world.found(Installed.of("npm", "a", "1.2.4"))).isEmpty();
        assertThat(world.found(Installed.of("npm", "b", "1.2.2"))).hasSize(1);
        assertThat(world.found(Installed.of("npm", "b", "1.2.3"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-01T00:00:00Z, 0",
        "2025-02-01T00:00:00.123456+02:00, 0",
        "yesterday, 0",
        "2999-01-01T00:00:00Z, 1",
        "2999-01-01T00:00:00.5-07:00, 1"
    })
    void aRecordIsWithdrawnFromTheDayOnThatItNames(String withdrawn, int matches) {
        world.file("x.json", """
                {"id": "CVE-2025-0001", "modified": "2025-01-01T00:00:00Z", "withdrawn": "%s",
                 "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}
                """.formatted(withdrawn)).osv("x_2 | npm | b | introduced 0 | ");
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).hasSize(matches);
    }

    @Test
    void membersOfLaterSchemasAndNullsDoNotDisturb() {
        world.file("x.json", """
                {"schema_version": "1.9.0", "id": "CVE-2025-0001", "modified": "2025-01-01T00:00:00Z", "aliases": null,
                 "related": [], "severity": null, "credits": [{"name": "x", "contact": ["y"], "type": "FINDER"}],
                 "new_member": {"deep": [1, {"er": null}]}, "references": null, "database_specific": null,
                 "affected": [{"package": {"ecosystem": "npm", "name": "a", "purl": null}, "versions": null,
                   "ranges": [{"type": "SEMVER", "repo": null, "events": [{"introduced": "0"}], "database_specific": {"x": []}}],
                   "ecosystem_specific": null, "severity": []}]}
                """);
        assertThat(world.found(Installed.of("npm", "a", "1.0.0"))).hasSize(1);
    }

    @Test
    void theSymbolsOfGoAreNamedInTheExplanation() {
        world.file("x.json", """
                {"id": "GO-2025-0001", "modified": "2025-01-01T00:00:00Z", "aliases": ["CVE-2025-0001"], "affected": [
                  {"package": {"ecosystem": "Go", "name": "golang.org/x/net"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.17.0"}]}],
                   "ecosystem_specific": {"imports": [{"path": "golang.org/x/net/http2", "goos": ["linux"],
                     "symbols": ["Server.ServeConn", "serverConn.serve"]}]}}]}
                """);
        Explanation explanation = world.explanation("CVE-2025-0001", Installed.of("Go", "golang.org/x/net", "v0.1.0"));
        assertThat(explanation.statements().getFirst().ranges())
                .isEqualTo("introduced 0, fixed 0.17.0; where it is used: golang.org/x/net/http2#Server.ServeConn,"
                        + " golang.org/x/net/http2#serverConn.serve");
    }
}
