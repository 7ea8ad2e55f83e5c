package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.match.build.ThirdParty;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.Explanation;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.testkit.OsvRecords;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatcherTest {
    /** id | ecosystem | package | events | further members of the document. */
    private static final String RECORDS = """
            CVE-2024-0001 | Debian:12 | curl | introduced 0 fixed 7.88.1-10+deb12u5 |
            CVE-2024-0002 | Debian:12 | openssl | introduced 0 |
            DSA-1 | Debian:12 | curl | introduced 0 fixed 7.88.1-10+deb12u6 | "upstream": ["CVE-2024-0001", "CVE-2024-0003"],
            CVE-2024-0004 | Debian | bash | introduced 0 fixed 5.3 |
            ALPINE-1 | Alpine:v3.20 | openssl | introduced 0 fixed 3.3.1-r1 | "upstream": ["CVE-2024-0010"],
            ALSA-1 | AlmaLinux:9 | openssl-libs | introduced 0 fixed 1:3.0.7-25.el9 | "related": ["CVE-2024-0011"],
            ALSA-2 | AlmaLinux:8 | postgresql | introduced 0 fixed 16.10-1.module_el8 | "summary": "Important: postgresql:16 security update", "related": ["CVE-2024-0030", "CVE-2024-0031"],
            ALSA-3 | AlmaLinux:8 | postgresql | introduced 0 fixed 13.22-1.module_el8 | "summary": "Important: postgresql:13 security update", "related": ["CVE-2024-0030", "CVE-2024-0031"],
            ALSA-4 | AlmaLinux:8 | postgresql | introduced 0 fixed 13.22-2.module_el8 | "summary": "Important: postgresql:13 security update", "related": ["CVE-2024-0030", "CVE-2024-0031"],
            ALSA-5 | AlmaLinux:8 | npm | introduced 0 fixed 1:10.9.2-1.module_el8 | "summary": "Important: nodejs:20 security update", "related": ["CVE-2024-0032"],
            ALSA-6 | AlmaLinux:8 | varnish | introduced 0 fixed 6.0.13-1.module_el8 | "summary": "Important: varnish security update", "related": ["CVE-2024-0033"],
            CVE-2024-0021 | Debian:12 | zope.interface | introduced 0 fixed 5.0-2 |
            ALSA-7 | AlmaLinux:8 | postgresql | introduced 0 fixed 99-1.el8 | "summary": "Important: postgresql security update", "related": ["CVE-2024-0034"],
            UBUNTU-1 | Ubuntu:22.04:LTS | gcc-12 | introduced 0 fixed 12.3.0-1ubuntu1~22.04 | "upstream": ["CVE-2024-0012"],
            GHSA-aaaa-aaaa-aaaa | Maven | org.apache.logging.log4j:log4j-core | introduced 2.0-beta9 fixed 2.15.0 | "aliases": ["CVE-2021-44228"],
            x_VICTIMS-1 | Maven | org.apache.logging.log4j:log4j-core | introduced 0 fixed 2.16.0 | "aliases": ["GHSA-aaaa-aaaa-aaaa"],
            GHSA-bbbb-bbbb-bbbb | npm | @angular/core | introduced 0 fixed 11.0.5 | "aliases": ["CVE-2024-0020"],
            PYSEC-1 | PyPI | Zope.Interface | introduced 0 fixed 5.0rc1 | "aliases": ["CVE-2024-0021"],
            GO-1 | Go | stdlib | introduced 0 fixed 1.20.12 introduced 1.21.0-0 fixed 1.21.5 | "aliases": ["CVE-2024-0022"],
            GO-2 | Go | golang.org/x/net | introduced 0 fixed 0.17.0 | "aliases": ["CVE-2024-0023"],
            GO-3 | Go | github.com/BurntSushi/toml | introduced 0 fixed 2.0.0+incompatible |
            x_BAD-1 | npm | odd | introduced 0 fixed ~~~ |
            x_FUZZ-1 | OSS-Fuzz | libfoo | introduced 0 fixed 7.0.0 |
            """;

    @TempDir
    private static Path folder = Path.of("");

    private @Nullable AdvisoryDb db;

    @BeforeAll
    void compile() throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("feeds"));
        OsvRecords.write(feeds, RECORDS);
        Files.writeString(feeds.resolve("git.json"), """
                {"id": "x_GIT-1", "modified": "2025-01-01T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "npm", "name": "gitted"},
                   "ranges": [{"type": "GIT", "repo": "https://example.org", "events": [{"introduced": "0"}]}]},
                  {"package": {"ecosystem": "npm", "name": "both"}, "ranges": [
                     {"type": "GIT", "repo": "https://example.org", "events": [{"introduced": "0"}]},
                     {"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"last_affected": "1.4.0"}]}]},
                  {"package": {"ecosystem": "npm", "name": "listed"}, "versions": ["1.0.0", "legacy!"]}]}
                """);
        Files.writeString(feeds.resolve("state.json"), """
                {"id": "UBUNTU-2", "modified": "2025-01-01T00:00:00Z", "upstream": ["CVE-2024-0030"], "affected": [
                  {"package": {"ecosystem": "Ubuntu:22.04:LTS", "name": "bash"},
                   "severity": [{"type": "Ubuntu", "score": "negligible"}],
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                   "ecosystem_specific": {"status": "deferred"}}],
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}
                """);
        Files.writeString(feeds.resolve("no.json"), """
                {"id": "UBUNTU-CVE-2024-0040", "modified": "2025-01-01T00:00:00Z", "upstream": ["CVE-2024-0040"],
                 "affected": [{"package": {"ecosystem": "Ubuntu:22.04:LTS", "name": "bash"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                   "ecosystem_specific": {"status": "not-affected", "note": "code not present"}}]}
                """);
        Files.writeString(feeds.resolve("scores.json"), """
                {"id": "GHSA-cccc-cccc-cccc", "modified": "2025-01-01T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "npm", "name": "scored"}, "versions": ["1.0.0"]}],
                 "severity": [
                   {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N"},
                   {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"},
                   {"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:C/I:C/A:C"}],
                 "database_specific": {"severity": "MODERATE"}}
                """);
        Path file = folder.resolve("a.db");
        new AdvisoryCompiler().compile(feeds, file);
        db = AdvisoryDb.open(file);
    }

    @AfterAll
    void close() {
        db().close();
    }

    private AdvisoryDb db() {
        if (db == null) {
            throw new IllegalStateException("not compiled");
        }
        return db;
    }

    private static InstalledPackage installed(
            @Nullable String ecosystem, String name, String version, @Nullable SourcePackage source) {
        return new InstalledPackage(
                Purl.of("generic", "", name, version),
                ecosystem == null ? null : Ecosystem.parse(ecosystem),
                name,
                version,
                source,
                "",
                new Evidence("path/of/" + name, 0, "test"),
                0);
    }

    private MatchResult match(InstalledPackage... packages) {
        Inventory inventory = new Inventory(
                "test",
                OperatingSystem.NONE,
                List.of(),
                List.of(packages),
                new Coverage(CoverageCounts.NONE, List.of()));
        return new Matcher(db()).match(inventory);
    }

    private List<String> ids(InstalledPackage installed) {
        return match(installed).matches().stream()
                .map(found -> found.match().vulnerability().id())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Debian:12, libcurl4, 7.88.1-10+deb12u5, curl, 7.88.1-10+deb12u4, CVE-2024-0001 CVE-2024-0003",
        "Debian:12, libcurl4, 7.88.1-10+deb12u5, curl, 7.88.1-10+deb12u5, CVE-2024-0001 CVE-2024-0003",
        "Debian:12, libcurl4, 7.88.1-10+deb12u5, curl, 7.88.1-10+deb12u6, ''",
        "Debian:12, curl, 1:1-1, other, 1:1-1, ''",
        "Debian:11, libcurl4, 7.0-1, curl, 7.0-1, ''",
        "Debian:11, bash, 5.2-1, bash, 5.2-1, CVE-2024-0004",
        "Alpine:v3.20, libssl3, 3.3.1-r0, openssl, 3.3.1-r0, CVE-2024-0010",
        "Alpine:v3.20, libssl3, 3.3.1-r1, openssl, 3.3.1-r1, ''",
        "Alpine:v3.19, libssl3, 3.3.1-r0, openssl, 3.3.1-r0, ''",
        "Ubuntu:22.04:LTS, libgcc-s1, 12.3.0-1ubuntu1~22.04, gcc-12, 12.2.0-1, CVE-2024-0012",
        "AlmaLinux:9, openssl-libs, 1:3.0.7-24.el9, openssl, 1:3.0.7-24.el9, CVE-2024-0011",
        "AlmaLinux:9, openssl-libs, 3.0.7-99.el9, openssl, 3.0.7-99.el9, CVE-2024-0011",
        "AlmaLinux:9, openssl-libs, 1:3.0.7-25.el9, openssl, 1:3.0.7-25.el9, ''",
        "AlmaLinux:9, openssl, 1:3.0.7-24.el9, openssl, 1:3.0.7-24.el9, ''",
    })
    void distributionsSpeakOfSourcesOrOfBinaries(
            String ecosystem, String name, String version, String source, String sourceVersion, String expected) {
        InstalledPackage installed = installed(ecosystem, name, version, new SourcePackage(source, sourceVersion));
        assertThat(ids(installed)).containsExactlyElementsOf(words(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "Maven, org.apache.logging.log4j:log4j-core, 2.14.1, CVE-2021-44228",
        "Maven, org.apache.logging.log4j:log4j-core, 2.0-beta8, CVE-2021-44228",
        "Maven, org.apache.logging.log4j:log4j-core, 2.16.0, ''",
        "Maven, log4j-core, 2.14.1, ''",
        "npm, @angular/core, 11.0.4, CVE-2024-0020",
        "npm, @angular/core, 11.0.5-rc.1, CVE-2024-0020",
        "npm, @angular/core, 11.0.5, ''",
        "npm, core, 11.0.4, ''",
        "PyPI, zope-interface, 5.0a1, CVE-2024-0021",
        "PyPI, zope_interface, 5.0.dev3, CVE-2024-0021",
        "PyPI, zope.interface, 5.0, ''",
        "Go, stdlib, go1.21.4, CVE-2024-0022",
        "Go, stdlib, go1.21rc2, CVE-2024-0022",
        "Go, stdlib, go1.20.12, ''",
        "Go, stdlib, go1.21.5 X:boringcrypto, ''",
        "Go, stdlib, go1.21.4 X:boringcrypto, CVE-2024-0022",
        "Go, golang.org/x/net, v0.16.0, CVE-2024-0023",
        "Go, golang.org/x/net, v0.17.1-0.20231010000000-0123456789ab, ''",
        "Go, golang.org/x/net/http2, v0.16.0, ''",
        "Go, github.com/BurntSushi/toml, v1.9.9+incompatible, GO-3",
        "Go, github.com/burntsushi/toml, v1.9.9, ''",
        "npm, both, 1.4.0, x_GIT-1",
        "npm, both, 1.4.1, ''",
        "npm, listed, 1.0.0, x_GIT-1",
        "npm, listed, v1.0.0, x_GIT-1",
        "npm, listed, legacy!, x_GIT-1",
        "npm, listed, 1.0.1, ''",
    })
    void languagesSpeakOfPackagesAsTheySpellThem(String ecosystem, String name, String version, String expected) {
        InstalledPackage installed = installed(ecosystem, name, version, null);
        assertThat(ids(installed)).containsExactlyElementsOf(words(expected));
        assertThat(match(installed).facts()).isEmpty();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @Test
    void recordsOfOneVulnerabilityAreOneMatchWithAllItsNames() {
        Match match = match(installed("Maven", "org.apache.logging.log4j:log4j-core", "2.14.1", null))
                .matches()
                .getFirst()
                .match();
        assertThat(match.vulnerability().id()).isEqualTo("CVE-2021-44228");
        assertThat(match.vulnerability().aliases()).containsExactly("GHSA-aaaa-aaaa-aaaa", "x_VICTIMS-1");
        assertThat(match.reasons().stream().map(MatchReason::record))
                .containsExactly("GHSA-aaaa-aaaa-aaaa", "x_VICTIMS-1");
        assertThat(match.reasons().getFirst())
                .isEqualTo(new MatchReason(
                        "GHSA",
                        "GHSA-aaaa-aaaa-aaaa",
                        "introduced 2.0-beta9, fixed 2.15.0",
                        "org.apache.logging.log4j:log4j-core",
                        "2.14.1",
                        "package, version range"));
        assertThat(match.fixState()).isEqualTo(FixState.FIXED);
        assertThat(match.fixedVersion()).isEqualTo("2.15.0");
    }

    @Test
    void theRecordOfOneCveDecidesBeforeANoticeOfMany() {
        Match match = match(installed("Debian:12", "curl", "7.88.1-10", new SourcePackage("curl", "7.88.1-10")))
                .matches()
                .getFirst()
                .match();
        assertThat(match.fixedVersion()).isEqualTo("7.88.1-10+deb12u5");
        assertThat(match.reasons()).hasSize(2);
        assertThat(match.reasons().getFirst().rule()).isEqualTo("source package, version range");
    }

    @Test
    void theLowestFixDecidesAmongADistributionsNotices() {
        Match match = match(installed("AlmaLinux:8", "postgresql", "13.18-1.module_el8", null))
                .matches()
                .getFirst()
                .match();
        assertThat(match.fixedVersion()).isEqualTo("13.22-1.module_el8");
        assertThat(match.reasons().stream().map(MatchReason::record)).containsExactly("ALSA-3", "ALSA-4");
    }

    /** Module, name, version, and what speaks; a question mark where nobody can tell. */
    @ParameterizedTest
    @CsvSource({
        "postgresql:13, postgresql, 13.18-1.module+el8, CVE-2024-0030 CVE-2024-0031",
        "postgresql:15, postgresql, 15.1-1.module+el8, ''",
        "postgresql:16, postgresql, 16.1-1.module+el8, CVE-2024-0030 CVE-2024-0031",
        "'', postgresql, 13.18-1.module+el8, CVE-2024-0030 CVE-2024-0031",
        "'', postgresql, 15.1-1.module+el8, ''",
        "'', postgresql, 10.23-1.el8, CVE-2024-0034",
        "nodejs:20, npm, 1:10.8.1-1.module+el8, CVE-2024-0032",
        "nodejs:18, npm, 1:9.8.1-1.module+el8, ''",
        "'', npm, 1:9.8.1-1.module+el8, ?",
        "varnish:6, varnish, 6.0.8-1.module+el8, CVE-2024-0033",
        "varnish:6, varnish, 0.15-1.module+el8, ?",
        "varnish:other, varnish, 6.0.8-1.module+el8, ?",
    })
    void aNoticeSpeaksForPackagesOfItsModuleStream(String module, String name, String version, String expected) {
        InstalledPackage bare = installed("AlmaLinux:8", name, version, null);
        InstalledPackage installed = new InstalledPackage(
                bare.purl(),
                bare.ecosystem(),
                name,
                version,
                null,
                "",
                bare.evidence(),
                0,
                module.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of("module", module)));
        assertThat(match(installed).facts()).hasSize(expected.equals("?") ? 1 : 0);
        assertThat(ids(installed)).containsExactlyElementsOf(words(expected.replace("?", "")));
    }

    @Test
    void theLabelOfAPurlTellsTheStreamToo() {
        InstalledPackage bare = installed("AlmaLinux:8", "npm", "1:10.8.1-1.module+el8", null);
        InstalledPackage installed = new InstalledPackage(
                bare.purl().with("rpmmod", "nodejs:18:8000:1"),
                bare.ecosystem(),
                "npm",
                bare.version(),
                null,
                "",
                bare.evidence(),
                0);
        assertThat(match(installed).matches()).isEmpty();
        assertThat(match(installed).facts()).isEmpty();
    }

    private static InstalledPackage told(InstalledPackage bare, String type, String key, String value) {
        return new InstalledPackage(
                Purl.of(type, "", bare.name(), bare.version()),
                bare.ecosystem(),
                bare.name(),
                bare.version(),
                bare.source(),
                "",
                bare.evidence(),
                0,
                new TreeMap<>(Map.of(key, value)));
    }

    @Test
    void theDistributionsWordCountsForWhatItsPackagesBrought() {
        InstalledPackage owner =
                installed("Debian:12", "python3-zope", "5.0-3", new SourcePackage("zope.interface", "5.0-3"));
        InstalledPackage bare = installed("PyPI", "zope.interface", "5.0a1", null);
        InstalledPackage owned = told(bare, "pypi", "ownedBy", "python3-zope");
        MatchResult result = match(owner, owned);
        assertThat(result.matches()).isEmpty();
        assertThat(result.overruled()).hasSize(1);
        assertThat(result.overruled().getFirst().rule())
                .isEqualTo("owned by python3-zope 5.0-3: CVE-2024-0021 of Debian:12 says of zope.interface 5.0-3: "
                        + "not affected: the installed version has the fix: fixed in 5.0-2");
        assertThat(match(owned).matches()).as("whose owner is not there").hasSize(1);
        InstalledPackage elsewhere = told(owner, "deb", "maintainer", "Docker <support@docker.com>");
        assertThat(match(elsewhere, owned).matches())
                .as("whose owner is not the distribution's")
                .hasSize(1);
    }

    @Test
    void whereTheDistributionIsSilentTheLanguagesMatchStaysAndSaysSo() {
        InstalledPackage owner = installed("Debian:12", "node-core", "1-1", new SourcePackage("node-core", "1-1"));
        InstalledPackage bare = installed("npm", "@angular/core", "11.0.4", null);
        MatchResult result = match(owner, told(bare, "npm", "ownedBy", "node-core"));
        assertThat(result.overruled()).isEmpty();
        assertThat(result.matches().getFirst().match().reasons().getFirst().rule())
                .isEqualTo("package, version range; owned by node-core, of which its distribution says nothing");
        assertThat(match(owner, told(bare, "npm", "ownedBy", "node-core"), bare)
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .as("where another copy is nobody's")
                .isEqualTo("package, version range");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Debian:12 | deb | 5:27.1.1-1~debian.12~bookworm | '' | '' | Docker",
                "Ubuntu:22.04:LTS | deb | 18.20.4-1nodesource1 | '' | '' | NodeSource",
                "Debian:12 | deb | 14.5-1.pgdg120+1 | maintainer | Debian PostgreSQL Maintainers <t@l.debian.org> | PGDG",
                "Debian:12 | deb | 1.27.0-1~bookworm | maintainer | NGINX Packaging <nginx-packaging@f5.com> | nginx.org",
                "AlmaLinux:9 | rpm | 3:27.1.1-1.el9 | vendor | Docker | Docker",
                "AlmaLinux:9 | rpm | 1.0-1.el9 | vendor | Fedora Project | EPEL",
                "Rocky Linux:8 | rpm | 8.2-1.el8.remi | vendor | Remi's RPM repository <https://x> | Remi's repository",
                "AlmaLinux:8 | rpm | 1.31-1.el8 | vendor | Red Hat, Inc. | ''",
                "Debian:12 | deb | 7.88.1-10+deb12u5 | maintainer | Alessandro Ghedini <ghedo@debian.org> | ''",
                "Debian:12 | deb | 1.0-1~bpo12+1 | maintainer | Docker Maintainers <x@lists.debian.org> | ''",
                "Azure Linux:3 | rpm | 1.0-1.azl3 | vendor | Microsoft Corporation | ''",
                "Alpine:v3.20 | apk | 1.0-r1 | maintainer | docker | ''",
            })
    void aDistributionDoesNotSpeakForThirdParties(
            String ecosystem, String type, String version, String key, String value, String builder) {
        InstalledPackage bare = installed(ecosystem, "curl", version, new SourcePackage("curl", version));
        InstalledPackage installed = told(bare, type, key.isEmpty() ? "none" : key, value);
        assertThat(ThirdParty.of(installed).orElse("")).isEqualTo(builder);
    }

    @Test
    void packagesOfThirdPartiesAreAFactAndNoMatch() {
        InstalledPackage bare = installed("Debian:12", "curl", "7.0-1", new SourcePackage("curl", "7.0-1"));
        MatchResult result = match(told(bare, "deb", "maintainer", "Docker <support@docker.com>"));
        assertThat(result.matches()).isEmpty();
        assertThat(result.facts().getFirst().kind()).isEqualTo(CoverageFact.Kind.CANNOT_TELL);
        assertThat(result.facts().getFirst().detail())
                .isEqualTo("'curl' was built by Docker, not Debian:12, whose advisories therefore do not speak for it");
    }

    @Test
    void headersOfAKernelAreShownAndMarked() {
        InstalledPackage headers =
                installed("Debian:12", "linux-libc-dev", "6.1-1", new SourcePackage("openssl", "6.1-1"));
        assertThat(match(told(headers, "deb", "maintainer", "Debian Kernel Team <debian-kernel@lists.debian.org>"))
                        .matches()
                        .getFirst()
                        .match()
                        .reasons()
                        .getFirst()
                        .rule())
                .isEqualTo("source package, version range; headers only, no kernel runs from it");
    }

    @Test
    void anOpenVulnerabilityCarriesTheVendorsState() {
        Match open = match(installed("Debian:12", "openssl", "3.0", new SourcePackage("openssl", "3.0")))
                .matches()
                .getFirst()
                .match();
        assertThat(open.fixState()).isEqualTo(FixState.AFFECTED);
        assertThat(open.fixedVersion()).isEmpty();
        Match deferred = match(installed("Ubuntu:22.04:LTS", "bash", "5.1", new SourcePackage("bash", "5.1")))
                .matches()
                .getFirst()
                .match();
        assertThat(deferred.fixState()).isEqualTo(FixState.FIX_DEFERRED);
        assertThat(deferred.vulnerability().severity())
                .as("the distribution's word weighs more than a score")
                .isEqualTo(Severity.NEGLIGIBLE);
    }

    @ParameterizedTest
    @CsvSource({
        "Debian:12, curl, not a version",
        "npm, @angular/core, latest",
        "Go, golang.org/x/net, (devel)",
        "PyPI, zope.interface, 2004d",
        "Maven, org.apache.logging.log4j:log4j-core, ${log4j.version}",
        "npm, odd, 1.0.0",
        "npm, gitted, 1.0.0",
        "OSS-Fuzz, libfoo, 6.0.0",
    })
    void whatCannotBeToldIsShown(String ecosystem, String name, String version) {
        MatchResult result = match(installed(ecosystem, name, version, null));
        assertThat(result.matches()).isEmpty();
        CoverageFact fact = result.facts().getFirst();
        assertThat(result.facts()).hasSize(1);
        assertThat(fact.kind()).isEqualTo(CoverageFact.Kind.CANNOT_TELL);
        assertThat(fact.kind().breaksProof()).isTrue();
        assertThat(fact.path()).isEqualTo("path/of/" + name);
        assertThat(fact.detail()).contains("'" + name + "'").contains("'" + version + "'");
    }

    @Test
    void theVendorsNoIsNoMatchAndIsExplained() {
        InstalledPackage bash = installed("Ubuntu:22.04:LTS", "bash", "5.1", new SourcePackage("bash", "5.1"));
        assertThat(ids(bash)).doesNotContain("CVE-2024-0040");
        Inventory inventory = new Inventory(
                "test", OperatingSystem.NONE, List.of(), List.of(bash), new Coverage(CoverageCounts.NONE, List.of()));
        Explanation explained = Explainer.explain(db(), inventory, "CVE-2024-0040");
        assertThat(explained.statements().getFirst().outcome()).isEqualTo(Explanation.Outcome.NO_MATCH);
        assertThat(explained.statements().getFirst().rule())
                .isEqualTo("Ubuntu says that the package is not affected: code not present");
    }

    @Test
    void theHighestScoreOfTheNewerVersionsDecides() {
        Vulnerability scored = match(installed("npm", "scored", "1.0.0", null))
                .matches()
                .getFirst()
                .match()
                .vulnerability();
        assertThat(scored.severity()).isEqualTo(Severity.HIGH);
        assertThat(scored.severitySource()).isEqualTo("CVSS 3.1 (GHSA)");
        assertThat(scored.cvss().stream().map(CvssScore::version)).containsExactly("4.0", "3.1", "2.0");
    }

    @Test
    void anEcosystemWithoutAdvisoriesIsAFact() {
        MatchResult result = match(
                installed("Debian:99", "x", "1", null),
                installed("crates.io", "serde", "1.0.0", null),
                installed("crates.io", "rand", "1.0.0", null),
                installed("Debian:12", "y", "1", null),
                installed(null, "z", "1", null));
        assertThat(result.matches()).isEmpty();
        assertThat(result.facts().stream().map(CoverageFact::kind)).containsOnly(CoverageFact.Kind.NO_ADVISORIES);
        assertThat(result.facts().stream().map(CoverageFact::detail))
                .containsExactly(
                        "the advisory database has no feed for Debian:99, which 1 package is of",
                        "the advisory database has no feed for crates.io, which 2 packages are of");
    }

    @Test
    void textOfTheImageIsQuotedAndCut() {
        MatchResult result = match(installed("npm", "@angular/core", "\u001b[2J" + "x".repeat(10_000), null));
        assertThat(result.facts().getFirst().detail()).doesNotContain("\u001b").hasSizeLessThan(500);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        InstalledPackage one = installed("Maven", "org.apache.logging.log4j:log4j-core", "2.14.1", null);
        InstalledPackage other = installed("npm", "@angular/core", "1.0.0", null);
        assertThat(match(other, one)).isEqualTo(match(one, other));
        assertThat(match(one).snapshot().digest()).startsWith("sha256:");
    }

    @Test
    void eachOfManyPackagesIsJudgedAsItIsAlone() {
        List<InstalledPackage> many = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0
                        ? installed("npm", "@angular/core", i + " is none", null)
                        : installed("Maven", "org.apache.logging.log4j:log4j-core", "2." + i % 20 + "." + i, null))
                .toList();
        MatchResult together = match(many.toArray(InstalledPackage[]::new));
        assertThat(together.matches()).hasSizeGreaterThan(100).hasSizeLessThan(300);
        for (InstalledPackage each : many) {
            assertThat(together.matches().stream()
                            .filter(one -> one.installed().equals(each))
                            .toList())
                    .isEqualTo(match(each).matches());
        }
        assertThat(together).isEqualTo(match(many.reversed().toArray(InstalledPackage[]::new)));
    }
}
